import type { PolicyFacts, PolicyShipment, ToldFact } from '../../connectors/contract.ts';
import { isCopyRelated, noArrangement } from '../../core/arrangement.ts';
import { isAboutOrder, linkState, type NoticeKind, theOrder, toldByHand } from '../../core/notices.ts';
import { japanDay } from '../../core/time.ts';
import { firstNumber } from '../../core/waybill.ts';
import type { StoredOrder, StoredShipment, ToldNotice } from '../../store/types.ts';
import { openHolds } from '../decide/index.ts';
import type { NoticeRun } from './notice-run.ts';
import { parcelMethod } from './parcel-method.ts';

/** What is stored about one order. */
export interface StoredFacts {
  readonly order: StoredOrder;
  readonly shipments: readonly StoredShipment[];
  /** Parcels of other orders in which goods of these shipments travel, by the id of the carried shipment. */
  readonly carriers: ReadonlyMap<string, StoredShipment>;
  readonly told: readonly ToldNotice[];
}

/** The facts as a connector's policy gets them. `kinds`: what this shop lets the bridge tell. */
export function policyFacts(run: NoticeRun, stored: StoredFacts, kinds: readonly NoticeKind[]): PolicyFacts {
  const { linked } = run.link.connector;
  const shipments = stored.shipments.map((one) => shipmentFacts(run, one, stored.carriers));
  const told = stored.told.map(
    ({ about, kind, contentHash, at }): ToldFact => ({
      about: isAboutOrder(about) ? theOrder : about,
      kind,
      day: japanDay(Temporal.Instant.from(at)),
      byHand: contentHash === toldByHand,
    }),
  );
  return {
    order: stored.order.order,
    shipments,
    shop: run.shop,
    today: japanDay(run.ctx.now()),
    kinds,
    told,
    linkState: linked ? linkState(told, parcelsOf(stored.shipments), linked) : null,
    isCopyRelated: isCopyRelated(stored.order.arrangement ?? noArrangement),
  };
}

/** Shipments of which a number is told: not those that were dropped. */
export function parcelsOf(shipments: readonly StoredShipment[]): string[] {
  return shipments
    .filter(({ state, shipment }) => state !== 'cancelled' || shipment.bundledInto !== '')
    .map(({ shipment }) => shipment.id);
}

function shipmentFacts(
  run: NoticeRun,
  stored: StoredShipment,
  carriers: ReadonlyMap<string, StoredShipment>,
): PolicyShipment {
  const carrier = carriers.get(stored.shipment.id);
  const waybill = stored.waybills.length > 0 ? firstNumber(stored) : null;
  return {
    shipment: stored.shipment,
    state: stored.state,
    holds: openHolds(stored).map((hold) => hold.code),
    waybill,
    method: parcelMethod(run.ctx, stored).method,
    shippedOn:
      stored.shipment.shippedOn ?? waybill?.shipDate ?? (waybill ? japanDay(Temporal.Instant.from(waybill.at)) : null),
    confirmations: 0,
    ...(carrier && { carriedBy: shipmentFacts(run, carrier, new Map()) }),
  };
}
