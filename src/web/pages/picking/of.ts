import { pickingWords as words } from '../../../core/sentences/console/picking.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { queryText, readQuery, toFilter } from '../../../flow/desk/orders-query.ts';
import type { PickingWish } from '../../../flow/desk/picking.ts';
import type { Ask } from '../../types.ts';
import { readOrderValue } from '../orders/acting/order-value.ts';

/** What a page is of, with the words and form fields that name it again. */
export interface PickingOf {
  readonly wish: PickingWish;
  readonly title: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/** Of an address or a form: `order` (several), `file`, or the list's own query. */
export async function readOf({ ctx, query, form }: Ask): Promise<PickingOf> {
  const fields = form.size > 0 ? form : query;
  const file = fields.get('file') ?? '';
  if (file !== '') {
    const [known] = await ctx.store.outbox({ ids: [file] });
    return { wish: { file }, title: fill(words.of.file, { file: known?.path ?? '' }), fields: [['file', file]] };
  }
  const orders = fields.has('all') ? [] : fields.getAll('order');
  if (orders.length > 0)
    return {
      wish: { orders: orders.flatMap(readOrderValue) },
      title: words.of.orders,
      fields: orders.map((one) => ['order', one] as const),
    };
  // A form of the list names its filter as one field.
  const narrowed = readQuery(ctx, fields.has('filter') ? new URLSearchParams(fields.get('filter') ?? '') : fields);
  const own = [...new URLSearchParams(queryText(narrowed))];
  return { wish: { filter: toFilter(narrowed) }, title: words.of.filter, fields: own };
}
