import { isCopyRelated, noArrangement } from '../../../core/arrangement.ts';
import { say } from '../../../core/sentences/index.ts';
import { triageShipment, triageTitles } from '../../../core/triage.ts';
import { openHolds } from '../../decide/index.ts';
import { requestNotices } from '../../notify/index.ts';
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
  /** お客様管理番号 whose notices are due now. */
  readonly requested: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * 一括注文完了 (A9): finds orders and has their ship notices sent again at once, told before or not; so numbers of orders
 * that are complete at Amazon already are overwritten. Copies and their sources are shown and never sent (A4). With `dryRun` only shows.
 * The notices go out with the next pass of notify.
 */
export async function completeOrders(ctx: Context, search: AmazonSearch, { dryRun = false } = {}): Promise<Completion> {
  const found = await findOrders(ctx, search);
  const rows = await rowsOf(ctx, found);
  const leftOut: LeftOut[] = found.unknown.map((number) => leaveOut(number, 'arrange-no-order', { number }));
  const requested: string[] = [];
  const shops = dryRun ? [] : [...new Set(found.orders.map((one) => one.stored.shop))];
  for (const shop of shops) {
    const numbers: string[] = [];
    for (const { stored } of found.orders.filter((one) => one.stored.shop === shop)) {
      const arrangement = stored.arrangement ?? noArrangement;
      if (isCopyRelated(arrangement)) leftOut.push(leaveOut(stored.order.number, 'not-told-copied'));
      else numbers.push(stored.order.number);
    }
    const result = await requestNotices(ctx, shop, numbers);
    requested.push(...result.requested);
    leftOut.push(...result.leftOut);
  }
  return { rows, requested, leftOut };
}

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
