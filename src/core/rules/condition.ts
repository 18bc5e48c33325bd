import { fold } from '../fold.ts';
import type { FactName, Facts, FactValue, PartlyKnown } from './fact-list.ts';
import type { Condition, Conditions } from './rule.ts';

/** These facts with their texts folded, as conditions compare them: once for all rules instead of once for each. */
export function folded(facts: Facts, names: readonly FactName[]): Facts {
  const made: { [Name in FactName]?: FactValue | PartlyKnown } = {};
  for (const name of names) {
    const value = facts[name];
    if (typeof value === 'string') made[name] = fold(value);
    else if (isPartly(value)) made[name] = { values: value.values.map(fold) };
    else made[name] = isList(value) ? value.map(fold) : value;
  }
  return made;
}

/** Does it hold? `undefined`: nobody can say. */
export type Answer = boolean | undefined;
export type Test = (facts: Facts) => Answer;

/** One fact of a condition that could not be answered, for people. */
export interface Compiled {
  readonly test: Test;
  /** Facts that are not known and without which the answer is open. */
  readonly open: (facts: Facts) => readonly FactName[];
  /** Facts that are asked for. */
  readonly names: readonly FactName[];
  /** No condition at all. */
  readonly isEmpty: boolean;
}

/** All conditions together, to be asked with `folded` facts: one that fails decides, whatever else is unknown. */
export function compileConditions(conditions: Conditions): Compiled {
  const tests = (Object.entries(conditions) as [FactName, Condition][]).map(
    ([name, condition]) => [name, compileOne(condition)] as const,
  );
  return {
    names: tests.map(([name]) => name),
    isEmpty: tests.length === 0,
    test(facts) {
      let answer: Answer = true;
      for (const [name, test] of tests) {
        const one = test(facts[name]);
        if (one === false) return false;
        if (one === undefined) answer = undefined;
      }
      return answer;
    },
    open: (facts) => tests.flatMap(([name, test]) => (test(facts[name]) === undefined ? [name] : [])),
  };
}

type Value = FactValue | PartlyKnown;

function compileOne(condition: Condition): (value: Value) => Answer {
  const { is, contains, begins, filled, all, only, over, atLeast, under, atMost } = condition;
  const parts: ((value: Value) => Answer)[] = [];
  if (is) parts.push(oneOf(is));
  if (contains) {
    const words = contains.map(fold);
    parts.push(ofText((text) => words.some((word) => text.includes(word))));
  }
  if (begins) parts.push(ofText((text) => begins.some((one) => text.startsWith(one))));
  if (filled !== undefined)
    parts.push((value) => (value === undefined ? undefined : (value !== null && value !== '') === filled));
  if (all) {
    const fits = all.map((pattern) => matcher([pattern]));
    parts.push(ofList((values) => fits.every((fit) => values.some(fit)), 'more'));
  }
  if (only) {
    const fits = matcher(only);
    parts.push(ofList((values) => values.length > 0 && values.every(fits), 'fewer'));
  }
  if (over !== undefined) parts.push(ofNumber((n) => n > over));
  if (atLeast !== undefined) parts.push(ofNumber((n) => n >= atLeast));
  if (under !== undefined) parts.push(ofNumber((n) => n < under));
  if (atMost !== undefined) parts.push(ofNumber((n) => n <= atMost));
  const [first, ...others] = parts;
  if (first && others.length === 0) return first;
  return (value) => {
    let answer: Answer = true;
    for (const part of parts) {
      const one = part(value);
      if (one === false) return false;
      if (one === undefined) answer = undefined;
    }
    return answer;
  };
}

/** Equal to folded values; in patterns a star at the end stands for any rest. */
function matcher(patterns: readonly string[]): (value: string) => boolean {
  const exact = new Set<string>();
  const starts: string[] = [];
  for (const pattern of patterns)
    if (pattern.endsWith('*')) starts.push(fold(pattern.slice(0, -1)));
    else exact.add(fold(pattern));
  if (starts.length === 0) return (value) => exact.has(value);
  return (value) => exact.has(value) || starts.some((start) => value.startsWith(start));
}

function oneOf(wanted: readonly string[]): (value: Value) => Answer {
  const fits = matcher(wanted);
  const flags = new Set(wanted);
  return (value) => {
    if (value === undefined) return undefined;
    if (value === null) return false;
    if (typeof value === 'boolean') return flags.has(value ? 'yes' : 'no');
    if (typeof value === 'number') return flags.has(String(value));
    if (typeof value === 'string') return fits(value);
    if (isPartly(value)) return value.values.some(fits) || undefined;
    return value.some(fits);
  };
}

const isPartly = (value: Value): value is PartlyKnown =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: Value): value is readonly string[] => Array.isArray(value);

function ofText(test: (text: string) => boolean): (value: Value) => Answer {
  return (value) => {
    if (value === undefined) return undefined;
    return typeof value === 'string' && value !== '' && test(value);
  };
}

function ofNumber(test: (value: number) => boolean): (value: Value) => Answer {
  return (value) => {
    if (value === undefined) return undefined;
    return typeof value === 'number' && test(value);
  };
}

/** `more`: what is not known can only make it true; `fewer`: can only make it false. */
function ofList(test: (values: readonly string[]) => boolean, unknown: 'more' | 'fewer'): (value: Value) => Answer {
  return (value) => {
    if (value === undefined) return undefined;
    if (isPartly(value)) return test(value.values) === (unknown === 'more') ? unknown === 'more' : undefined;
    return Array.isArray(value) && test(value as readonly string[]);
  };
}
