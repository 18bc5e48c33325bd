import { orderSource } from '../../config/order-source.ts';
import { unfitLayout } from '../../config/unfit-layout.ts';
import { say } from '../../core/sentences/index.ts';
import { isBeyondRecall, type ShipmentState } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import { japanDay } from '../../core/time.ts';
import { b2Faults } from '../../layout/b2-faults.ts';
import { compileWrite } from '../../layout/write.ts';
import type { StoredHandOver, StoredShipment, Writes } from '../../store/types.ts';
import { labelLayout, leftOut, openHolds, orderFacts, renderInput } from '../decide/index.ts';
import type { Context } from '../types.ts';
import { awaitedFiles, openReissue } from './awaited-files.ts';
import { decideToday } from './decide-today.ts';
import { isHandedOver, leftHandedOver, openHandOverOf } from './handed-over.ts';
import type { IssuePlan, IssueReads, IssueRequest, IssueRow } from './issue-plan.ts';
import { leftBecause, leftForScreen, leftOnLabel, leftReissued } from './left-behind.ts';
import { isOutdated, renewals } from './renewals.ts';
import { isTooFresh, leftTooFresh, oldEnoughAt } from './too-fresh.ts';

const undecided = ['held', 'backordered', 'ready'] as const satisfies readonly ShipmentState[];
const isUndecided = ({ state }: StoredShipment): boolean => undecided.includes(state as never);

/** Orders that are read and decided at once: what is known of them is gone before the next ones come. */
const pageOfOrders = 500;

/** Everything that the request means, in one plan. Reads only; the caller commits `decided` with what it does about the rows. */
export async function planIssue(
  ctx: Context,
  reads: IssueReads,
  shop: Shop,
  request: IssueRequest,
): Promise<IssuePlan> {
  const [first, ...more] = await Array.fromAsync(planPages(ctx, reads, shop, request));
  if (!first) throw new Error(`shop ${shop.name}: nothing was planned`);
  const all = [first, ...more];
  return {
    ...first,
    rows: all.flatMap((one) => one.rows),
    leftOut: all.flatMap((one) => one.leftOut),
    named: all.flatMap((one) => one.named),
    decided: {
      changes: all.flatMap((one) => one.decided.changes),
      journal: all.flatMap((one) => one.decided.journal),
    },
    renewed: new Set(all.flatMap((one) => [...one.renewed])),
    freshUntil: all.flatMap((one) => one.freshUntil ?? []).sort()[0],
  };
}

/** The same page by page, in the order of every list of shipments; one at least. What was read of a page may be changed before the next one is asked for. */
export async function* planPages(
  ctx: Context,
  reads: IssueReads,
  shop: Shop,
  request: IssueRequest,
): AsyncGenerator<IssuePlan> {
  const handOvers = await openHandOverOf(reads);
  const { orders: wanted } = request;
  if (wanted) {
    const all = await shipmentsNamed(reads, shop.name, wanted);
    const numbers = [...new Set(all.map((one) => one.shipment.orderNumber))];
    // Every shipment of these orders, also those that nobody named: missing ones would be made a second time.
    const siblings = numbers.length === 0 ? [] : await reads.shipments({ shop: shop.name, numbers });
    yield planPage(ctx, reads, shop, request, { all, siblings, handOvers });
    return;
  }
  const numbers = await reads.ordersIn(shop.name, undecided);
  for (let start = 0; start === 0 || start < numbers.length; start += pageOfOrders) {
    const page = numbers.slice(start, start + pageOfOrders);
    const siblings = await reads.shipments({ shop: shop.name, numbers: page });
    const all = siblings.filter(isUndecided);
    yield planPage(withPlace(ctx, start, numbers.length), reads, shop, request, { all, siblings, handOvers });
  }
}

/** Progress of a page is told as a part of the whole. */
function withPlace(ctx: Context, before: number, total: number): Context {
  const { onProgress } = ctx;
  return onProgress
    ? { ...ctx, onProgress: ({ what, done }) => onProgress({ what, done: before + done, total }) }
    : ctx;
}

interface Page {
  /** What is to be issued, or said why not. */
  readonly all: readonly StoredShipment[];
  /** Every shipment of their orders, in the order of lists. */
  readonly siblings: readonly StoredShipment[];
  readonly handOvers: ReadonlyMap<string, StoredHandOver>;
}

async function planPage(
  ctx: Context,
  reads: IssueReads,
  shop: Shop,
  request: IssueRequest,
  { all, siblings: family, handOvers }: Page,
): Promise<IssuePlan> {
  const layout = labelLayout(ctx, shop);
  const today = japanDay(ctx.now());
  const wanted = request.orders;
  const decided = await decideToday(ctx, reads, shop, family);
  const { orders } = decided;
  const current = all.map((one) => decided.current.get(one.shipment.id) ?? one);
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
  const renewed = renewals(ctx, shop, decided);
  const write = compileWrite(layout, ctx.masters);
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
      left.push(leftReissued(shipment, open));
      continue;
    }
    // What a person wrote on the screen and no shipment holds (an address): without it the second label would be wrong.
    if (request.reissue && !request.onScreen && shipment.onlyOnLabel) {
      left.push(leftOnLabel(shipment));
      continue;
    }
    if (shipment.onScreen && !request.onScreen) {
      left.push(leftForScreen(ctx, stored, shipment.onScreen));
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
  const { changes, journal } = decided;
  return {
    ...{ shop, layout, today, rows, leftOut: left, named, renewed: outdated, freshUntil: fresh.sort()[0] },
    decided: { changes, journal },
  };
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
