import { documentSource } from '../../config/order-source.ts';
import { type Problem, speak } from '../../core/problem.ts';
import { isBeyondRecall } from '../../core/shipment.ts';
import { japanDay } from '../../core/time.ts';
import type { DocumentInfo, StoredShipment } from '../../store/types.ts';
import { openHoldsOf } from '../decide/index.ts';
import { type FilledForm, formProblems } from '../notify/index.ts';
import type { Context, Incoming, IntakeDocument } from '../types.ts';
import type { WaybillPlan } from '../waybills/index.ts';
import { heldBy, labelNotes } from './intake-notes.ts';
import type { GoodsPlan } from './plan-goods.ts';
import { distinct, type OrderPlan } from './plan-orders.ts';
import type { Recognised, Unrecognised } from './recognise.ts';

/** What a document means for what is known. */
export interface IntakePlan {
  readonly orders?: OrderPlan;
  readonly waybills?: WaybillPlan;
  readonly form?: FilledForm;
  readonly goods?: GoodsPlan;
}

/** The result of a document that was taken. */
export function taken(
  ctx: Context,
  info: DocumentInfo,
  { read, opened }: Recognised,
  planned: IntakePlan,
): IntakeDocument {
  const { orders, waybills, form, goods } = planned;
  const source = documentSource(opened.facts.format);
  const problems: readonly Problem[] = [
    ...read.problems,
    ...(waybills?.problems ?? []),
    ...(form ? formProblems(form, info.name) : []),
    ...(goods?.problems ?? []),
    ...read.orders.flatMap((one) => distinct([...one.problems, ...one.notes])),
    ...(orders?.notes ?? []),
    ...labelNotes(ctx, orders?.shipments ?? []),
  ];
  return {
    ...empty(info.name, info.hash),
    shop: info.shop,
    layout: opened.match.layout.name,
    orders: {
      new: orders?.counts.new ?? 0,
      revised: orders?.counts.revised ?? 0,
      unchanged: orders?.counts.unchanged ?? 0,
      refused: read.refusedOrders.length + (orders?.counts.refused ?? 0),
    },
    registered: {
      ...(waybills && { waybills: waybills.counts.waybills }),
      ...(read.stock.length > 0 && { stock: goods?.stock.length ?? 0 }),
      ...(read.products.length > 0 && { products: goods?.products.length ?? 0 }),
      ...(read.sets.length > 0 && { sets: new Set(goods?.sets.map((one) => one.sku)).size }),
      ...(read.goods.length > 0 && { goods: read.goods.length }),
      ...(form && { filled: form.filled }),
    },
    problems: problems.map((one) => speak(one, source)),
    ...(orders && {
      happened: [
        ...orders.notes
          .filter((one) => one.kind === 'done')
          .map(({ order = '', code, args = {} }) => ({ order, code, args })),
        ...afterLabel(orders.shipments),
        ...beforeLabel(orders.lateStops),
      ],
    }),
    ...(orders && { newOrders: orders.orders.flatMap((one) => (one.revision === 1 ? [one.order.number] : [])) }),
    held: heldBy(ctx, orders?.shipments ?? [], source),
  };
}

/** What was ready to go and is kept back now. */
function beforeLabel(stops: OrderPlan['lateStops']): NonNullable<IntakeDocument['happened']> {
  return stops
    .filter(({ state }) => state === 'held')
    .map(({ shipment, hold: { code, args = {} } }) => ({ order: shipment.orderNumber, kind: 'fix', code, args }));
}

/** What became of shipments whose label is out: somebody must stop a parcel or print again. */
function afterLabel(changes: OrderPlan['shipments']): NonNullable<IntakeDocument['happened']> {
  return changes
    .filter(({ state }) => isBeyondRecall(state))
    .flatMap(({ shipment, holds }) =>
      openHoldsOf(holds).map(({ code, args = {} }) => ({
        order: shipment.orderNumber,
        kind: 'fix' as const,
        code,
        args,
      })),
    );
}

/**
 * The same bytes were taken before: nothing is done again, but everything that is still wrong with them is said again, so
 * that a report lost in a crash loses nothing.
 */
export function seenBefore(
  ctx: Context,
  incoming: Incoming,
  known: DocumentInfo,
  again: Recognised | Unrecognised,
  shipments: readonly StoredShipment[],
): IntakeDocument {
  const source = documentSource('opened' in again ? again.opened.facts.format : '');
  const note: Problem = {
    code: 'document-seen-before',
    kind: 'done',
    place: { file: incoming.name },
    args: { at: japanDay(Temporal.Instant.from(known.at)), name: known.name },
  };
  const still =
    'read' in again
      ? [...again.read.problems, ...again.read.orders.flatMap((one) => distinct([...one.problems, ...one.notes]))]
      : again.problems;
  const counts = 'read' in again ? again.read : { orders: [], refusedOrders: { length: again.refusedOrders } };
  return {
    ...empty(incoming.name, known.hash),
    shop: known.shop,
    layout: known.layout.split('@')[0] ?? '',
    orders: { new: 0, revised: 0, unchanged: counts.orders.length, refused: counts.refusedOrders.length },
    seenBefore: true,
    problems: [note, ...still].map((one) => speak(one, source)),
    held: heldBy(ctx, shipments, source),
  };
}

/** Nothing of the file got in. */
export function refused(incoming: Incoming, hash: string, why: Unrecognised): IntakeDocument {
  const base = empty(incoming.name, hash);
  return {
    ...base,
    shop: why.shop,
    layout: why.layout,
    refused: true,
    orders: { ...base.orders, refused: why.refusedOrders },
    problems: why.problems.map((one) => speak(one)),
  };
}

function empty(file: string, hash: string): IntakeDocument {
  return {
    file,
    hash,
    shop: '',
    layout: '',
    orders: { new: 0, revised: 0, unchanged: 0, refused: 0 },
    registered: {},
    seenBefore: false,
    refused: false,
    problems: [],
    held: [],
  };
}
