import { isDeepStrictEqual } from 'node:util';
import { type Arrangement, noArrangement } from '../../core/arrangement.ts';
import { decide } from '../../core/decide/index.ts';
import type { Inspect, UsedNumbers } from '../../core/decide/types.ts';
import { disputesOf, type EditedOrder } from '../../core/edit/apply.ts';
import { goLiveCodes, holdOfLine } from '../../core/go-live.ts';
import type { DeliveryMethod } from '../../core/masters.ts';
import type { Order } from '../../core/order.ts';
import { type Hold, isBeyondRecall, type Shipment } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import { japanDay } from '../../core/time.ts';
import { findMethod } from '../../layout/masters.ts';
import type { WriteLayout } from '../../layout/types.ts';
import { compileWrite } from '../../layout/write.ts';
import type { JournalEntry, ShipmentChange, StoredShipment } from '../../store/types.ts';
import { compareParties } from '../../text/same-party.ts';
import type { Workspace } from '../types.ts';
import { inspector } from './inspect.ts';
import type { KnownFacts } from './known-facts.ts';
import { rulingFor } from './ruling.ts';

/** Name of the label layout of a shop: the seller variant when the shop sends in its own name and one exists. */
export function labelLayout(ctx: Workspace, shop: Shop): WriteLayout {
  const seller = `${shop.layouts.issue}-seller`;
  const name = shop.sender === 'seller' && ctx.layouts.write.has(seller) ? seller : shop.layouts.issue;
  const layout = ctx.layouts.write.get(name);
  if (!layout) throw new Error(`shop ${shop.name}: write layout "${name}" does not exist`);
  return layout;
}

export interface DecideOrder extends EditedOrder {
  readonly order: Order;
  readonly revision: number;
  readonly prior: readonly StoredShipment[];
  readonly documentHolds?: readonly Hold[];
  readonly historyHolds?: readonly Hold[];
  readonly lastSerial: number;
  readonly taken?: UsedNumbers['taken'];
  /** Was our notice of this shipment (its id) sent, or may it have been? */
  readonly isTold?: ((shipment: string) => boolean) | undefined;
  readonly arrangement?: Arrangement | undefined;
  /** Today's content of the orders that this order's parcel carries: needed when it carries any (`bundledOrders`). */
  readonly bundledOrders?: readonly Order[] | undefined;
}

export interface Deciding {
  /** Label cells of the shipments that were rendered, by shipment id. */
  readonly rendered: ReadonlyMap<string, readonly string[]>;
  readonly changes: readonly ShipmentChange[];
  readonly journal: readonly JournalEntry[];
  /** Names of the rules that apply to the order now and did not before. */
  readonly matched: readonly string[];
}

/** Which delivery methods the shop's marketplace can be told of; undefined = any. */
function tellable(ctx: Workspace, shop: Shop): ((method: DeliveryMethod) => boolean) | undefined {
  const link = ctx.link?.(shop.name);
  if (!link) return undefined;
  const { connector, settings } = link;
  const { methodCode, name } = connector;
  if (connector.canTell) return (method) => connector.canTell!(method, settings);
  if (methodCode === undefined) return undefined;
  return (method) => (method.codes[name]?.[methodCode] ?? '') !== '';
}

/** What an order says of its day, for the go-live line. */
export const dayOf = ({ orderedAt }: Order, today: string) => ({
  orderedOn: orderedAt === null ? null : japanDay(Temporal.Instant.from(orderedAt)),
  today,
});

/**
 * `decide` for one shop, with everything that stays the same for all its orders prepared once.
 *
 * @param known what the store knows about these orders (`knownFacts`), for the shop's rules
 */
export function decider(
  ctx: Workspace,
  shop: Shop,
  actor: string,
  known: KnownFacts,
): (facts: DecideOrder) => Deciding {
  const at = ctx.now();
  const today = japanDay(at);
  const layout = labelLayout(ctx, shop);
  const rendered = new Map<string, readonly string[]>();
  const inspect: Inspect = inspector(shop, layout, compileWrite(layout, ctx.masters), today, rendered);
  const methods = new Map<string, DeliveryMethod | null>();
  const methodFor = (words: string) => {
    let method = methods.get(words);
    if (method === undefined) {
      method = findMethod(ctx.masters, words, today) ?? null;
      methods.set(words, method);
    }
    return method;
  };
  const canTell = tellable(ctx, shop);
  const ruling = rulingFor(ctx, shop, { at: at.toString(), today }, methodFor, known);
  return ({ order, revision, prior, documentHolds, historyHolds = [], lastSerial, ...more }) => {
    rendered.clear();
    const { arrangement = noArrangement, bundledOrders = [] } = more;
    if (arrangement.bundled.some((one) => !bundledOrders.some((other) => other.number === one.order))) {
      throw new Error(`order ${order.number}: decided without the orders that it carries`);
    }
    const onlySeen = holdOfLine(known.goLive, {
      ...dayOf(order, today),
      cameBefore: prior.some((one) => one.holds.some(({ code }) => goLiveCodes.some((own) => own === code))),
    });
    const decided = decide({
      order,
      shop,
      today,
      prior,
      ...(documentHolds && { documentHolds }),
      historyHolds,
      disputes: disputesOf(more),
      lastSerial,
      ...(more.taken && { taken: more.taken }),
      arrangement,
      bundledOrders,
      methodFor,
      methodOfOtherDays: (words) => findMethod(ctx.masters, words),
      ...(ctx.masters.codes && { slots: ctx.masters.codes.slots }),
      hasScreen: ctx.config.b2 !== undefined,
      ...(canTell && { canTell }),
      likeness: compareParties,
      ...(more.isTold && { isTold: more.isTold }),
      ...(onlySeen && { onlySeen }),
      ...(ruling && { ruling: ruling(order, more, arrangement.tags ?? []) }),
      inspect,
    });
    const before = new Map(prior.map((one) => [one.shipment.id, one]));
    const changes: ShipmentChange[] = [];
    const journal: JournalEntry[] = [];
    for (const { shipment, state, holds, unchanged } of decided) {
      const old = before.get(shipment.id);
      // A label that is out was made from the revision of its day, whatever the order says now.
      const madeFrom = old && isBeyondRecall(old.state) ? old.orderRevision : revision;
      if (unchanged && old?.orderRevision === madeFrom) continue;
      changes.push({ shipment, state, holds, version: old?.version ?? 0, orderRevision: madeFrom });
      journal.push(...rulesEntry(shipment, old?.shipment, { at: at.toString(), actor, shop: shop.name }));
      if (old?.state === state) continue;
      const reasons = holds.filter((one) => one.cleared === null).map((one) => one.code);
      journal.push({
        at: at.toString(),
        actor,
        what: old ? 'shipment-moved' : 'shipment-planned',
        shop: shop.name,
        orderNumber: order.number,
        shipment: shipment.customerNo,
        details: { from: old?.state ?? null, to: state, holds: reasons.join(' ') },
      });
    }
    const acted = new Set(prior.flatMap(({ shipment }) => (shipment.rules ?? []).map((one) => one.rule)));
    const acts = changes.flatMap(({ shipment }) => (shipment.rules ?? []).map((one) => one.rule));
    const matched = [...new Set(acts)].filter((name) => !acted.has(name));
    return { changes, journal, matched, rendered: new Map(rendered) };
  };
}

/** What rules do to a shipment now, where it is not what they did before. */
function rulesEntry(
  shipment: Shipment,
  before: Shipment | undefined,
  { at, actor, shop }: Pick<JournalEntry, 'at' | 'actor' | 'shop'>,
): JournalEntry[] {
  const { rules = [], orderNumber, customerNo } = shipment;
  const rulesBefore = before?.rules ?? [];
  // The usual case, without a comparison that takes longer than all the rest.
  if (rules.length === 0 && rulesBefore.length === 0) return [];
  if (isDeepStrictEqual(rules, rulesBefore)) return [];
  const did = rules.filter((one) => one.lostTo === undefined).map((one) => one.title);
  const lost = rules.filter((one) => one.lostTo !== undefined).map((one) => one.title);
  return [
    {
      at,
      actor,
      what: 'rules-applied',
      shop,
      orderNumber,
      shipment: customerNo,
      details: { rules: [...new Set(did)].join('、'), lost: [...new Set(lost)].join('、') },
    },
  ];
}
