import { ruleWords as words } from '../../../core/sentences/console/rules.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { changeRules, type RuleChange } from '../../../flow/desk/rules/change.ts';
import { reloadedResults } from '../../parts/reloaded.ts';
import type { Ask, Result } from '../../types.ts';

/** So long a page waits for open orders to be decided anew, ms: mostly there are few. */
const patience = 2000;

/** Changes the rules and says what came of it; `seen` is the version of the file that the form was made from. */
export async function changed(ask: Ask, change: RuleChange, done: string): Promise<readonly Result[]> {
  const { ctx, actor, form } = ask;
  const result = await changeRules(ctx, change, { seen: form.get('seen') ?? '', actor });
  if (!result.done) {
    const { sentence, remedy, complaints } = result;
    return [
      { kind: 'wrong', text: sentence, remedy },
      ...complaints.slice(0, 10).map((text): Result => ({ kind: 'wrong', text })),
    ];
  }
  const said = reloadedResults(result.reloaded);
  ask.later(result.decided);
  const waited = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => waited.resolve(undefined), patience);
  const count = await Promise.race([result.decided, waited.promise]).finally(() => clearTimeout(timer));
  return [
    { kind: 'done', text: done },
    ...said,
    { kind: 'note', text: count === undefined ? words.deciding : fill(words.decided, { count }) },
  ];
}
