import { isDeepStrictEqual } from 'node:util';
import type { Workspace } from '../types.ts';
import { type Seen, type ShownField, shownFields } from './shown-shipment.ts';

/** What would be otherwise with one shipment. */
export interface TriedChange {
  readonly shop: string;
  readonly number: string;
  readonly customerNo: string;
  readonly field: ShownField;
  readonly before: string;
  readonly after: string;
  /** Titles of the rules that act on it. */
  readonly rules: readonly string[];
}

export interface TriedRule {
  readonly name: string;
  readonly title: string;
  readonly on: boolean;
  /** Orders to which it applies, and of which nobody can say. */
  readonly matched: number;
  readonly unsure: number;
}

export interface TryReport {
  readonly orders: number;
  readonly changed: number;
  readonly changes: readonly TriedChange[];
  readonly conflicts: readonly {
    readonly number: string;
    readonly customerNo: string;
    readonly rule: string;
    readonly lostTo: string;
    readonly what: string;
  }[];
  readonly rules: readonly TriedRule[];
  /** What is to be known of the rules themselves. */
  readonly never: readonly string[];
  readonly always: readonly string[];
  readonly problems: readonly { readonly sentence: string; readonly remedy: string }[];
  /** There are more orders than were looked at. */
  readonly isCut: boolean;
}

/** Changes that are kept at most; all are counted. */
const mostChanges = 1000;

export interface Tally {
  add(shop: string, number: string, before: readonly Seen[], after: readonly Seen[]): void;
  report(): Omit<TryReport, 'problems' | 'isCut'>;
}

/**
 * Counts what rules would do as it goes, so that no order is kept.
 *
 * @param names the rules that are counted; undefined = all
 */
export function tallyOf({ rules: set, masters }: Workspace, names: ReadonlySet<string> | undefined): Tally {
  const all = set?.rules ?? [];
  const counts = new Map(all.map((one) => [one.name, { matched: 0, unsure: 0 }]));
  const changes: TriedChange[] = [];
  const conflicts: TryReport['conflicts'][number][] = [];
  let orders = 0;
  let changed = 0;

  return {
    add(shop, number, before, after) {
      orders++;
      const old = new Map(before.map((one) => [one.shipment.id, one]));
      const matched = new Set<string>();
      const unsure = new Set<string>();
      let isChanged = false;
      for (const now of after) {
        const { shipment, state, holds } = now;
        const { customerNo, rules = [] } = shipment;
        for (const { rule, title, what, lostTo } of rules) {
          matched.add(rule);
          if (lostTo !== undefined) conflicts.push({ number, customerNo, rule: title, lostTo, what });
        }
        for (const { code, args } of holds) if (code === 'rule-unsure') unsure.add(String(args?.rule ?? ''));
        const was = old.get(shipment.id);
        if (was && isDeepStrictEqual([was.shipment, was.state, was.holds], [shipment, state, holds])) continue;
        const fields = shownFields(masters, was, now);
        if (fields.length > 0) isChanged = true;
        const titles = [...new Set(rules.map((one) => one.title))];
        for (const field of fields)
          if (changes.length < mostChanges) changes.push({ shop, number, customerNo, ...field, rules: titles });
      }
      if (isChanged) changed++;
      for (const name of matched) counts.get(name)!.matched++;
      for (const name of unsure) counts.get(name)!.unsure++;
    },
    report() {
      const rules = all
        .filter((one) => names === undefined || names.has(one.name))
        .map(({ name, title, on }) => ({ name, title, on, ...counts.get(name)! }));
      const never = rules.filter((one) => orders > 0 && one.matched + one.unsure === 0);
      const always = rules.filter((one) => orders > 1 && one.matched === orders);
      return {
        orders,
        changed,
        changes,
        conflicts,
        rules,
        never: never.map((one) => one.name),
        always: always.map((one) => one.name),
      };
    },
  };
}
