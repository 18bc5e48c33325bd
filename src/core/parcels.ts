import { type Arrangement, isCopyRelated } from './arrangement.ts';
import type { SentenceArgs, SentenceCode } from './sentences/index.ts';
import type { Shipment, ShipmentState } from './shipment.ts';

/** A shipment as the telling of marketplaces looks at it. */
export interface TellShipment {
  readonly shipment: Shipment;
  readonly state: ShipmentState;
  /** Has its tracking number, or goes by a method that needs none. */
  readonly isNumbered: boolean;
}

export interface TellFacts<T extends TellShipment> {
  readonly arrangement: Arrangement;
  /** Every shipment of the order. */
  readonly shipments: readonly T[];
  /** Shipments of other orders that carry goods of this one (by `bundledInto`). */
  readonly carriers: readonly T[];
  /** SKUs whose split the marketplace refuses (`Shop.setSkus`). */
  readonly setSkus: readonly string[];
}

/** `about`: whose lines are told. `by`: whose number, carrier and day are told; another one only when bundled. */
export interface Telling<T extends TellShipment> {
  readonly about: T;
  readonly by: T;
}

export interface ToTell<T extends TellShipment> {
  readonly parcels: readonly Telling<T>[];
  /** Why goods that have gone are not told by the machine. */
  readonly blocked?: { readonly code: SentenceCode; readonly args: SentenceArgs };
}

/**
 * What a marketplace may be told of an order now. A split order waits until every part is confirmed and numbered (A3);
 * goods bundled into another order's parcel are told with that parcel's number; copies and their sources never are (A4).
 */
export function parcelsToTell<T extends TellShipment>(facts: TellFacts<T>): ToTell<T> {
  const { arrangement, shipments, carriers, setSkus } = facts;
  const all = shipments.flatMap((about): Telling<T>[] => {
    if (about.shipment.bundledInto === '')
      return about.state === 'cancelled' || about.state === 'elsewhere' ? [] : [{ about, by: about }];
    const by = carriers.find((one) => one.shipment.id === about.shipment.bundledInto);
    return by ? [{ about, by }] : [];
  });
  const gone = all.filter(({ by }) => (by.state === 'shipped' || by.state === 'closed') && by.isNumbered);
  if (gone.length === 0) return { parcels: [] };
  if (isCopyRelated(arrangement)) return { parcels: [], blocked: { code: 'not-told-copied', args: {} } };
  if (arrangement.parts.length === 0) return { parcels: gone };
  const waiting = all.filter((one) => !gone.includes(one)).map(({ about }) => about.shipment.customerNo);
  if (waiting.length > 0) {
    return { parcels: [], blocked: { code: 'not-told-split-waiting', args: { waiting: waiting.join(' ') } } };
  }
  const skus = new Set(all.flatMap(({ about }) => about.shipment.lines.map((line) => line.sku)));
  const sets = setSkus.filter((sku) => skus.has(sku));
  if (sets.length > 0) return { parcels: [], blocked: { code: 'not-told-split-set', args: { skus: sets.join(' ') } } };
  return { parcels: gone };
}
