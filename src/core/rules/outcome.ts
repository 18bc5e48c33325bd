import type { Clearer } from '../clearer.ts';
import type { Party } from '../order.ts';
import type { SentenceCode } from '../sentences/index.ts';
import type { Cool, Service } from '../service.ts';
import type { FactName } from './fact-list.ts';
import type { ActionName, ShipDay, SplitBy } from './rule.ts';

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
  readonly split?: SplitBy;
  readonly bundle?: 'candidate';
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
