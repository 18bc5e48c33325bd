import type { Clearer } from '../clearer.ts';
import type { Party } from '../order.ts';
import type { SentenceCode } from '../sentences/index.ts';
import type { Cool, Service } from '../service.ts';
import type { FactName } from './fact-list.ts';
import type { ActionName, BundleWish, ShipDay, SplitBy } from './rule.ts';

/** What a rule did to a shipment, kept with it for people. */
export interface RuleMark {
  readonly rule: string;
  readonly title: string;
  readonly what: ActionName;
  /** As the rule says it. */
  readonly value: string;
  /** Another rule had said something else before: this one did nothing. */
  readonly lostTo?: string;
}

export interface RuleRef {
  readonly rule: string;
  readonly title: string;
}

/** What all rules together say of one destination of an order. */
export interface RuleOutcome {
  readonly deliveryMethod?: string;
  readonly slipType?: Service;
  readonly cool?: Cool;
  readonly sender?: string;
  readonly packages?: number;
  readonly handling?: readonly string[];
  readonly note?: string;
  readonly shipDate?: ShipDay;
  /** All that goods are taken apart by: rules that say different things do not contradict each other. */
  readonly split?: readonly SplitBy[];
  readonly bundle?: BundleWish;
  readonly tags: readonly string[];
  readonly holds: readonly (RuleRef & { readonly reason: string; readonly clearedBy: Clearer })[];
  /** Rules of which nobody can say whether they apply, and the facts that are missing. */
  readonly unsure: readonly (RuleRef & { readonly facts: readonly FactName[] })[];
  readonly release: ReadonlyMap<SentenceCode, RuleRef>;
  readonly marks: readonly RuleMark[];
}

export const noOutcome: RuleOutcome = { tags: [], holds: [], unsure: [], release: new Map(), marks: [] };

/** Who a name in `sender` is; undefined = nobody of that name. */
export type SenderOf = (name: string) => Party | undefined;

/**
 * One parcel of several to a destination: what is set follows its own goods; reasons to hold, tags and releases of the whole stay, and what
 * its goods add comes to them.
 */
export function ofParcel(whole: RuleOutcome, own: RuleOutcome): RuleOutcome {
  const isNew = <T extends { readonly rule: string }>(one: T, among: readonly T[]) =>
    !among.some((other) => other.rule === one.rule);
  const sets = ({ what }: RuleMark) => !addsUp.has(what);
  return {
    ...own,
    ...(whole.split !== undefined && { split: whole.split }),
    ...(whole.bundle !== undefined && { bundle: whole.bundle }),
    tags: [...new Set([...whole.tags, ...own.tags])],
    holds: [...whole.holds, ...own.holds.filter((one) => isNew(one, whole.holds))],
    unsure: [...whole.unsure, ...own.unsure.filter((one) => isNew(one, whole.unsure))],
    release: whole.release,
    marks: [
      ...own.marks.filter(sets),
      ...whole.marks.filter((one) => !sets(one)),
      ...own.marks.filter((one) => (one.what === 'hold' || one.what === 'tag') && isNew(one, whole.marks)),
    ],
  };
}

/** What several rules may say beside each other. */
export const addsUp: ReadonlySet<ActionName> = new Set(['hold', 'tag', 'release', 'split', 'bundle']);
