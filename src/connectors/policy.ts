import type { DeliveryMethod } from '../core/masters.ts';
import type { LinkState, NoticeKind } from '../core/notices.ts';
import type { Order } from '../core/order.ts';
import type { SentenceArgs, SentenceCode } from '../core/sentences/index.ts';
import type { Shipment, ShipmentState } from '../core/shipment.ts';
import type { Shop } from '../core/shop.ts';
import type { Waybill } from '../core/waybill.ts';
import type { Notice, NoticeBodies } from './notice.ts';

/** An order with everything that was decided and done about it. */
export interface PolicyFacts {
  /** As last read: `payment` (state, the shop's words, day), `cancelled`, lines with `cancelRequested`, and `remote` words. */
  readonly order: Order;
  readonly shipments: readonly PolicyShipment[];
  readonly shop: Shop;
  /** Today in Japan. */
  readonly today: string;
  /** Kinds that this shop lets the bridge tell; a kind that is switched off is done by people, or not at all. */
  readonly kinds: readonly NoticeKind[];
  /** What was told of the order and its shipments. */
  readonly told: readonly ToldFact[];
  /** 連携状態; null when the connector names no `linked` kind. */
  readonly linkState: LinkState | null;
  /** 複写: the order is a copy, or was copied. */
  readonly isCopyRelated: boolean;
}

/** One thing that the marketplace was told. */
export interface ToldFact {
  /** A shipment id, or `theOrder` (core/notices.ts). */
  readonly about: string;
  readonly kind: NoticeKind;
  /** Japan's day. */
  readonly day: string;
  /** A person did it on the marketplace's own screen and said so. */
  readonly byHand: boolean;
}

export interface PolicyShipment {
  readonly shipment: Shipment;
  readonly state: ShipmentState;
  /** Codes of the reasons that hold it. */
  readonly holds: readonly string[];
  /** The number that counts: the first of the newest document; null when there is none. */
  readonly waybill: Waybill | null;
  /** The delivery method by which it really goes or went, null when it is not in the master. */
  readonly method: DeliveryMethod | null;
  /** Japan's day on which it counts as shipped. */
  readonly shippedOn: string | null;
  /** How often 出荷確定 was given: undone and redone counts on, so that the notice is due again. */
  readonly confirmations: number;
  /** 同梱: the parcel (of another order) that carries these goods; its number and day are told. */
  readonly carriedBy?: PolicyShipment;
}

export interface Policy {
  /** Everything that should have been told by now, what was told already included. */
  readonly due: readonly DueNotice[];
  /** What keeps a notice from being due although its time has come, for the operator. Said by the job of `kind` and by `notify`. */
  readonly problems: readonly {
    readonly about: string;
    readonly kind?: NoticeKind;
    readonly code: SentenceCode;
    readonly args?: SentenceArgs;
  }[];
  /** Japan's day, after today, on which the answer may be another one although nothing happened: asked again then. */
  readonly again?: string;
  /**
   * Something more will have to be told one day that is not due yet (取引完了 waits for the settlement): shipments stay 出荷済み,
   * and `sync` keeps reading the order. Left out: a shipment is 完了 when all that is due of it and of its order was told.
   */
  readonly unfinished?: boolean;
  /** Shipments that have gone and of which nothing will ever be told (the marketplace has room for one number): 完了 with the rest. */
  readonly untold?: readonly string[];
}

export interface DueNotice {
  /** Id of the shipment that the notice speaks of, or `theOrder` (core/notices.ts). One notice per (about, kind). */
  readonly about: string;
  readonly notice: NoticeDraft;
  /**
   * Hashed: the same content is never told twice, another one is told again. Leave out what may change by itself (today's day,
   * words of the master). A `capture` is told once whatever its content.
   */
  readonly content: unknown;
  /** Rests so long before it is sent, ms: it can still be taken back. */
  readonly restMs?: number;
  /** Not before these were told (with what they should say today; of what is not in `due`: with anything), results good. */
  readonly after?: readonly { readonly about: string; readonly kind: NoticeKind }[];
  /** Due, but only a person may send it (`notices retry`), and this is why: its day has gone by … */
  readonly asks?: { readonly code: SentenceCode; readonly args?: SentenceArgs };
}

/** A notice as a policy makes it; its id comes from the store. */
export type NoticeDraft = Omit<Notice, 'id' | 'partsDone'> &
  { readonly [K in NoticeKind]: { readonly kind: K } & Pick<NoticeBodies, K> }[NoticeKind];
