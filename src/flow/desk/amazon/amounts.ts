import { CallFailed, type KnownOrder } from '../../../connectors/contract.ts';
import { noArrangement, relativesOf } from '../../../core/arrangement.ts';
import { say } from '../../../core/sentences/index.ts';
import { triageOrder, triageShipment, triageTitles } from '../../../core/triage.ts';
import { openHolds } from '../../decide/index.ts';
import { readTotals, type Totals } from '../../pull/index.ts';
import type { Context, LeftOut } from '../../types.ts';
import { type AmazonSearch, type FoundOrder, findOrders, sellerCentralLink, withRelatives } from './search.ts';

/** One order of 金額不整合確認. Yen. */
export interface AmountRow {
  readonly shop: string;
  readonly number: string;
  readonly triage: string;
  readonly ours: number | null;
  /** null: a copy (Amazon does not know it), or Amazon gave no amount. */
  readonly theirs: number | null;
  /** `ours − theirs`; null when one of them is not known. */
  readonly difference: number | null;
  /** 分割・同梱・複写: orders and parcels that belong together. */
  readonly relatives: readonly string[];
  readonly link: string;
}

export interface Amounts {
  /** Orders that differ, each followed by its relatives, whether they differ or not. */
  readonly rows: readonly AmountRow[];
  readonly compared: number;
  readonly leftOut: readonly LeftOut[];
}

/**
 * 金額不整合確認 (A10): the total of each shipped order here against Amazon's total of now (refunds after shipping show).
 * Relatives by split, bundle and copy of a differing order are all listed. A shop that
 * cannot be asked is said.
 */
export async function compareAmounts(ctx: Context, search: AmazonSearch): Promise<Amounts> {
  const found = await findOrders(ctx, search);
  const leftOut: LeftOut[] = found.unknown.map((number) => leaveOut(number, 'arrange-no-order', { number }));
  const rows: AmountRow[] = [];
  let compared = 0;
  for (const shop of new Set(found.orders.map((one) => one.stored.shop))) {
    if (!ctx.link?.(shop)?.connection.readOrders) {
      leftOut.push(leaveOut('', 'shop-without-api', { shop }));
      continue;
    }
    const asked = found.orders.filter((one) => one.stored.shop === shop);
    const family = await withRelatives(ctx, shop, asked);
    const byNumber = new Map(family.map((one) => [one.stored.order.number, one]));
    const shipped = family.filter((one) => hasGone(one, byNumber));
    const originals = shipped.filter((one) => !isCopy(one)).map((one) => one.stored.order);
    const numbers = originals.map((one) => one.number);
    const answer = await ask(ctx, shop, originals);
    if ('outcome' in answer) {
      const { code, args } = answer.outcome;
      leftOut.push({ number: '', customerNo: '', code, ...say(code, args) });
      continue;
    }
    const { totals, unread } = answer;
    if (unread > 0) leftOut.push(leaveOut('', 'amounts-unread', { count: unread }));
    for (const number of numbers) {
      if ((totals.get(number) ?? null) === null) leftOut.push(leaveOut(number, 'amounts-not-given', { number }));
    }
    const rowsOf = await Promise.all(family.map(async (one) => rowOf(one, totals, await ownTotal(ctx, one, byNumber))));
    const all = new Map(rowsOf.map((one) => [one.number, one]));
    for (const number of numbers) {
      if (all.get(number)?.ours === null) leftOut.push(leaveOut(number, 'amounts-ours-unknown', { number }));
    }
    compared += numbers.filter((number) => all.get(number)?.difference !== null).length;
    rows.push(
      ...familiesThatDiffer(
        asked.filter((one) => shipped.includes(one)),
        byNumber,
        all,
      ),
    );
  }
  return { rows, compared, leftOut };
}

/** One shop that cannot be asked keeps no other from being compared. */
async function ask(ctx: Context, shop: string, orders: readonly KnownOrder[]): Promise<Totals | CallFailed> {
  if (orders.length === 0) return { totals: new Map(), unread: 0 };
  try {
    return await readTotals(ctx, shop, orders);
  } catch (error) {
    if (error instanceof CallFailed) return error;
    throw error;
  }
}

/** Families with a difference, in the order of the search; each order once. */
function familiesThatDiffer(
  asked: readonly FoundOrder[],
  byNumber: ReadonlyMap<string, FoundOrder>,
  rows: ReadonlyMap<string, AmountRow>,
): AmountRow[] {
  const listed = new Set<string>();
  return asked.flatMap((one) => {
    const family = familyOf(one.stored.order.number, byNumber).filter((number) => !listed.has(number));
    const own = family.flatMap((number) => rows.get(number) ?? []);
    if (own.every((row) => (row.difference ?? 0) === 0)) return [];
    for (const number of family) listed.add(number);
    return own;
  });
}

function familyOf(number: string, byNumber: ReadonlyMap<string, FoundOrder>): string[] {
  const family = new Set([number]);
  for (const one of family) {
    for (const other of relativesOf(byNumber.get(one)?.stored.arrangement ?? noArrangement)) family.add(other);
  }
  return [...family];
}

const isCopy = ({ stored }: FoundOrder) => (stored.arrangement?.copyOf ?? '') !== '';

/** Shipped by itself, or in the parcel of another order. */
function hasGone({ stored, shipments }: FoundOrder, byNumber: ReadonlyMap<string, FoundOrder>): boolean {
  const isGone = (one: FoundOrder['shipments'][number]) => one.state === 'shipped' || one.state === 'closed';
  const carrier = byNumber.get(stored.arrangement?.bundledInto?.order ?? '');
  return shipments.some(isGone) || (carrier?.shipments.some(isGone) ?? false);
}

/**
 * Our total is that of the order as it was shipped: later revisions bring Amazon's own later amounts (refunds), and would
 * hide what is looked for.
 */
async function ownTotal(
  ctx: Context,
  { stored, shipments }: FoundOrder,
  byNumber: ReadonlyMap<string, FoundOrder>,
): Promise<number | null> {
  if (stored.revision === 1) return stored.order.total;
  const carrier = byNumber.get(stored.arrangement?.bundledInto?.order ?? '');
  const [shippedAt] = [...shipments, ...(carrier?.shipments ?? [])]
    .flatMap((one) => one.waybills.map((waybill) => Temporal.Instant.from(waybill.at)))
    .sort(Temporal.Instant.compare);
  if (!shippedAt) return stored.order.total;
  const revisions = await ctx.store.revisions(stored.shop, stored.order.number);
  const then = revisions.findLast((one) => Temporal.Instant.compare(Temporal.Instant.from(one.at), shippedAt) <= 0);
  return (then ?? stored).order.total;
}

function rowOf(found: FoundOrder, totals: ReadonlyMap<string, number | null>, total: number | null): AmountRow {
  const { stored, shipments } = found;
  const { number } = stored.order;
  const theirs = isCopy(found) ? null : (totals.get(number) ?? null);
  const parcels = shipments.filter((one) => one.state !== 'cancelled').map((one) => one.shipment.customerNo);
  return {
    shop: stored.shop,
    number,
    triage: triageTitles[triageOrder(shipments.map((one) => triageShipment(one.state, openHolds(one))))],
    ours: total,
    theirs,
    difference: total === null || theirs === null ? null : total - theirs,
    relatives: [...relativesOf(stored.arrangement ?? noArrangement), ...(parcels.length > 1 ? parcels : [])],
    link: sellerCentralLink(stored),
  };
}

function leaveOut(
  number: string,
  code: 'arrange-no-order' | 'shop-without-api' | 'amounts-unread' | 'amounts-not-given' | 'amounts-ours-unknown',
  args: Record<string, string | number>,
): LeftOut {
  return { number, customerNo: '', code, ...say(code, args) };
}
