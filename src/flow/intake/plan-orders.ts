import { newlyCancelled, withCancelled } from '../../core/cancelled-lines.ts';
import { isAnswered } from '../../core/decide/edit-holds.ts';
import { historyHold } from '../../core/decide/hold.ts';
import { nothingUsed } from '../../core/decide/types.ts';
import { applyEdits } from '../../core/edit/apply.ts';
import type { GoLive } from '../../core/go-live.ts';
import { canonicalJson, contentHash, customerBase } from '../../core/ids.ts';
import { keepPeople } from '../../core/keep-people.ts';
import { mergeOrders } from '../../core/merge.ts';
import type { OrderPart } from '../../core/order.ts';
import type { Problem } from '../../core/problem.ts';
import { withProgress } from '../../core/progress.ts';
import type { Hold } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import type { ReadOrder } from '../../layout/read.ts';
import type { JournalEntry, Origin, Reads, ShipmentChange, StoredOrder, StoredShipment } from '../../store/types.ts';
import { carriedBy, carriedOrders, decider, decideSplitting, groupByOrder, knownFacts } from '../decide/index.ts';
import type { LateStop } from '../mail/index.ts';
import type { Context } from '../types.ts';
import { doublePurchaseHolds, doublePurchases, wholeNow } from './double-purchase.ts';
import { firstStand } from './go-live.ts';
import { saysSomething } from './intake-notes.ts';
import { afterAccepting } from './issued-before.ts';
import { hadNoAddress, labelContent, withoutToldMethod } from './label-content.ts';
import { newEarlyStops, newLateStops } from './late-stops.ts';
import { ownNumbers } from './own-numbers.ts';
import { planCarriers } from './plan-carriers.ts';
import { type Decided, pager } from './save-in-pages.ts';
import { toldShips } from './told-ships.ts';
import { unknownGoods, unknownGoodsHolds, withoutUnknown } from './unknown-goods.ts';

/** What an intake would change; nothing is written here, so a dry run and the real run are the same code. */
export interface OrderPlan extends Decided {
  /** Rules of each order that have not applied to it before. */
  readonly matched: readonly (readonly string[])[];
  readonly counts: {
    readonly new: number;
    readonly revised: number;
    readonly unchanged: number;
    readonly refused: number;
  };
  /** Parcels whose label is out, or handed over, or that were ready to go, and that must perhaps be stopped: told at once. */
  readonly lateStops: readonly LateStop[];
  /** Where the shop stands from these orders on (`core/go-live`), where it was not said yet. */
  readonly goLive?: GoLive;
  /** What happened to single orders that people should read. */
  readonly notes: readonly Problem[];
  /** Orders, shipments and journal are saved already (`save`); of the shipments only those stand here that the report speaks of. */
  readonly isSaved: boolean;
}

/**
 * Compares what a document says with what is known and decides each order that is new or changed. An order whose label
 * content changed is held (`content-changed`) instead of making a second shipment or silently changing the first.
 *
 * @param save takes what is decided for good page by page, each page when it has been asked for the one before; used when all orders are
 *   new, because nothing that is decided later can change what was decided before then. Without it nothing is written
 */
export async function planOrders(
  ctx: Context,
  reads: Reads,
  shop: Shop,
  given: readonly ReadOrder[],
  origin: Omit<Origin, 'rows'>,
  at: string,
  fromApi = false,
  save?: (decided: Decided) => Promise<void>,
): Promise<OrderPlan> {
  const { read, known, problems: unclear } = await ownNumbers(reads, shop, given);
  const numbers = read.map((one) => one.order.number);
  const shipments = groupByOrder(
    known.size === 0 ? [] : await reads.shipments({ shop: shop.name, numbers: [...known.keys()] }),
  );
  const used = await reads.usedNumbers([...new Set(numbers.map(customerBase))]);
  // Of a shop that people tell by hand nobody knows what was told.
  const isTold =
    fromApi && known.size > 0 ? await toldShips(reads, shop.name, [...shipments.values()].flat()) : undefined;
  const asKnown = await knownFacts(
    ctx,
    reads,
    shop,
    [...read, ...known.values()].map((one) => one.order),
  );
  const goLive = read.length > 0 ? await firstStand(reads, shop, asKnown.goLive) : undefined;
  const knownNow = goLive === undefined ? asKnown : { ...asKnown, goLive };
  const decideOrder = decider(ctx, shop, 'intake', knownNow);
  const unknown = await unknownGoods(
    reads,
    shop,
    read.map((one) => one.order),
  );
  const doubles = await doublePurchases(reads, shop, wholeNow(read, known, fromApi), at);
  const notes: Problem[] = [...unclear];
  const plan = {
    orders: [] as StoredOrder[],
    shipments: [] as ShipmentChange[],
    journal: [] as JournalEntry[],
    matched: [] as (readonly string[])[],
  };
  const counts = { new: 0, revised: 0, unchanged: 0, refused: unclear.length };
  const carried = await carriedOrders(reads, shop.name, [...known.values()]);
  const changedInside: StoredOrder[] = [];
  const accept = await afterAccepting(reads, shop.name, numbers);
  const pages =
    save && known.size === 0 ? pager(plan, save, accept, (change) => saysSomething(ctx, change)) : undefined;

  for (const { order: said, rows, problems } of withProgress(ctx.onProgress, 'decide', read, read.length)) {
    const before = known.get(said.number) ?? null;
    // An API leaves personal data out after a while; in a file a blank cell may be meant.
    const saidBefore = before ? (before.source ?? before.order) : null;
    const incoming = fromApi ? keepPeople(saidBefore, said) : said;
    const source = mergeOrders(saidBefore, incoming, fromApi);
    const hash = contentHash(source);
    const { order, edits, disputes } = applyEdits(source, before?.edits ?? []);
    const goods = unknown.get(order.number);
    const standing = shipments.get(order.number) ?? [];
    const prior = goods ? standing : withoutUnknown(standing);
    const documentHolds = [...distinct(problems).map(documentHold), ...ofOtherPart(prior, incoming.missing)].filter(
      (hold) => !isAnswered(hold, order, edits),
    );
    if (before?.contentHash === hash && allKnown(documentHolds, prior)) {
      counts.unchanged++;
      continue;
    }
    // Of a forgotten order nobody knows what its label said.
    // That a line is cancelled is for no person to judge: it only grows, like the cancel of a whole order.
    const cancelled = newlyCancelled(before?.order ?? null, order);
    const filledIn = before ? hadNoAddress(before.order, order) : new Set<string>();
    const labelBefore =
      before && !before.forgotten ? labelContent(withCancelled(before.order, cancelled), filledIn) : null;
    const changedLabel =
      before !== null &&
      labelBefore !== null &&
      labelBefore !== labelContent(withoutToldMethod(before.order, order), filledIn);
    const stored: StoredOrder = {
      shop: shop.name,
      order,
      revision: (before?.revision ?? 0) + 1,
      contentHash: hash,
      origins: origins(before, incoming.missing.length > 0, { ...origin, rows }),
      ...(before?.arrangement && { arrangement: before.arrangement }),
      ...(edits.length > 0 && { source, edits }),
      at,
    };
    const { arrangement } = stored;
    if (carried.has(order.number)) carried.set(order.number, order);
    const isWorse =
      changedLabel || disputes.length > 0 || documentHolds.length > 0 || order.cancelled !== before?.order.cancelled;
    const asksToCancel = order.lines.some(
      (line) => line.cancelRequested && !before?.order.lines.some((one) => one.no === line.no && one.cancelRequested),
    );
    if (arrangement?.bundledInto && (isWorse || asksToCancel)) changedInside.push(stored);
    counts[before ? 'revised' : 'new']++;
    plan.journal.push({
      at,
      actor: 'intake',
      what: before ? 'order-revised' : 'order-new',
      shop: shop.name,
      orderNumber: order.number,
      shipment: '',
      details: { revision: stored.revision, document: origin.document, labelChanged: changedLabel ? 1 : 0 },
    });
    for (const line of cancelled) {
      const args = { line: line.no, sku: line.sku || line.name };
      notes.push({ code: 'line-cancelled', kind: 'done', place: {}, args, order: order.number });
      plan.journal.push({
        at,
        actor: 'intake',
        what: 'line-cancelled',
        shop: shop.name,
        orderNumber: order.number,
        shipment: '',
        details: args,
      });
    }
    const facts = {
      ...stored,
      prior,
      documentHolds,
      historyHolds: [
        ...(changedLabel ? [historyHold('content-changed', labelContent(order) ?? hash)] : []),
        ...unknownGoodsHolds(goods, prior),
        ...doublePurchaseHolds(doubles.get(order.number), shop),
      ],
      ...(used.get(customerBase(order.number)) ?? nothingUsed),
      isTold,
      bundledOrders: carriedBy(arrangement, carried),
    };
    const { decided, arrangement: byRules } = decideSplitting(ctx, shop, decideOrder, facts, knownNow);
    plan.orders.push(byRules ? { ...stored, arrangement: byRules } : stored);
    plan.shipments.push(...decided.changes);
    plan.journal.push(...decided.journal);
    if (decided.matched.length > 0) plan.matched.push(decided.matched);
    await pages?.whenFull();
  }
  const isSaved = pages !== undefined;
  const accepted = pages ? await pages.end() : accept(plan.shipments);
  const made = { ...plan, ...(goLive !== undefined && { goLive }), shipments: accepted, isSaved };
  const prior = [...shipments.values()].flat();
  const lateStops = (changes: readonly ShipmentChange[], before = prior) => [
    ...newLateStops(changes, before),
    ...newEarlyStops(changes, before),
  ];
  if (changedInside.length === 0) return { ...made, counts, notes, lateStops: lateStops(made.shipments) };
  const { carrying, ...carriers } = await planCarriers(reads, shop, decideOrder, changedInside, made);
  return { ...made, ...carriers, counts, notes, lateStops: lateStops(carriers.shipments, [...prior, ...carrying]) };
}

/** One cell that feeds two fields (orderer and consignee) is one problem. */
export function distinct(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length < 2) return problems;
  const seen = new Set<string>();
  return problems.filter(({ code, place, args }) => {
    const key = canonicalJson([code, place.row, place.column, args]);
    return !seen.has(key) && seen.add(key);
  });
}

/** A problem of the file that holds this order: an operator who looked may clear it. */
function documentHold(problem: Problem): Hold {
  const { row, column } = problem.place;
  return {
    code: problem.code,
    origin: 'document',
    clearedBy: 'operator',
    args: problem.args ?? {},
    fingerprint: canonicalJson([row, column, problem.args]),
    place: problem.place,
    ...(problem.field !== undefined && { field: problem.field }),
  };
}

/** What was wrong in the other file of a two-file format stays wrong when this one comes. */
function ofOtherPart(prior: readonly StoredShipment[], missing: readonly OrderPart[]): Hold[] {
  if (missing.length === 0) return [];
  const isOther = ({ origin, field }: Hold) =>
    origin === 'document' && (field === undefined || isOfHeader(field) === missing.includes('header'));
  const found = new Map<string, Hold>();
  for (const { holds } of prior)
    for (const { cleared: _, ...hold } of holds)
      if (isOther(hold)) found.set(canonicalJson([hold.code, hold.fingerprint]), hold);
  return [...found.values()];
}

const isOfHeader = (field: string): boolean => /^(?:order|line\.consignee|line\.delivery)\./.test(field);

/**
 * The same file content again, perhaps under another name: its reasons stand on the shipments already, and none of those that keep one
 * back is gone (a status word that nobody knew says nothing of the order, so that the order alone does not show that it was put right).
 */
function allKnown(holds: readonly Hold[], prior: readonly StoredShipment[]): boolean {
  const isSame = (one: Hold, other: Hold) => one.code === other.code && one.fingerprint === other.fingerprint;
  const isGone = (old: Hold) => old.origin === 'document' && !holds.some((hold) => isSame(hold, old));
  return (
    holds.every((hold) => prior.some((one) => one.holds.some((old) => isSame(old, hold)))) &&
    !prior.some((one) => one.state === 'held' && one.holds.some((old) => old.cleared === null && isGone(old)))
  );
}

/** One part of a two-file format keeps the origin of the other part. */
function origins(before: StoredOrder | null, isPart: boolean, now: Origin): readonly Origin[] {
  if (!isPart || !before) return [now];
  return [...before.origins.filter((one) => one.layout.split('@')[0] !== now.layout.split('@')[0]), now];
}
