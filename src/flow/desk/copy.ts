import { noArrangement } from '../../core/arrangement.ts';
import { contentHash, customerNo } from '../../core/ids.ts';
import type { Order } from '../../core/order.ts';
import { stateTitles } from '../../core/shipment.ts';
import type { StoredOrder, Writes } from '../../store/types.ts';
import { redecide } from '../decide/index.ts';
import type { Context } from '../types.ts';
import {
  type Arranged,
  type Arranger,
  arranging,
  bring,
  entry,
  mustBeBeforeIssue,
  rearrange,
  refuse,
  said,
} from './arranging.ts';

/**
 * 複写: a second order `{number}-copy-{N}` with the same content, to be shipped by itself (a resend, a replacement). Neither
 * of the two is notified by the machine any more (A4). A copy that would collect money again is held.
 */
export function copyOrder(
  ctx: Context,
  number: string,
  { shop, actor = 'operator' }: Arranger = {},
): Promise<Arranged> {
  return arranging(ctx, async (tx) => {
    const desk = await bring(ctx, tx, number, shop);
    const { stored, arrangement } = desk;
    if (stored.order.missing.length > 0) refuse(number, 'copy-of-part');
    const name = await freeNumber(tx, stored);
    // The longest serial that could come: the copy may be split.
    if (customerNo(name, 99) === null) refuse(number, 'copy-impossible-number');
    const order = copyOf(
      stored.order,
      name,
      new Set(desk.shipments.flatMap((one) => one.shipment.lines.map(({ no }) => no))),
    );
    const at = ctx.now().toString();
    // The copy begins anew with what counts today: nobody's correction of it is a correction any more.
    const { source: _, edits: __, ...rest } = stored;
    const copy: StoredOrder = {
      ...rest,
      order,
      revision: 1,
      contentHash: contentHash(order),
      arrangement: { ...noArrangement, copyOf: number },
      at,
    };
    await tx.saveOrders([copy]);
    await tx.addJournal([
      entry(ctx, desk, actor, 'order-copied', { number: name }),
      entry(ctx, { shop: desk.shop, stored: copy }, actor, 'order-is-copy', { number }),
    ]);
    await redecide(ctx, tx, desk.shop, copy, actor);
    const made = await tx.shipments({ shop: desk.shop.name, numbers: [name] });
    if (made.every((one) => one.state === 'cancelled')) {
      refuse(number, 'arrange-nothing-to-ship', { state: stateTitles.cancelled });
    }
    await rearrange(ctx, tx, desk, { ...arrangement, copies: [...arrangement.copies, name] }, actor);
    const notes = [said(name, 'copy-never-told', { source: number, copy: name })];
    return { shop: desk.shop.name, numbers: [number, name], notes };
  });
}

/** Takes a copy back while it has no label: it is cancelled, and its source is as it was before. */
export function undoCopy(ctx: Context, number: string, { shop, actor = 'operator' }: Arranger = {}): Promise<Arranged> {
  return arranging(ctx, async (tx) => {
    const desk = await bring(ctx, tx, number, shop);
    const { stored, arrangement } = desk;
    if (arrangement.copyOf === '') refuse(number, 'copy-not-a-copy');
    mustBeBeforeIssue(number, desk.shipments);
    const order: Order = { ...stored.order, cancelled: true };
    const said = stored.source && { ...stored.source, cancelled: true };
    const cancelled = { ...stored, order, ...(said && { source: said }), contentHash: contentHash(said ?? order) };
    await tx.addJournal([entry(ctx, desk, actor, 'order-copy-undone', { number: arrangement.copyOf })]);
    await rearrange(ctx, tx, { shop: desk.shop, stored: cancelled }, arrangement, actor);
    const source = await bring(ctx, tx, arrangement.copyOf, desk.shop.name);
    const copies = source.arrangement.copies.filter((one) => one !== number);
    await rearrange(ctx, tx, source, { ...source.arrangement, copies }, actor);
    return { shop: desk.shop.name, numbers: [arrangement.copyOf, number] };
  });
}

async function freeNumber(tx: Writes, { shop, order }: StoredOrder): Promise<string> {
  for (let no = 1; ; no++) {
    const name = `${order.number}-copy-${no}`;
    if ((await tx.orders({ shop, numbers: [name] })).length === 0) return name;
  }
}

/**
 * The number that the marketplace knows belongs to the source's parcel. What it calls shipped by now was our own parcel
 * (`ours`): that is what is sent again. A cancelled source can still be sent again.
 */
function copyOf(order: Order, number: string, ours: ReadonlySet<string>): Order {
  return {
    ...order,
    number,
    cancelled: false,
    destinations: order.destinations.map((one) => ({ ...one, trackingNumber: '' })),
    lines: order.lines.map((line) => ({ ...line, fulfilledElsewhere: line.fulfilledElsewhere && !ours.has(line.no) })),
  };
}
