import { isLinkState, isNoticeKind } from '../../../core/notices.ts';
import { noticesWords } from '../../../core/sentences/console/notices.ts';
import { orderWords } from '../../../core/sentences/console/order.ts';
import { fill } from '../../../core/sentences/fill.ts';
import type { Arranged } from '../../../flow/desk/arranging.ts';
import { undoBundle } from '../../../flow/desk/bundle.ts';
import { copyOrder, undoCopy } from '../../../flow/desk/copy.ts';
import { markByHand } from '../../../flow/desk/link-state.ts';
import { retryNotices } from '../../../flow/desk/notices.ts';
import { splitOrder, undoSplit } from '../../../flow/desk/split.ts';
import { tagOrder } from '../../../flow/desk/tag-order.ts';
import { leftOutResults } from '../../parts/left-out.ts';
import { orderPath } from '../../parts/links.tsx';
import type { Answer, Ask, Route } from '../../types.ts';
import { hereOf } from './find.ts';

type Act = (ask: Ask, number: string, arranger: { shop: string; actor: string }) => Promise<Arranged>;

/** One address for each thing that is done to one order. */
function act(name: string, work: Act, done: string = orderWords.arranged): Route {
  return {
    method: 'post',
    path: `/orders/:shop/:number/${name}`,
    role: 'work',
    async handle(ask): Promise<Answer> {
      const { shop = '', number = '' } = ask.params;
      const result = await work(ask, number, { shop, actor: ask.actor });
      if (result.refused.length > 0) return { to: hereOf(ask), results: leftOutResults(result.refused) };
      const made = result.orders.find((one) => one.number !== number);
      const link = made && { to: orderPath(made.shop, made.number), text: made.number };
      return {
        to: hereOf(ask),
        results: [{ kind: 'done', text: done, ...(link && { link }) }, ...leftOutResults(result.notes, 'note')],
      };
    },
  };
}

export const arrangeRoutes: readonly Route[] = [
  act('split', ({ ctx, form }, number, arranger) => {
    const lines = [...form].flatMap(([name, text]) => {
      const quantity = Number(text);
      return name.startsWith('line@') && Number.isInteger(quantity) && quantity > 0
        ? [{ no: name.slice('line@'.length), quantity }]
        : [];
    });
    return splitOrder(ctx, number, { ...arranger, lines });
  }),
  act('undo-split', ({ ctx }, number, arranger) => undoSplit(ctx, number, arranger)),
  act('undo-bundle', ({ ctx }, number, arranger) => undoBundle(ctx, number, [], arranger)),
  act('copy', ({ ctx }, number, arranger) => copyOrder(ctx, number, arranger), orderWords.copied),
  act('tags', ({ ctx, form }, number, arranger) => {
    const tags = (name: string) =>
      form
        .getAll(name)
        .map((one) => one.normalize('NFKC').trim().slice(0, 50))
        .filter((one) => one !== '');
    return tagOrder(ctx, number, { add: tags('add'), remove: tags('remove') }, arranger);
  }),
  act('undo-copy', ({ ctx }, number, arranger) => undoCopy(ctx, number, arranger)),
  {
    method: 'post',
    path: '/orders/:shop/:number/retry',
    role: 'work',
    async handle(ask): Promise<Answer> {
      const { shop = '', number = '' } = ask.params;
      const id = ask.form.get('notice') ?? '';
      const filter = { shop, orderNumbers: [number], ids: [id] };
      if (id === '') return { to: hereOf(ask) };
      const { retried, leftOut } = await retryNotices(ask.ctx, filter, { actor: ask.actor });
      const done = retried.length > 0 ? [{ kind: 'done' as const, text: orderWords.retried }] : [];
      return { to: hereOf(ask), results: [...done, ...leftOutResults(leftOut)] };
    },
  },
  { method: 'post', path: '/orders/:shop/:number/told', role: 'work', handle: toldByHand },
];

/** A kind of notice, or `link:` and a state, that a person did on the marketplace's own screen. */
async function toldByHand(ask: Ask): Promise<Answer> {
  const { ctx, form, params, actor } = ask;
  const { shop = '', number = '' } = params;
  const wrong = (text: string, remedy?: string): Answer => ({
    to: hereOf(ask),
    results: [{ kind: 'wrong', text, ...(remedy !== undefined && { remedy }) }],
  });
  const done = form.get('done') ?? '';
  const state = done.startsWith('link:') ? done.slice(5) : '';
  const what = isLinkState(state) ? state : isNoticeKind(done) ? { kind: done } : undefined;
  if (!what) return wrong(noticesWords.byHandWhat);
  if (form.get('sure') !== 'yes') return wrong(noticesWords.byHandUnsure);
  const marked = await markByHand(ctx, shop, number, what, actor);
  if ('problem' in marked) return wrong(marked.problem.sentence, marked.problem.remedy);
  return { to: hereOf(ask), results: [{ kind: 'done', text: fill(noticesWords.byHandDone, { number }) }] };
}
