import { orderRules, ruleNames, switchRule } from '../../../config/edit-rules.ts';
import { complaintInJapanese } from '../../../core/sentences/complaints.ts';
import { type SentenceArgs, type SentenceCode, say } from '../../../core/sentences/index.ts';
import { redecideForRules } from '../../intake/index.ts';
import type { Context, Reloaded } from '../../types.ts';
import { addRules, type FreshRule, ownRules, type PutRules, putRuleText, ruleText, takenNames } from './files.ts';

/** What is changed in the rules; the history keeps it. */
export type RuleChange =
  | { readonly kind: 'switch'; readonly names: readonly string[]; readonly on: boolean }
  /** Every rule of the file, in the wanted order. */
  | { readonly kind: 'order'; readonly names: readonly string[] }
  | { readonly kind: 'add'; readonly rules: readonly FreshRule[] }
  | { readonly kind: 'text'; readonly text: string };

export type RulesChanged =
  | {
      readonly done: true;
      /** Whether the running bridge takes them up, and why not; undefined = nothing runs here. */
      readonly reloaded: Reloaded | undefined;
      /** Open orders are being decided anew; gives how many are otherwise now. */
      readonly decided: Promise<number>;
    }
  | {
      readonly done: false;
      readonly sentence: string;
      readonly remedy: string;
      /** `file:line:column sentence`. */
      readonly complaints: readonly string[];
    };

const refuse = (code: SentenceCode, args: SentenceArgs = {}, complaints: readonly string[] = []): RulesChanged => ({
  done: false,
  ...say(code, args),
  complaints,
});

/**
 * Changes the workspace's rules, journaled: comments of the file stay, a text that does not load is not written. The running bridge takes the file
 * up at once as it does when somebody else edited it (`Context.reload`), and orders whose label is not out are decided anew.
 *
 * @param seen version of the file that the person saw (`ruleText`): another one is a conflict, nothing is overwritten
 */
export async function changeRules(
  ctx: Context,
  change: RuleChange,
  { seen, actor }: { readonly seen: string; readonly actor: string },
): Promise<RulesChanged> {
  const { root } = ctx.config;
  if (ruleText(root).version !== seen) return refuse('rules-file-changed');
  const { text } = ownRules(root);
  const put = await written(ctx, text, change);
  if ('code' in put) return refuse(put.code, put.args);
  if ('complaints' in put)
    return refuse(
      'rules-not-saved',
      {},
      put.complaints.map(
        ({ file, line, column, sentence }) => `${file}:${line}:${column} ${complaintInJapanese(sentence)}`,
      ),
    );
  const reloaded = ctx.reload?.();
  const at = ctx.now().toString();
  const entry = {
    at,
    actor,
    what: 'rules-changed',
    shop: '',
    orderNumber: '',
    shipment: '',
    details: detailsOf(change),
  };
  await ctx.store.write((tx) => tx.addJournal([entry]));
  return { done: true, reloaded, decided: redecideForRules({ ...ctx }) };
}

async function written(
  ctx: Context,
  text: string,
  change: RuleChange,
): Promise<PutRules | { readonly code: SentenceCode; readonly args?: SentenceArgs }> {
  switch (change.kind) {
    case 'switch': {
      const unknown = change.names.find((name) => !ruleNames(text).includes(name));
      if (unknown !== undefined) return { code: 'command-unknown-rule', args: { name: unknown, hint: '' } };
      return putRuleText(ctx, switchRule(text, change.names, change.on));
    }
    case 'order': {
      const ordered = orderRules(text, change.names);
      return ordered === undefined ? { code: 'rules-cannot-be-ordered' } : putRuleText(ctx, ordered);
    }
    case 'add': {
      const [taken] = takenNames(
        ctx.config.root,
        change.rules.map((one) => one.rule.name),
      );
      if (taken !== undefined) return { code: 'command-rule-exists', args: { name: taken } };
      return addRules(ctx, change.rules);
    }
    default:
      // A browser says nothing of line ends: the file keeps its own.
      return putRuleText(ctx, text.includes('\r\n') ? change.text.replaceAll(/\r?\n/g, '\r\n') : change.text);
  }
}

const detailsOf = (change: RuleChange): Readonly<Record<string, string>> => {
  if (change.kind === 'text') return { how: 'text' };
  const names = change.kind === 'add' ? change.rules.map((one) => one.rule.name) : change.names;
  const how = change.kind === 'switch' ? (change.on ? 'on' : 'off') : change.kind;
  return { how, rules: names.join(' ').slice(0, 500) };
};
