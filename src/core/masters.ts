import type { DatedCode, Validity } from './dated.ts';
import type { Service } from './service.ts';

/** Codes of the carrier with the days on which they are valid. */
export interface CarrierCodes {
  readonly slots: readonly DatedCode[];
  /** 送り状種類 as issued data names them. */
  readonly slips: readonly (DatedCode & { readonly service: Service })[];
}

/** Own delivery method (配送方法マスタ, X6), with the days on which it may be used. */
export interface DeliveryMethod extends Validity {
  readonly code: string;
  readonly title: string;
  readonly carrier: string;
  /** B2 slip type for prepaid orders; '' = not a Yamato service, no B2 label. */
  readonly service: string;
  /** Slip type when the order is cash on delivery; '' = cash on delivery is impossible. */
  readonly codService: string;
  readonly cool: 'normal' | 'frozen' | 'chilled';
  /** Folded words: the shop's text matches when it equals or contains one. */
  readonly keywords: readonly string[];
  /** What a person chooses on the carrier's screen, because the words leave it open (メール便, クール便); missing = nothing. */
  readonly onScreen?: 'slip' | 'cool';
  readonly needsNumber: boolean;
  /** What each marketplace wants to hear: `{ amazon: { carrierCode, carrierName, shipMethod }, qoo10: { … } }`. */
  readonly codes: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The editable dictionaries of `layouts/masters`, after loading. */
export interface Masters {
  readonly methods: readonly DeliveryMethod[];
  /** Dictionary name → folded word → value. */
  readonly dictionaries: Readonly<Record<string, ReadonlyMap<string, string>>>;
  /** Missing = today's codes only, without days. */
  readonly codes?: CarrierCodes;
}
