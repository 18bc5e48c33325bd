import { type ActionName, actingWords } from '../../../../core/sentences/console/acting.ts';
import { pageHelp } from '../../../../core/sentences/console/page-help.ts';
import { fill } from '../../../../core/sentences/fill.ts';
import { canHandOver } from '../../../../flow/desk/issue.ts';
import type { Context } from '../../../../flow/types.ts';
import { orderPath } from '../../../parts/links.tsx';
import type { Answer, Ask, Result, Route } from '../../../types.ts';
import { workPath } from '../../works/index.tsx';
import { type Chosen, readChosen } from './chosen.ts';
import { ConfirmPage } from './confirm-page.tsx';
import { run } from './run.ts';

export const isAction = (name: string): name is ActionName => Object.hasOwn(actingWords.actions, name);

/** Actions on chosen orders of this bridge: 連携 only where there is a B2 Cloud to hand over to; a second label only for named parcels. */
export const actionsOf = (ask: Pick<Ask, 'ctx'>): ActionName[] =>
  (Object.keys(actingWords.actions) as ActionName[]).filter(
    (one) => one !== 'reissue' && (one !== 'hand-over' || canHandOver(ask.ctx)),
  );

/** Actions that ask for a note. */
export const needsNote: ReadonlySet<ActionName> = new Set(['clear', 'cancel', 'reissue']);

/** Where a form came from, as long as it is a page of the console. */
function wayBack(form: URLSearchParams): string {
  const back = form.get('back') ?? '';
  return /^\/(orders|files\/written)([/?]|$)/.test(back) ? back : '/orders';
}

/** What a form names; a second label is for parcels that are named one by one, never for whatever a filter finds. */
async function chosenFor({ ctx, form }: Ask, action: ActionName): Promise<Chosen> {
  if (action === 'reissue' && !form.has('parcel')) return readChosen(ctx, new URLSearchParams());
  return readChosen(ctx, form);
}

/** First the question with everything that is meant, then the deed: the same with and without script. */
export const actingRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/orders/question',
    role: 'work',
    async handle(ask): Promise<Answer> {
      const action = ask.form.get('action') ?? '';
      const back = wayBack(ask.form);
      if (!isAction(action)) return { to: back };
      const chosen = await chosenFor(ask, action);
      if (chosen.orders.length === 0) {
        return { to: back, results: [{ kind: 'wrong', text: actingWords.none, remedy: actingWords.noneNext }] };
      }
      const [only, another] = chosen.orders;
      if (only && !another && (action === 'split' || action === 'copy'))
        return { to: `${orderPath(only.shop, only.number)}?open=${action}#arrange` };
      if (action === 'split') return { to: back, results: [{ kind: 'wrong', text: actingWords.onlyOne }] };
      return {
        title: fill(actingWords.title, { action: actingWords.actions[action] }),
        help: pageHelp.question,
        body: <ConfirmPage ask={ask} action={action} chosen={chosen} back={back} code={ask.form.get('code') ?? ''} />,
      };
    },
  },
  {
    method: 'post',
    path: '/orders/do',
    role: 'work',
    async handle(ask): Promise<Answer> {
      const action = ask.form.get('action') ?? '';
      const back = wayBack(ask.form);
      if (!isAction(action)) return { to: back };
      const chosen = await chosenFor(ask, action);
      const note = (ask.form.get('note') ?? '').trim();
      if (needsNote.has(action) && note === '')
        return { to: back, results: [{ kind: 'wrong', text: actingWords.noteMissing }] };
      const drop = ask.form.get('drop') === '1';
      const carrier = ask.form.get('carrier') ?? '';
      const code = ask.form.get('code') ?? '';
      const route = ask.form.get('route') === 'api' ? 'api' : 'csv';
      const about = {
        user: ask.user,
        title: fill(actingWords.workTitle, { action: actingWords.actions[action], count: chosen.orders.length }),
        back,
      };
      const work = await ask.works.begin(about, async ({ onProgress, isStopped }) => {
        const ctx: Context = {
          ...ask.ctx,
          onProgress,
          isStopped: () => isStopped() || ask.ctx.isStopped?.() === true,
        };
        const results = await run[action]({ ...ask, ctx }, chosen, { note, drop, carrier, code, route });
        const nothing: Result = { kind: 'wrong', text: actingWords.nothing };
        return results.length === 0 ? [nothing] : results;
      });
      if (!work.results) return { to: workPath(work.id) };
      ask.works.forget(work.id);
      return { to: back, results: work.results };
    },
  },
];
