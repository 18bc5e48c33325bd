import type { Clearer } from '../clearer.ts';
import type { SentenceCode } from '../sentences/index.ts';
import type { Cool, Service } from '../service.ts';
import type { FactName } from './fact-list.ts';

/** What a fact must be. All members that are there must hold; within a list one is enough. */
export interface Condition {
  /** One of these values, or (facts that are several values: goods) one of them is among these. */
  readonly is?: readonly string[];
  /** Text that holds one of these; compared folded (widths, spaces, hyphens). */
  readonly contains?: readonly string[];
  /** Begins with one of these (postal codes). */
  readonly begins?: readonly string[];
  /** Is there anything at all? */
  readonly filled?: boolean;
  /** Every one of these must be there (SKUs, may end in `*`). */
  readonly all?: readonly string[];
  /** Nothing but these is there. */
  readonly only?: readonly string[];
  readonly over?: number;
  readonly atLeast?: number;
  readonly under?: number;
  readonly atMost?: number;
}

export type Conditions = Readonly<Partial<Record<FactName, Condition>>>;

/** When goods shall go, counted from something that the order says. */
export type ShipDay =
  | { readonly from: 'ordered' | 'wished'; readonly days: number }
  | { readonly from: 'preorder' }
  | { readonly from: 'day'; readonly day: string };

/** What a rule does (処理). Only what is there is done. */
export interface Actions {
  readonly hold?: { readonly reason: string; readonly clearedBy: Clearer };
  /** Code of the delivery-method master. */
  readonly deliveryMethod?: string;
  readonly slipType?: Service;
  readonly cool?: Cool;
  /** `orderer`, `seller`, or the name of a shipper of the settings. */
  readonly sender?: string;
  readonly packages?: number;
  readonly handling?: readonly string[];
  readonly note?: string;
  readonly shipDate?: ShipDay;
  readonly tag?: readonly string[];
  readonly release?: readonly SentenceCode[];
  readonly split?: SplitBy;
  readonly bundle?: BundleWish;
}

/** `candidate`: a person decides; `auto`: it goes into one parcel with others that a rule marks so. */
export type BundleWish = 'candidate' | 'auto';
export type SplitBy = 'temperature' | 'preorder';
export type ActionName = keyof Actions;

/** A rule (処理ロボット). Plain data. */
export interface Rule {
  /** `a-z 0-9 -`; unique. */
  readonly name: string;
  /** Japanese, for people. */
  readonly title: string;
  readonly on: boolean;
  /** Empty = every shop. */
  readonly shops: readonly string[];
  /** Empty = every order (`when: all`). */
  readonly when: Conditions;
  /** Does not apply where all of these hold. */
  readonly unless: Conditions;
  readonly then: Actions;
  /** Where it stands, for complaints. */
  readonly place: RulePlace;
  /** Names of the settings that it uses, with their places. */
  readonly uses: readonly (RulePlace & { readonly kind: 'shop' | 'shipper'; readonly name: string })[];
  readonly cases: number;
}

export interface RulePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Every rule of a workspace, in their order. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  /** SKUs that stand in no row of the product table: nothing is known of them, or they are ordinary goods. */
  readonly unlisted: 'unknown' | 'ordinary';
  /** Hash of everything that decides: another one = open orders are decided anew. */
  readonly version: string;
  /** Where they are from: shown path, '' = there are none. */
  readonly file: string;
  readonly origin: 'standard' | 'workspace';
}
