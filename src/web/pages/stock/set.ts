import { stockPageWords as words } from '../../../core/sentences/console/stock.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { setStock } from '../../../flow/desk/set-stock.ts';
import type { Answer, Result, Route } from '../../types.ts';
import { skuPath } from './list.tsx';

const most = 10_000_000;

/** A count of the shelf, or what came or went; waiting orders go on in the same transaction. */
export const setRoute: Route = {
  method: 'post',
  path: '/stock/:sku/set',
  role: 'work',
  async handle({ ctx, params, form, actor }): Promise<Answer> {
    const { sku = '' } = params;
    const to = skuPath(sku);
    const wrong = (text: string): Answer => ({ to, results: [{ kind: 'wrong', text }] });
    const text = (form.get('amount') ?? '').normalize('NFKC').trim();
    const isCount = form.get('how') !== 'add';
    const amount = Number(text);
    if (!/^[+-]?\d{1,8}$/.test(text) || Math.abs(amount) > most || (isCount && amount < 0))
      return wrong(words.badAmount);
    const note = (form.get('note') ?? '').trim().slice(0, 500);
    if (note === '') return wrong(words.noWhy);
    const set = await setStock(ctx, sku, isCount ? { to: amount } : { add: amount }, { actor, note });
    const result: Result = set.done
      ? { kind: 'done', text: fill(words.done, { sku, before: set.before ?? words.uncounted, onHand: set.onHand }) }
      : { kind: 'wrong', text: set.sentence, remedy: set.remedy };
    return { to, results: [result] };
  },
};
