import { CallFailed } from '../contract.ts';
import { digitOf, textOf } from './answer.ts';
import type { Client } from './client.ts';
import { garbled } from './errors.ts';
import { toDigits } from './times.ts';

/** A row of `GetShippingInfo_v3`: one order number (one line of a purchase), members as they came. */
export type Row = Readonly<Record<string, unknown>>;

export interface Span {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** Orders older than this cannot be read again (trust B); a search may not span more (trust A). */
export const reach = { hours: 89 * 24 };

/** 1 入金待ち · 2 新規注文 · 3 配送準備 · 4 配送中 · 5 配送完了. */
export type Status = '1' | '2' | '3' | '4' | '5';

/** 1 order time · 2 payment · 3 shipping. */
type By = '1' | '2' | '3';

const info = 'ShippingBasic.GetShippingInfo_v3';

/**
 * Orders of one status in a span. One status at a time, because sources disagree about what "all" is (trust A says 1 and 2, an older
 * text 1 to 3). Throws `CallFailed`.
 */
export async function searchOrders(client: Client, status: Status, { from, to }: Span, by: By = '1'): Promise<Row[]> {
  const rows = await client.list(info, {
    ShippingStatus: status,
    SearchStartDate: toDigits(from),
    SearchEndDate: toDigits(to),
    SearchCondition: by,
  });
  // Without these nothing works: half of an order must not pass for an order.
  const isWhole = (row: Row) =>
    packOf(row) !== '' && orderOf(row) !== '' && textOf(row.OrderDate) !== '' && textOf(row.ShippingStatus) !== '';
  if (!rows.every(isWhole)) throw new CallFailed(garbled(info, 'read'));
  return [...rows];
}

/** Rows of several searches, each order number once: one that moved on in between stands in two, and the later status is the truth. */
export function latest(rows: readonly Row[]): Row[] {
  const byOrder = new Map<string, Row>();
  for (const row of rows) {
    const known = byOrder.get(orderOf(row));
    if (!known || Number(statusOf(row)) >= Number(statusOf(known))) byOrder.set(orderOf(row), row);
  }
  return [...byOrder.values()];
}

export const packOf = (row: Row): string => textOf(row.PackNo);
export const orderOf = (row: Row): string => textOf(row.OrderNo);
export const statusOf = (row: Row): string => digitOf(row.ShippingStatus);

/** What Qoo10 says of a cancel, return or exchange of one order number. */
export interface Claim {
  readonly packNo: string;
  readonly orderNo: string;
  /** 1 キャンセル要請 · 2 キャンセル中 · 3 キャンセル完了 · 16 未入金キャンセル · others: returns and exchanges. */
  readonly status: string;
  /** Is it done? Both a status and the day of completion are needed, because other claims have such a day, too (trust A). */
  readonly isCancelled: boolean;
  readonly isRequested: boolean;
  readonly row: Row;
}

/** Claims of orders that were placed in a span. Throws `CallFailed`. */
export async function searchClaims(client: Client, { from, to }: Span): Promise<Claim[]> {
  const method = 'ShippingBasic.GetClaimInfo_V3';
  const rows = await client.list(method, {
    ClaimStat: '',
    search_Sdate: toDigits(from),
    search_Edate: toDigits(to),
    search_condition: '1',
  });
  return rows.map((row) => {
    const packNo = textOf(row.packNo);
    const orderNo = textOf(row.orderNo);
    const status = digitOf(row.claimStatus);
    if (packNo === '' || orderNo === '' || status === '') throw new CallFailed(garbled(method, 'read'));
    return { packNo, orderNo, status, row, ...meaningOf(status, textOf(row.cancelRefundDate)) };
  });
}

/** What a claim means for shipping. キャンセル要請 alone is no cancel (trust A). */
export function meaningOf(status: string, completedOn: string): { isCancelled: boolean; isRequested: boolean } {
  return {
    isCancelled: (status === '3' && completedOn.trim() !== '') || status === '16',
    isRequested: status === '1' || status === '2',
  };
}
