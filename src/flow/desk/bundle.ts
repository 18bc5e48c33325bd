import { type BundleLink, noArrangement } from '../../core/arrangement.ts';
import { isBeyondRecall, stateTitles } from '../../core/shipment.ts';
import type { StoredShipment, Writes } from '../../store/types.ts';
import { compareParties } from '../../text/same-party.ts';
import { openHolds } from '../decide/index.ts';
import type { Context } from '../types.ts';
import {
  type Arranged,
  type Arranger,
  type AtDesk,
  arranging,
  bring,
  entry,
  mustBeBeforeIssue,
  Refusal,
  rearrange,
  refuse,
  type Said,
  said,
} from './arranging.ts';

/**
 * 同梱: the goods of other orders travel in this order's parcel. Only before printing, within one shop, to the same
 * recipient. The other shipments become キャンセル and remember their carrier; their notices use its number (A4).
 */
export function bundleOrders(
  ctx: Context,
  number: string,
  others: readonly string[],
  { shop, actor = 'operator' }: Arranger = {},
): Promise<Arranged> {
  return arranging(ctx, async (tx) => {
    const carrier = await bring(ctx, tx, number, shop);
    const parcel = onlyParcel(carrier);
    if (carrier.arrangement.bundledInto) refuse(number, 'bundle-already');
    if (carrier.stored.order.payment.state === 'cod') refuse(number, 'bundle-collects');
    const refused: Said[] = [];
    const notes: Said[] = [];
    if (ctx.link?.(carrier.shop.name)?.connector.bundling?.allowed === false)
      notes.push(said(number, 'bundle-forbidden', { shop: carrier.shop.title }));
    const added: AtDesk[] = [];
    for (const other of new Set(others)) {
      try {
        if (other === number) refuse(other, 'bundle-same-order');
        const desk = await bringBeside(ctx, tx, carrier, other);
        const goods = onlyParcel(desk);
        checkGoods(desk, goods, parcel);
        if (
          goods.shipment.deliveryDate !== parcel.shipment.deliveryDate ||
          goods.shipment.timeSlot !== parcel.shipment.timeSlot
        ) {
          notes.push(said(other, 'bundle-wishes-differ'));
        }
        added.push(desk);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.push(...error.reasons);
      }
    }
    if (refused.length > 0) throw new Refusal(refused);
    const { id, customerNo } = parcel.shipment;
    for (const desk of added) {
      await tx.addJournal([entry(ctx, desk, actor, 'order-bundled', { number: customerNo })]);
      await rearrange(ctx, tx, desk, { ...desk.arrangement, bundledInto: { order: number, shipment: id } }, actor);
    }
    const links = added.map((desk): BundleLink => ({ order: desk.stored.order.number, shipment: id }));
    const bundled = [...carrier.arrangement.bundled, ...links];
    const names = links.map((one) => one.order);
    await tx.addJournal([entry(ctx, carrier, actor, 'order-carries', { number: names.join(' ') }, customerNo)]);
    await rearrange(ctx, tx, carrier, { ...carrier.arrangement, bundled }, actor);
    return { shop: carrier.shop.name, numbers: [number, ...names], notes };
  });
}

/**
 * Takes goods out of the parcel again, while it has no label: all of them, or the named orders. The number may be that of the
 * carrying order or of a carried one.
 */
export function undoBundle(
  ctx: Context,
  number: string,
  others: readonly string[] = [],
  { shop, actor = 'operator' }: Arranger = {},
): Promise<Arranged> {
  return arranging(ctx, async (tx) => {
    const named = await bring(ctx, tx, number, shop);
    const { bundledInto } = named.arrangement;
    const carrier = bundledInto ? await bring(ctx, tx, bundledInto.order, named.shop.name) : named;
    const { bundled } = carrier.arrangement;
    const out = new Set(
      bundledInto ? [number, ...others] : others.length > 0 ? others : bundled.map((one) => one.order),
    );
    const own = carrier.stored.order.number;
    if (bundled.length === 0) refuse(own, 'bundle-not-bundled');
    for (const other of out) if (!bundled.some((one) => one.order === other)) refuse(other, 'bundle-not-bundled');
    mustBeBeforeIssue(
      own,
      carrier.shipments.filter((one) => bundled.some((link) => link.shipment === one.shipment.id)),
    );
    const rest = bundled.filter((one) => !out.has(one.order));
    await tx.addJournal([entry(ctx, carrier, actor, 'order-carries-no-more', { number: [...out].join(' ') })]);
    await rearrange(
      ctx,
      tx,
      carrier,
      { ...carrier.arrangement, bundled: rest },
      actor,
      (hold) =>
        hold.code === 'bundle-carrier-cancelled' ||
        (hold.code === 'bundled-order-changed' && out.has(String(hold.args?.number))),
    );
    for (const other of out) {
      const desk = await bring(ctx, tx, other, carrier.shop.name);
      await tx.addJournal([entry(ctx, desk, actor, 'order-bundle-undone', { number: own })]);
      await rearrange(ctx, tx, desk, { ...desk.arrangement, bundledInto: null, keptApart: true }, actor);
    }
    return { shop: carrier.shop.name, numbers: [own, ...out] };
  });
}

/** The other order must be of the same shop; it says so when it is of another one. */
async function bringBeside(ctx: Context, tx: Writes, carrier: AtDesk, number: string): Promise<AtDesk> {
  const shop = carrier.shop.name;
  const [here] = await tx.orders({ shop, numbers: [number] });
  const [elsewhere] = here ? [] : await tx.orders({ numbers: [number] });
  if (elsewhere) refuse(number, 'bundle-other-shop');
  return bring(ctx, tx, number, shop);
}

/** An order with exactly one parcel to come, which has no label yet. */
function onlyParcel({ stored, shipments, arrangement }: AtDesk): StoredShipment {
  const { number } = stored.order;
  const live = shipments.filter((one) => one.state !== 'cancelled');
  const [parcel, ...more] = live;
  if (!parcel) {
    if (arrangement.bundledInto) refuse(number, 'bundle-already');
    refuse(number, 'arrange-nothing-to-ship', { state: stateTitles[shipments[0]?.state ?? 'cancelled'] });
  }
  if (more.length > 0) refuse(number, 'bundle-several-shipments');
  if (isBeyondRecall(parcel.state)) mustBeBeforeIssue(number, [parcel]);
  return parcel;
}

function checkGoods(
  { stored, arrangement = noArrangement }: AtDesk,
  goods: StoredShipment,
  parcel: StoredShipment,
): void {
  const { number, payment } = stored.order;
  if (arrangement.bundled.length > 0) refuse(number, 'bundle-already');
  if (payment.state === 'cod') refuse(number, 'bundle-collects');
  if (openHolds(goods).length > 0) refuse(number, 'bundle-held');
  const likeness = compareParties(goods.shipment.consignee, parcel.shipment.consignee);
  if (likeness !== 'same') refuse(number, likeness === 'near' ? 'bundle-near-recipient' : 'bundle-other-recipient');
  if (goods.shipment.cool !== parcel.shipment.cool) refuse(number, 'bundle-other-delivery');
}
