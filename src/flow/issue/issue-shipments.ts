import { orderSource } from '../../config/order-source.ts';
import { unfitLayout } from '../../config/unfit-layout.ts';
import type { Order } from '../../core/order.ts';
import type { Problem } from '../../core/problem.ts';
import { withProgress } from '../../core/progress.ts';
import { openWords } from '../../core/sentences/b2-link.ts';
import { say } from '../../core/sentences/index.ts';
import { isBeyondRecall, type Shipment, type ShipmentState, transitions } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import { japanDay } from '../../core/time.ts';
import { b2Faults } from '../../layout/b2-faults.ts';
import { compileWrite } from '../../layout/write.ts';
import type { OutboxFile, StoredOrder, StoredShipment, Writes } from '../../store/types.ts';
import {
  bundleByRules,
  carriedBy,
  carriedOrders,
  decider,
  type FactReads,
  groupByOrder,
  type KnownFacts,
  knownFacts,
  labelLayout,
  leftOut,
  openHolds,
  orderFacts,
  renderInput,
} from '../decide/index.ts';
import { redecideForRules, rereadHeld } from '../intake/index.ts';
import { deliver } from '../outbox/index.ts';
import { allocate } from '../stock/index.ts';
import type { Context, IssueReport, LeftOut } from '../types.ts';
import { awaitedFiles, openReissue } from './awaited-files.ts';
import { commitIssue } from './commit-issue.ts';
import { isHandedOver, leftHandedOver, openHandOverOf } from './handed-over.ts';
import type { IssuePlan, IssueRequest, IssueRow } from './issue-plan.ts';
import { isOutdated, renewals } from './renewals.ts';
import { isTooFresh, leftTooFresh, oldEnoughAt } from './too-fresh.ts';
import { finishUndoing } from './undo-issue.ts';

/**
 * Writes everything that is ready into B2 files, at most 1,000 rows each. Dates and holds are decided anew with today's
 * calendar first. The shipments move to `issuing` in the same transaction that stores the file's bytes, so a shipment is
 * never in two files and never in none; the file itself appears in the outbox afterwards, whole.
 */
export async function issueShipments(ctx: Context, request: IssueRequest): Promise<IssueReport> {
  if (!request.dryRun) await finishUndoing(ctx);
  if (!request.dryRun) await rereadHeld(ctx);
  if (!request.dryRun) await redecideForRules(ctx);
  if (!request.dryRun) await bundleByRules(ctx);
  const { together } = request;
  const isMeant = (name: string) => (together ? together.includes(name) : !request.shop || name === request.shop);
  const shops = Object.values(ctx.config.shops).filter((shop) => isMeant(shop.name));
  const written: string[] = [];
  const left: LeftOut[] = [];
  const unknown = new Set(request.orders);
  const unclear = request.reissue ? await inSeveralShops(ctx, request) : [];
  if (unclear.length > 0) return { files: [], shipments: [], leftOut: unclear, undelivered: [] };
  const commit = (of: readonly Shop[]) =>
    ctx.store.write(async (tx) => {
      const planned: IssuePlan[] = [];
      for (const shop of of) planned.push(await planIssue(ctx, tx, shop, request));
      await commitIssue(ctx, tx, planned, request);
      return planned;
    });
  const plans: IssuePlan[] = [];
  for (const configured of shops) {
    const shop: Shop = request.sellerAsShipper ? { ...configured, sender: 'seller' } : configured;
    if (shop.allocate && !request.dryRun) await allocateFirst(ctx, shop, request);
    if (request.dryRun) plans.push(await planIssue(ctx, ctx.store, shop, request));
    else if (!together) plans.push(...(await commit([shop])));
  }
  if (together && !request.dryRun) plans.push(...(await commit(shops)));
  for (const result of plans) {
    written.push(...result.rows.map((row) => row.stored.shipment.customerNo));
    left.push(...result.leftOut);
    for (const number of result.named) unknown.delete(number);
  }
  left.push(...[...unknown].map(noSuchOrder));
  // Also what an earlier run decided and could not write (full disk, share away): it is not decided again.
  const files = request.dryRun ? [] : await deliver(ctx);
  const undelivered = request.dryRun ? [] : await ctx.store.outboxHeads({ stage: ['intended', 'staged'] });
  const freshUntil = plans.flatMap((plan) => plan.freshUntil ?? []).sort()[0];
  return {
    files,
    shipments: written,
    leftOut: left,
    undelivered: undelivered.map((file) => file.path),
    ...(freshUntil !== undefined && { freshUntil }),
  };
}

function onlyOnScreen(ctx: Context, stored: StoredShipment, what: 'slip' | 'cool'): LeftOut {
  const { shipment } = stored;
  const method = ctx.masters.methods.find((one) => one.code === shipment.method)?.title ?? shipment.method;
  const name = what === 'slip' ? 'delivery.service' : 'delivery.cool';
  return leftBecause(stored, { code: 'b2-only-on-screen', args: { method, what: openWords[what], name } });
}

/** What is left out because of something that is not its own. */
function leftBecause({ shipment }: StoredShipment, { code, args }: Pick<Problem, 'code' | 'args'>): LeftOut {
  return { number: shipment.orderNumber, customerNo: shipment.customerNo, code, ...say(code, args) };
}

function onlyOnLabel({ orderNumber: number, customerNo, onlyOnLabel: fields = [] }: Shipment): LeftOut {
  const code = 'reissue-edited-on-screen';
  return { number, customerNo, code, ...say(code, { fields: fields.join('、') }) };
}

/** A file of it was written again already: two of them would be two labels more. */
function reissueOpen({ orderNumber: number, customerNo }: StoredShipment['shipment'], { path }: OutboxFile): LeftOut {
  const code = 'reissue-file-open';
  return { number, customerNo, code, ...say(code, { file: path }) };
}

/** A number that was asked for and stands nowhere. */
export const noSuchOrder = (number: string): LeftOut => ({
  number,
  customerNo: '',
  code: 'command-no-such-order',
  ...say('command-no-such-order', { number }),
});

/** Order numbers are unique in a shop only: a second label for the wrong one would be a second parcel. */
export async function inSeveralShops(
  ctx: Context,
  { shop, orders = [] }: Pick<IssueRequest, 'shop' | 'orders'>,
): Promise<readonly LeftOut[]> {
  const found = await ctx.store.shipments({ numbers: orders, ...(shop && { shop }) });
  return orders.flatMap((number): LeftOut[] => {
    const shops = [
      ...new Set(found.flatMap(({ shipment }) => (shipment.orderNumber === number ? [shipment.shop] : []))),
    ];
    if (shops.length < 2) return [];
    const words = say('order-in-several-shops', { number, shops: shops.join('・') });
    return [{ number, customerNo: '', code: 'order-in-several-shops', ...words }];
  });
}

/** What today's calendar released takes its pieces before it is known what is ready. */
export async function allocateFirst(ctx: Context, shop: Shop, request: IssueRequest): Promise<void> {
  await ctx.store.write(async (tx) => {
    const { decided } = await planIssue(ctx, tx, shop, request);
    await tx.saveShipments(decided.changes);
    await tx.addJournal(decided.journal);
    await allocate(ctx, tx);
  });
}

const undecided = ['held', 'backordered', 'ready'] as const satisfies readonly ShipmentState[];
const states = Object.keys(transitions) as ShipmentState[];

/** Reads only; the caller commits `decided` with what it does about the rows. */
export async function planIssue(
  ctx: Context,
  reads: Pick<Writes, 'shipments' | 'orders' | 'handOvers' | 'outbox'> & FactReads,
  shop: Shop,
  request: IssueRequest,
): Promise<IssuePlan> {
  const layout = labelLayout(ctx, shop);
  const today = japanDay(ctx.now());
  const wanted = request.orders;
  const all = wanted
    ? await shipmentsNamed(reads, shop.name, wanted)
    : await reads.shipments({ shop: shop.name, states: undecided });
  const numbers = [...new Set(all.map((one) => one.shipment.orderNumber))];
  const orders = new Map(
    (numbers.length === 0 ? [] : await reads.orders({ shop: shop.name, numbers })).map((one) => [
      one.order.number,
      one,
    ]),
  );
  // Every shipment of these orders, also those that are beyond deciding: missing ones would be made a second time.
  const rest = wanted ? states : states.filter((state) => !undecided.includes(state as never));
  const known = new Set(all.map((one) => one.shipment.id));
  const others =
    numbers.length === 0
      ? []
      : (await reads.shipments({ shop: shop.name, numbers, states: rest })).filter(
          (one) => !known.has(one.shipment.id),
        );
  const together = [...all, ...others].sort((a, b) => a.shipment.serial - b.shipment.serial);
  const siblings = groupByOrder(others.length === 0 ? all : together);

  const carried = await carriedOrders(reads, shop.name, [...orders.values()]);
  const facts = await knownFacts(
    ctx,
    reads,
    shop,
    [...orders.values()].map((one) => one.order),
  );
  const decided = redecide(ctx, shop, orders, siblings, carried, facts);
  const current = all.map((one) => decided.current.get(one.shipment.id) ?? one);
  const handOvers = await openHandOverOf(reads);
  const handedOver = (one: StoredShipment) => {
    const handOver = handOvers.get(one.shipment.id);
    return isHandedOver(one, handOver) ? leftHandedOver(one, handOver) : undefined;
  };
  const isPrinted = (one: StoredShipment) => isBeyondRecall(one.state) && one.state !== 'issuing';
  const mayAgain = request.reissue?.printedOnly ? isPrinted : (one: StoredShipment) => isBeyondRecall(one.state);
  // What changed or was cancelled after its label is not printed again before somebody has read that.
  const tooFresh = (one: StoredShipment) =>
    !wanted && one.state === 'ready' && isTooFresh(ctx, shop, orders.get(one.shipment.orderNumber)?.order);
  const chosen = current.filter((one) => {
    if (handedOver(one) || (request.auto && one.shipment.handedOver) || tooFresh(one)) return false;
    return request.reissue && wanted
      ? mayAgain(one) && one.state !== 'returned' && openHolds(one).length === 0
      : one.state === 'ready';
  });
  const write = compileWrite(layout, ctx.masters);
  const rows: IssueRow[] = [];
  const again = request.reissue && !request.reissue.printedOnly ? chosen : [];
  const inFile = await awaitedFiles(reads, again);
  const picked = new Set(chosen);
  const left = current
    .filter((one) => !picked.has(one))
    .flatMap((one) => {
      const elsewhere = handedOver(one);
      const own = tooFresh(one) ? [leftTooFresh(shop, one)] : leftOut(ctx, one);
      return elsewhere ? [elsewhere, ...own.filter((each) => !each.code.startsWith('already-'))] : own;
    });
  const renewed = renewals(ctx, shop, orders, siblings, carried, facts);
  for (const found of chosen) {
    const renewal = isOutdated(found) && renewed(found);
    if (renewal && renewal.openHolds.length > 0) {
      left.push(...leftOut(ctx, { ...found, holds: renewal.openHolds }));
      continue;
    }
    const stored = renewal ? renewal.stored : found;
    const { shipment } = stored;
    const open = openReissue(stored, inFile.get(shipment.id));
    if (open && again.length > 0) {
      left.push(reissueOpen(shipment, open));
      continue;
    }
    // What a person wrote on the screen and no shipment holds (an address): without it the second label would be wrong.
    if (request.reissue && !request.onScreen && shipment.onlyOnLabel) {
      left.push(onlyOnLabel(shipment));
      continue;
    }
    if (shipment.onScreen && !request.onScreen) {
      left.push(onlyOnScreen(ctx, stored, shipment.onScreen));
      continue;
    }
    // Deciding rendered the label already, unless the shipment is beyond deciding (再発行).
    const known = decided.rendered.get(shipment.id);
    const order = orders.get(shipment.orderNumber)!;
    if (known) {
      rows.push({ stored, order, cells: known });
      continue;
    }
    const { cells, problems } = write.render(renderInput(shipment, orderFacts(order), shop, today));
    const [problem] = [...problems, ...b2Faults(layout, cells, today)];
    const { orderNumber: number, customerNo } = shipment;
    if (problem)
      left.push({
        number,
        customerNo,
        code: problem.code,
        ...say(problem.code, problem.args, orderSource(ctx, shop.name)),
      });
    else rows.push({ stored, order, cells });
  }
  const unfit = await unfitLayout(ctx, layout);
  if (unfit) left.push(...rows.splice(0).map(({ stored }) => leftBecause(stored, unfit)));
  const named = all.flatMap(({ shipment }) => [shipment.orderNumber, shipment.customerNo]);
  const outdated = new Set(chosen.filter(isOutdated).map((one) => one.shipment.id));
  const fresh = current.filter(tooFresh).map((one) => oldEnoughAt(shop, orders.get(one.shipment.orderNumber)?.order));
  return { shop, layout, today, rows, leftOut: left, named, decided, renewed: outdated, freshUntil: fresh.sort()[0] };
}

/** Shipments by order number or お客様管理番号, in the order of every list of shipments. */
async function shipmentsNamed(
  reads: Pick<Writes, 'shipments'>,
  shop: string,
  names: readonly string[],
): Promise<readonly StoredShipment[]> {
  const byOrder = await reads.shipments({ shop, numbers: names });
  const known = new Set(byOrder.map((one) => one.shipment.id));
  const byOwn = (await reads.shipments({ shop, customerNos: names })).filter((one) => !known.has(one.shipment.id));
  if (byOwn.length === 0) return byOrder;
  const place = ({ shipment }: StoredShipment) =>
    [shipment.orderNumber, String(shipment.serial).padStart(9, '0')].join('\u0000');
  return [...byOrder, ...byOwn].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** Today's calendar and today's masters may have changed the holds of what is not issued yet. */
function redecide(
  ctx: Context,
  shop: Shop,
  orders: ReadonlyMap<string, StoredOrder>,
  siblings: ReadonlyMap<string, StoredShipment[]>,
  carried: ReadonlyMap<string, Order>,
  facts: KnownFacts,
) {
  const decideOrder = decider(ctx, shop, 'issue', facts);
  const changes: IssuePlan['decided']['changes'][number][] = [];
  const journal: IssuePlan['decided']['journal'][number][] = [];
  const current = new Map<string, StoredShipment>();
  const rendered = new Map<string, readonly string[]>();
  for (const [number, prior] of withProgress(ctx.onProgress, 'decide', siblings, siblings.size)) {
    const stored = orders.get(number);
    if (!stored || prior.every((one) => isBeyondRecall(one.state))) continue;
    const lastSerial = Math.max(...prior.map((one) => one.shipment.serial));
    const bundledOrders = carriedBy(stored.arrangement, carried);
    const decided = decideOrder({ ...stored, bundledOrders, prior, lastSerial });
    for (const [id, cells] of decided.rendered) rendered.set(id, cells);
    changes.push(...decided.changes);
    journal.push(...decided.journal);
    for (const change of decided.changes) {
      const before = prior.find((one) => one.shipment.id === change.shipment.id);
      if (before) current.set(change.shipment.id, { ...before, ...change, version: change.version + 1 });
    }
  }
  return { changes, journal, current, rendered };
}
