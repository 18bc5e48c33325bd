import { orderWords } from '../../../core/sentences/console/order.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { findOrders, showOrder } from '../../../flow/desk/orders.ts';
import { orderPath } from '../../parts/links.tsx';
import type { Answer, Ask } from '../../types.ts';

export type ShownOrder = Awaited<ReturnType<typeof showOrder>>[number];
export type FoundOrder = Awaited<ReturnType<typeof findOrders>>[number];

/** The order that an address names, with everything about it. */
export async function shownOrder({ ctx, params }: Ask): Promise<ShownOrder | undefined> {
  const { shop = '', number = '' } = params;
  const [found] = await showOrder(ctx, number, shop);
  return found;
}

/** Only its content and shipments. */
export async function foundOrder({ ctx, params }: Ask): Promise<FoundOrder | undefined> {
  const { shop = '', number = '' } = params;
  const [found] = await findOrders(ctx, number, shop);
  return found;
}

export function noSuchOrder({ params }: Ask): Answer {
  const title = fill(orderWords.missing, { number: params.number ?? '' });
  return { title, help: pageHelp.gone, body: orderWords.missingNext, status: 404 };
}

/** Path of the order that a request is about. */
export const hereOf = ({ params }: Pick<Ask, 'params'>): string => orderPath(params.shop ?? '', params.number ?? '');
