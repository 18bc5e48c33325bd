import { type Arrangement, type BundleLink, isCopyRelated, noArrangement } from '../../core/arrangement.ts';
import { say } from '../../core/sentences/index.ts';
import type { ShipmentState } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import type { StoredOrder, StoredShipment, Writes } from '../../store/types.ts';
import { partyForm } from '../../text/same-party.ts';
import type { Context } from '../types.ts';
import { openHolds } from './left-out.ts';
import { redecide } from './redecide.ts';

/** What goes to one recipient the same way on the same day has the same key. */
export const togetherKey = ({ shipment }: Pick<StoredShipment, 'shipment'>): string =>
  [partyForm(shipment.consignee), shipment.method, shipment.cool, shipment.deliveryDate ?? ''].join('\u0000');

/** Goods that wait for their arrival would keep those back that are there. */
const waiting: readonly ShipmentState[] = ['ready'];

/**
 * 同梱 by rules (`bundle: auto`), before labels are written: of the orders of a shop that rules mark so, those to one recipient by one method
 * for one day and time, whose labels would say the same, travel in the parcel of the oldest, as if a person had said `orders bundle`. Not where the marketplace forbids it
 * (said), not what is held, collects money, is split, a copy, or was taken out of a parcel by a person. Without such a rule it costs nothing,
 * otherwise what waits for its label.
 *
 * @param shops names of those of which labels are about to be written
 * @param names order numbers or お客様管理番号 of those that are; missing = all. Of others nothing is arranged, and nothing is asked unless
 *   one of these is meant by a rule
 * @returns how many orders travel in another one's parcel now
 */
export async function bundleByRules(
  ctx: Context,
  shops: readonly string[] = Object.keys(ctx.config.shops),
  names?: readonly string[],
): Promise<number> {
  let bundled = 0;
  const named = names && new Set(names);
  const isNamed = ({ shipment }: StoredShipment) =>
    !named || named.has(shipment.orderNumber) || named.has(shipment.customerNo);
  for (const shop of shops.flatMap((name) => ctx.config.shops[name] ?? [])) {
    const isMeant = (shops: readonly string[]) => shops.length === 0 || shops.includes(shop.name);
    if (!ctx.rules?.rules.some((one) => one.on && one.then.bundle === 'auto' && isMeant(one.shops))) continue;
    if (names && !(await namedOf(ctx, shop, names)).some(isMarked)) continue;
    const open = await ctx.store.shipments({ shop: shop.name, states: waiting });
    const groups = [...Map.groupBy(open.filter(isMarked), wholeKey).values()].filter(
      (own) => own.length > 1 && own.some(isNamed),
    );
    if (groups.length === 0) continue;
    if (ctx.link?.(shop.name)?.connector.bundling?.allowed === false) {
      const { sentence, remedy } = say('rule-bundle-forbidden', { shop: shop.title, count: groups.length });
      ctx.tell(`${sentence} ${remedy}`);
      continue;
    }
    for (const own of groups) {
      const numbers = own.map((one) => one.shipment.orderNumber);
      bundled += await ctx.store.write((tx) => together(ctx, tx, shop, numbers));
    }
  }
  return bundled;
}

async function namedOf(ctx: Context, { name: shop }: Shop, names: readonly string[]): Promise<StoredShipment[]> {
  const byOrder = await ctx.store.shipments({ shop, numbers: names, states: waiting });
  return [...byOrder, ...(await ctx.store.shipments({ shop, customerNos: names, states: waiting }))];
}

const isMarked = (one: StoredShipment): boolean =>
  one.shipment.bundle === 'auto' &&
  one.shipment.codAmount === null &&
  one.shipment.packages === 1 &&
  openHolds(one).length === 0;

/**
 * All that the label of the carried order would have said, but for its goods: nobody is there to say that a wished time, a ship date, who sends
 * it, a 記事 or a 荷扱い is given up.
 */
const wholeKey = (one: StoredShipment): string => {
  const { timeSlot, shipDate, service, orderer, sender, note, handling, onScreen = '' } = one.shipment;
  const people = [partyForm(orderer), sender ? partyForm(sender) : ''];
  return [togetherKey(one), timeSlot, shipDate ?? '', service, ...people, note, ...handling, onScreen].join('\u0000');
};

interface Whole {
  readonly stored: StoredOrder;
  readonly parcel: StoredShipment;
  readonly arrangement: Arrangement;
}

/** Looks once more inside the transaction, and arranges those that still belong together. */
async function together(ctx: Context, tx: Writes, shop: Shop, numbers: readonly string[]): Promise<number> {
  const shipments = Map.groupBy(await tx.shipments({ shop: shop.name, numbers }), (one) => one.shipment.orderNumber);
  const whole = (await tx.orders({ shop: shop.name, numbers })).flatMap((stored) => wholeOf(stored, shipments));
  for (const group of Map.groupBy(whole, (one) => wholeKey(one.parcel)).values()) {
    const carriers = group.filter((one) => one.arrangement.bundled.length > 0);
    if (group.length < 2 || carriers.length > 1) continue;
    const sorted = group.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    const carrier = carriers[0] ?? sorted[0]!;
    const others = sorted.filter((one) => one !== carrier);
    await carry(ctx, tx, shop, carrier, others);
    return others.length;
  }
  return 0;
}

/** The oldest order first. */
const placeOf = ({ stored: { order } }: Whole): string => `${order.orderedAt ?? '9'} ${order.number}`;

/** An order with one parcel that waits for its label, and that nothing was arranged about that speaks against it. */
function wholeOf(stored: StoredOrder, shipments: ReadonlyMap<string, readonly StoredShipment[]>): Whole[] {
  const arrangement = stored.arrangement ?? noArrangement;
  const live = (shipments.get(stored.order.number) ?? []).filter((one) => one.state !== 'cancelled');
  const [parcel] = live;
  const isFree =
    arrangement.parts.length === 0 &&
    arrangement.bundledInto === null &&
    arrangement.keptApart === undefined &&
    !isCopyRelated(arrangement);
  if (!parcel || live.length > 1 || !isFree || !waiting.includes(parcel.state) || !isMarked(parcel)) return [];
  return stored.order.payment.state === 'cod' ? [] : [{ stored, parcel, arrangement }];
}

async function carry(ctx: Context, tx: Writes, shop: Shop, carrier: Whole, others: readonly Whole[]): Promise<void> {
  const { id, customerNo } = carrier.parcel.shipment;
  const at = ctx.now().toString();
  const { number } = carrier.stored.order;
  const names = others.map((one) => one.stored.order.number);
  const entry = (what: string, orderNumber: string, shipment: string, other: string) => ({
    ...{ at, actor: 'rules', what, shop: shop.name, orderNumber, shipment },
    details: { number: other },
  });
  const arrange = async ({ stored }: Whole, arrangement: Arrangement) => {
    const next: StoredOrder = { ...stored, arrangement, revision: stored.revision + 1, at };
    await tx.saveOrders([next]);
    return next;
  };
  for (const one of others) {
    const next = await arrange(one, { ...one.arrangement, bundledInto: { order: number, shipment: id } });
    await tx.addJournal([entry('order-bundled', next.order.number, '', customerNo)]);
    await redecide(ctx, tx, shop, next, 'rules');
  }
  const links = names.map((order): BundleLink => ({ order, shipment: id }));
  const next = await arrange(carrier, {
    ...carrier.arrangement,
    bundled: [...carrier.arrangement.bundled, ...links],
  });
  await tx.addJournal([entry('order-carries', number, customerNo, names.join(' '))]);
  await redecide(ctx, tx, shop, next, 'rules');
  const { sentence, remedy } = say('rule-bundled', { shop: shop.title, carried: names.join('、'), carrier: number });
  ctx.tell(`${sentence} ${remedy}`);
}
