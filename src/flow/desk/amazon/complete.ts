import { isCopyRelated, noArrangement } from '../../../core/arrangement.ts';
import { say } from '../../../core/sentences/index.ts';
import { triageShipment, triageTitles } from '../../../core/triage.ts';
import { openHolds } from '../../decide/index.ts';
import { requestNotices, toldBy, writeNotices } from '../../notify/index.ts';
import type { Context, LeftOut } from '../../types.ts';
import { type AmazonSearch, type Found, findOrders, sellerCentralLink, type ToldState, toldStates } from './search.ts';

/** One parcel of the search result (一括注文完了). */
export interface CompletionRow {
  readonly shop: string;
  readonly number: string;
  readonly customerNo: string;
  readonly state: string;
  readonly triage: string;
  readonly trackingNumbers: readonly string[];
  readonly told: ToldState;
  readonly link: string;
}

export interface Completion {
  readonly rows: readonly CompletionRow[];
  /** お客様管理番号 whose notices are due now; empty in a dry run. */
  readonly requested: readonly string[];
  /** The same, and in a dry run those that would be. */
  readonly sendable: readonly string[];
  /** Notice files that were written for shops that are told by files. */
  readonly files: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * 一括注文完了 (A9): finds orders and has their ship notices sent again at once, told before or not; so numbers of orders
 * that are complete at Amazon already are overwritten. Copies and their sources are shown and never sent (A4). With `dryRun` only shows.
 * The notices go out with the next pass of notify; for shops that are told by files, their file is written at once.
 */
export async function completeOrders(ctx: Context, search: AmazonSearch, { dryRun = false } = {}): Promise<Completion> {
  const found = await findOrders(ctx, search);
  const rows = await rowsOf(ctx, found);
  const leftOut: LeftOut[] = found.unknown.map((number) => leaveOut(number, 'arrange-no-order', { number }));
  const sendable: string[] = [];
  const files: string[] = [];
  const shops = [...new Set(found.orders.map((one) => one.stored.shop))];
  for (const shop of shops) {
    const numbers: string[] = [];
    for (const { stored } of found.orders.filter((one) => one.stored.shop === shop)) {
      const arrangement = stored.arrangement ?? noArrangement;
      if (isCopyRelated(arrangement)) leftOut.push(leaveOut(stored.order.number, 'not-told-copied'));
      else numbers.push(stored.order.number);
    }
    const result = await requestNotices(ctx, shop, numbers, { dryRun });
    sendable.push(...result.requested);
    leftOut.push(...result.leftOut);
    if (dryRun || result.requested.length === 0 || toldBy(ctx, shop) !== 'files') continue;
    const written = await writeNotices(ctx, shop);
    files.push(...written.files);
    // The file has its own reasons: a form without a code, a part that is missing.
    const untold = written.leftOut.filter((one) => numbers.includes(one.number));
    leftOut.push(...untold);
    const kept = new Set(
      untold.flatMap((one) => (one.customerNo === '' ? namesOf(found, one.number) : one.customerNo)),
    );
    sendable.splice(0, sendable.length, ...sendable.filter((one) => !kept.has(one)));
  }
  return { rows, requested: dryRun ? [] : sendable, sendable, files, leftOut };
}

const namesOf = ({ orders }: Found, number: string): string[] =>
  orders
    .filter(({ stored }) => stored.order.number === number)
    .flatMap(({ shipments }) => shipments.map((one) => one.shipment.customerNo));

async function rowsOf(ctx: Context, { orders }: Found): Promise<CompletionRow[]> {
  const rows: CompletionRow[] = [];
  for (const shop of new Set(orders.map((one) => one.stored.shop))) {
    const own = orders.filter((one) => one.stored.shop === shop);
    const told = await toldStates(ctx.store, shop, own);
    for (const { stored, shipments } of own) {
      for (const one of shipments) {
        const { id, customerNo, bundledInto } = one.shipment;
        if (one.state === 'cancelled' && bundledInto === '') continue;
        rows.push({
          shop,
          number: stored.order.number,
          customerNo,
          state: one.state,
          triage: triageTitles[triageShipment(one.state, openHolds(one))],
          trackingNumbers: one.waybills.map((waybill) => waybill.number),
          told: told.get(id) ?? 'not-told',
          link: sellerCentralLink(stored),
        });
      }
    }
  }
  return rows;
}

function leaveOut(
  number: string,
  code: 'arrange-no-order' | 'not-told-copied',
  args: Record<string, string> = {},
): LeftOut {
  return { number, customerNo: '', code, ...say(code, args) };
}
