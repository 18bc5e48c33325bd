import type { Holidays } from './holidays.ts';
import type { Open } from './open-hours.ts';
import type { Party } from './order.ts';
import type { Portion } from './stock.ts';
import type { Rounding } from './tax.ts';

/** 請求先 of the Yamato contract. All text: leading zeros matter. */
export interface Billing {
  readonly customerCode: string;
  readonly classCode: string;
  readonly freightNo: string;
}

/** One selling account (店舗). */
export interface Shop {
  /** Key in bridge.yaml, e.g. `amazon`. */
  readonly name: string;
  readonly title: string;
  /** Which marketplace's formats it uses: `amazon`, `qoo10`, … (`name` by default). */
  readonly marketplace: string;
  readonly layouts: {
    /** Read layouts that this shop takes; empty = the standard ones of its marketplace. */
    readonly read: readonly string[];
    readonly issue: string;
    /** Layout of the file that goes back to the marketplace, '' = none. */
    readonly notify: string;
  };
  /** Sender on the label: the customer who ordered, or the shop itself (seller information). */
  readonly sender: 'orderer' | 'seller';
  /** 販売者情報 */
  readonly seller: Party;
  readonly billing: Billing;
  /** Apply the proposed replacements of characters that B2 may not print (always listed). */
  readonly replaceCharacters: boolean;
  /**
   * Characters that CP932 has but Yamato's "JIS level 1 and 2" rule does not name (髙 﨑 ① ㈱): `allow` prints them and says
   * so, `hold` stops the shipment until somebody decides. What B2 really does with them is not known (trust C).
   */
  readonly dependentCharacters: 'allow' | 'hold';
  /** Write the B2 file by itself after an intake, or only when asked. */
  readonly issue: 'auto' | 'manual';
  /** `issued` = a registered number counts as shipped; `confirmed` = a person or a file confirms the shipment. */
  readonly shippedWhen: 'issued' | 'confirmed';
  /** Method of the delivery-method master when the file has no delivery method at all; '' = hold. */
  readonly defaultMethod: string;
  /** Item name on the label: of the goods, or this fixed text. '' = of the goods. */
  readonly itemName: string;
  /** Names of goods too wide for the label: `hold` stops the shipment, `shorten` cuts them at a character with `…` (always listed). */
  readonly longItemNames: 'hold' | 'shorten';
  /**
   * Tax inside an amount to collect that the source gives no tax for: `by-line` from the rates of the lines (a hold where
   * they are not known), or one rate in percent for the whole amount.
   */
  readonly codTax: { readonly rate: 'by-line' | number; readonly rounding: Rounding };
  /** An address without any number behind its municipality: `hold` asks a person, `allow` prints it. */
  readonly addressWithoutNumber: 'hold' | 'allow';
  /** A postal code that is on no list, but whose first three digits belong to the address: `hold`, or `allow` (always said). */
  readonly unlistedPostalCode: 'hold' | 'allow';
  /** An order without any ship-to whose format does not say what that means: `hold`, or it goes to the `orderer`. */
  readonly blankShipTo: 'hold' | 'orderer';
  /** Goods that neither the shop's product map nor the stock sheet knows: `hold` keeps their order back until they do. Missing = allow. */
  readonly unknownProducts?: 'hold' | 'allow';
  /** Built-in rules that this shop has switched on or off; missing = as written there. */
  readonly switches?: Switches;
  /**
   * What stands behind the `_` of お客様管理番号 (B4): a running number of ours, or the number that the order file gives the shipment
   * (aiship with 食品・ギフト向け機能). Counts for shipments that are planned from then on. Missing = serial.
   */
  readonly customerNo?: 'serial' | 'shipment-number';
  /** 引当: goods must be on hand before a shipment is 出荷待ち; otherwise it waits as 入荷待ち. */
  readonly allocate: boolean;
  /** SKUs that are sets (セット商品): Amazon refuses the notice of a split order that holds one (A3). */
  readonly setSkus: readonly string[];
  /** How much of the free stock its marketplace is offered. Missing = all of it. */
  readonly stock?: Portion;
  /** An order is not issued before it is so old, ms (T17): the customer may still change or cancel it. Missing = at once. */
  readonly waitAfterOrder?: number;
  /** T18: without a new order for so long, ms of its open hours, somebody is told. Missing = never. */
  readonly silence?: number;
  /** 営業時間 and 休業日; there where `silence` is. */
  readonly open?: Open;
  /** Days on which the shop does not ship. */
  readonly holidays: Holidays;
}

/** Built-in rules (`rules list` shows them): each can be switched off in `bridge.yaml`. */
export interface Switches {
  /** An unpaid order waits. Missing = hold. */
  readonly unpaid?: 'hold' | 'allow';
  /** The first orders of the shop are only seen until a person draws the line (`core/go-live`). Missing = allow. */
  readonly goLive?: 'hold' | 'allow';
  /**
   * The number of an order comes again with other contents, before its label: a person looks, or the newer content simply counts. After the
   * label it is always said. Missing = hold.
   */
  readonly sameNumber?: 'hold' | 'allow';
  /** A remark waits for somebody who reads it. Missing = allow (settings: hold unless written). */
  readonly remarks?: 'hold' | 'allow';
  /** Amounts to collect of so many yen and more wait; missing = none do. */
  readonly highCodAmount?: number;
  /** The same goods for the same recipient within so many days wait; missing = they do not (settings: 3 unless written). */
  readonly doublePurchaseDays?: number;
}
