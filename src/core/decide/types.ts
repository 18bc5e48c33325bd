import type { Arrangement } from '../arrangement.ts';
import type { DatedCode } from '../dated.ts';
import type { Dispute } from '../edit/apply.ts';
import type { GoLiveCode } from '../go-live.ts';
import type { DeliveryMethod } from '../masters.ts';
import type { Destination, Order, OrderLine, Party } from '../order.ts';
import type { RuleOutcome, SenderOf } from '../rules/outcome.ts';
import type { SplitBy } from '../rules/rule.ts';
import type { Hold, Shipment, ShipmentState } from '../shipment.ts';
import type { Shop } from '../shop.ts';

/** A hold as decided: open, or cleared by a person and therefore without effect. */
export interface DecidedHold extends Hold {
  readonly cleared: Cleared | null;
}

/** Who cleared a hold, when and why. `rule`: a rule released it; that counts only as long as the rule says so. */
export interface Cleared {
  readonly at: string;
  readonly by: string;
  readonly note: string;
  readonly rule?: string;
}

/** What rules say of an order's destinations, or of one parcel of several to it (`lines`). */
export interface Ruling {
  /** ISO instant that is noted where a rule releases a hold. */
  readonly at: string;
  readonly about: (destination: Destination, lines?: readonly OrderLine[]) => RuleOutcome;
  /** Fields of a destination that a person said: no rule changes them. */
  readonly isSaid: (destination: Destination, field: SettableField) => boolean;
  readonly senderOf: SenderOf;
  /** The day from which pre-ordered goods of a destination can be shipped, `YYYY-MM-DD`; null = none is known. */
  readonly preorderDay: (destination: Destination, lines: readonly OrderLine[]) => string | null;
  /** Which goods of a parcel belong together (温度帯, 予約商品); undefined = not known of this SKU. */
  readonly groupOf: (sku: string, by: SplitBy) => string | undefined;
}

export type SettableField = 'method' | 'service' | 'cool' | 'packages' | 'note' | 'plannedShipDate';

/** A shipment of this order that exists already. */
export interface Prior {
  readonly shipment: Shipment;
  readonly state: ShipmentState;
  readonly holds: readonly DecidedHold[];
  /** Numbers that came for it; left out: none. */
  readonly waybills?: readonly { readonly number: string }[];
}

/**
 * Looks at a planned shipment as the label would show it. `isCleared` tells which of its holds a person cleared: for
 * characters that means "replace it", and the shipment comes back with the replacement made.
 */
export type Inspect = (
  shipment: Shipment,
  order: Order,
  isCleared: (hold: Hold) => boolean,
) => { readonly shipment: Shipment; readonly holds: readonly Hold[] };

/** What two parties are to each other: one recipient, probably one, or another. */
export type Likeness = (a: Party, b: Party) => 'same' | 'near' | 'different';

/** What is in use of an order number in the whole store, whatever the shop. */
export interface UsedNumbers {
  readonly lastSerial: number;
  readonly taken: ReadonlyMap<string, string>;
}

export const nothingUsed: UsedNumbers = { lastSerial: 0, taken: new Map() };

export interface DecideInput {
  readonly order: Order;
  readonly shop: Shop;
  /** Japan's day, `YYYY-MM-DD`. */
  readonly today: string;
  readonly prior: readonly Prior[];
  /** What a person arranged with the order (分割・同梱・複写). */
  readonly arrangement?: Arrangement;
  /** Today's content of the orders in `arrangement.bundled`. */
  readonly bundledOrders?: readonly Order[];
  /** Holds that the reading of the document gave (origin `document`), for a new revision; undefined = keep the prior ones. */
  readonly documentHolds?: readonly Hold[];
  /** Holds that something that happened gives to every shipment of the order (content changed …). */
  readonly historyHolds: readonly Hold[];
  /** Fields that a person changed and that the source changed afterwards. */
  readonly disputes?: readonly Dispute[];
  /** Greatest serial in use for this order number in the whole store. */
  readonly lastSerial: UsedNumbers['lastSerial'];
  /** お客様管理番号 → id of the shipment. Left out: nobody looked, so nothing that is planned gets another one. */
  readonly taken?: UsedNumbers['taken'];
  /** Delivery-method master: the shop's words → own method. */
  readonly methodFor: (words: string) => DeliveryMethod | null;
  /** A method that the words mean, but not today (its days are over, or have not come). Left out: there is none. */
  readonly methodOfOtherDays?: (words: string) => DeliveryMethod | undefined;
  /** Time slots with their days. Left out: only whether the service knows the code is looked at. */
  readonly slots?: readonly DatedCode[];
  /** Can the shop's marketplace be told of goods that go this way? Left out: it is not told, or takes any. */
  readonly canTell?: (method: DeliveryMethod) => boolean;
  /** The carrier has a screen here on which a person chooses what the method leaves open. */
  readonly hasScreen?: boolean;
  /** Was the marketplace told by us that this shipment (its id) went, or may it have been? Left out: nobody looked. */
  readonly isTold?: (shipment: string) => boolean;
  /** Left out: only parties that are exactly alike are the same. */
  readonly likeness?: Likeness;
  /** Only seen, not to ship: the shop's go-live line (`core/go-live`); left out: it may go. */
  readonly onlySeen?: GoLiveCode;
  /** What the shop's rules say; left out: there are none. */
  readonly ruling?: Ruling;
  /** Checks that need Japanese text (postal code exists, fits the address, phone …) and the dry render. */
  readonly inspect: Inspect;
}

export interface Decided {
  readonly shipment: Shipment;
  readonly state: ShipmentState;
  readonly holds: readonly DecidedHold[];
  /** Same as before: nothing to write. */
  readonly unchanged: boolean;
}
