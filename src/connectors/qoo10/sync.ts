import type { KnownOrder, Page } from '../contract.ts';
import { textOf } from './answer.ts';
import { type CancelledLine, type Cart, cartsOf, isExtraOf } from './cart.ts';
import type { Client } from './client.ts';
import type { Goods } from './goods.ts';
import { spansOf } from './orders.ts';
import { makePage } from './page.ts';
import {
  type Claim,
  latest,
  orderOf,
  packOf,
  type Row,
  reach,
  type Span,
  type Status,
  searchClaims,
  searchOrders,
} from './search.ts';
import { laterOf } from './times.ts';

/** Where an order that the bridge still works on can be. */
const open: readonly Status[] = ['1', '2', '3'];
const gone: readonly Status[] = ['4', '5'];

/**
 * Today's truth of orders that we hold (ステータス同期): four searches however many there are, two more where some are on their way
 * already. An order is given out only when each of its lines was found, in a status or among the cancels: what is merely missing
 * is never taken for cancelled. Throws `CallFailed`.
 */
export async function* readOrders(client: Client, goods: Goods, orders: readonly KnownOrder[]): AsyncGenerator<Page> {
  if (orders.length === 0) return;
  const asked = new Map(orders.map((order) => [order.number, order]));
  const span = spanOf(client, orders);
  const isAsked = (row: Row) => asked.has(packOf(row));
  const rows: Row[] = [];
  for (const status of open) rows.push(...(await searchOrders(client, status, span)).filter(isAsked));
  const claims = (await searchClaims(client, span)).filter((claim) => asked.has(claim.packNo));
  const absent = orders.filter((order) => missingLines(order, rows, claims).length > 0);
  for (const part of spansOf(absent.map(asCart))) {
    for (const status of gone) rows.push(...(await searchOrders(client, status, part)).filter(isAsked));
  }
  const whole = wholeCarts(orders, latest(rows), claims);
  const size = client.settings['page-size'];
  for (let at = 0; at < whole.length; at += size) {
    yield await makePage(client, goods, whole.slice(at, at + size), '', 'sync');
  }
}

function spanOf(client: Client, orders: readonly KnownOrder[]): Span {
  const now = client.io.now();
  const furthest = now.subtract(reach);
  const times = orders.map((order) => (order.orderedAt === null ? furthest : Temporal.Instant.from(order.orderedAt)));
  const first = times.reduce((a, b) => (Temporal.Instant.compare(a, b) <= 0 ? a : b));
  return { from: laterOf(first, furthest), to: now };
}

/** Order numbers that the bridge knows of a purchase; those of its own added lines have none. */
const numbersOf = ({ lines }: KnownOrder): string[] => lines.flatMap(({ remote }) => remote?.orderNo ?? []);

/** Numbers that neither a status nor a cancel explains; of an order without known lines itself, as long as nothing of it was found. */
function missingLines(order: KnownOrder, rows: readonly Row[], claims: readonly Claim[]): readonly string[] {
  const found = new Set([
    ...rows.filter((row) => packOf(row) === order.number).map(orderOf),
    ...claims.filter((claim) => claim.packNo === order.number && claim.isCancelled).map((claim) => claim.orderNo),
  ]);
  const numbers = numbersOf(order);
  if (numbers.length === 0) return found.size === 0 ? [order.number] : [];
  return numbers.filter((number) => !found.has(number));
}

function wholeCarts(orders: readonly KnownOrder[], rows: readonly Row[], claims: readonly Claim[]): Cart[] {
  const found = new Map(cartsOf(rows).map((cart) => [cart.packNo, cart]));
  const claimed = Map.groupBy(claims, (claim) => claim.packNo);
  return orders.flatMap((order): Cart[] => {
    const own = claimed.get(order.number) ?? [];
    const cart = found.get(order.number);
    if (missingLines(order, cart?.rows ?? [], own).length > 0) return [];
    const cancelled = cancelledLines(order, own, cart);
    const first = cancelled[0];
    if (!cart && !first) return [];
    return [
      {
        packNo: order.number,
        orderedAt: cart?.orderedAt ?? textOf(first!.row.orderDate).trim(),
        rows: cart?.rows ?? [],
        requested: new Set(own.filter((claim) => claim.isRequested).map((claim) => claim.orderNo)),
        cancelled,
      },
    ];
  });
}

/** Cancelled lines that the bridge knows as lines of the order. */
function cancelledLines(order: KnownOrder, claims: readonly Claim[], cart: Cart | undefined): CancelledLine[] {
  const listed = new Set(cart?.rows.map(orderOf));
  return claims.flatMap((claim): CancelledLine[] => {
    if (!claim.isCancelled || listed.has(claim.orderNo)) return [];
    const known = order.lines.find(({ remote }) => remote?.orderNo === claim.orderNo)?.remote;
    // Of an order of which nothing is known the marketplace's word must do.
    if (!known && order.lines.length > 0) return [];
    const sku = known?.sku ?? textOf(claim.row.sellerItemCode).trim();
    const extra = order.lines
      .filter(({ no }) => isExtraOf(claim.orderNo, no))
      .map(({ no, remote }) => ({ no, sku: remote?.sku ?? '' }));
    return [{ orderNo: claim.orderNo, sku, carrier: known?.carrier ?? '', row: claim.row, extra }];
  });
}

/** A purchase of which only the order time counts. */
function asCart({ number, orderedAt }: KnownOrder): Cart {
  const at = orderedAt === null ? '' : japanText(orderedAt);
  return { packNo: number, orderedAt: at, rows: [], requested: new Set(), cancelled: [] };
}

const japanText = (iso: string): string =>
  new Date(Temporal.Instant.from(iso).epochMilliseconds + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
