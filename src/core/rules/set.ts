import { canonicalJson } from '../ids.ts';
import { addsUp } from './outcome.ts';
import type { RuleSet } from './rule.ts';

/** The same rules with these switched on (or off); the version is made of it, so that both are compiled apart. */
export function switched(set: RuleSet, isOn: (name: string, on: boolean) => boolean): RuleSet {
  const rules = set.rules.map((rule) => ({ ...rule, on: isOn(rule.name, rule.on) }));
  const on = rules.filter((rule) => rule.on).map((rule) => rule.name);
  return { ...set, rules, version: `${set.version} ${on.join(' ')}` };
}

/** Rules that say the same conditions and set one thing differently: the later one never does anything there. */
export function contradictions({
  rules,
}: RuleSet): readonly { readonly first: string; readonly second: string; readonly what: string }[] {
  return rules.flatMap((second, at) =>
    rules.slice(0, at).flatMap((first) => {
      const sameShops =
        first.shops.length === 0 || second.shops.length === 0 || first.shops.some((one) => second.shops.includes(one));
      if (!sameShops || !isSame([first.when, first.unless], [second.when, second.unless])) return [];
      return (Object.keys(second.then) as (keyof typeof second.then)[])
        .filter((what) => !addsUp.has(what))
        .filter((what) => first.then[what] !== undefined && !isSame(first.then[what], second.then[what]))
        .map((what) => ({ first: first.name, second: second.name, what }));
    }),
  );
}

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);
