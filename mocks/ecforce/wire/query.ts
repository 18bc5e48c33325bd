import type { Field } from '../../system.ts';
import { fromText } from '../state/times.ts';

/** A value that a list can be searched by; times as epoch ms. */
export type Searchable = Readonly<Record<string, string | number | boolean | null>>;

/** One condition, `q[state_eq]=complete`. */
interface Condition {
  readonly attribute: string;
  readonly test: (value: Searchable[string]) => boolean;
}

const predicates = ['not_in', 'not_eq', 'in', 'eq', 'cont', 'gteq', 'gt', 'lteq', 'lt', 'null'] as const;
type Predicate = (typeof predicates)[number];

/** The searches of a list as fields: one a name, with every predicate. */
export const searches = (attributes: readonly string[]): readonly Field[] =>
  attributes.map((name) => ({
    name: `q[${name}_PREDICATE]`,
    in: 'query',
    type: `text or time; PREDICATE is one of ${predicates.join(' ')}; of in and not_in each value with [] after the name`,
  }));

/** A search that cannot be understood: the lab refuses it, where Ransack would search for everything (trust C). */
export class BadQuery extends Error {}

/**
 * Conditions of `q[ATTRIBUTE_PREDICATE]`, all of which must hold.
 *
 * @param times attributes that are times: `_eq` finds nothing by a day (trust B)
 * @throws BadQuery
 */
export function conditionsOf(
  query: URLSearchParams,
  attributes: readonly string[],
  times: readonly string[] = [],
): (row: Searchable) => boolean {
  const names = [...new Set(query.keys())].filter((name) => name.startsWith('q[') && name !== 'q[with_deleted]');
  const conditions = names.map((name): Condition => {
    const inner = /^q\[([a-z0-9_]+)\](\[\])?$/.exec(name)?.[1] ?? '';
    const predicate = predicates.find((one) => inner.endsWith(`_${one}`));
    const attribute = predicate ? inner.slice(0, -predicate.length - 1) : '';
    if (!predicate || !attributes.includes(attribute)) throw new BadQuery(`unknown search ${name}`);
    const given = query.getAll(name);
    return { attribute, test: tester(predicate, given, times.includes(attribute)) };
  });
  return (row) => conditions.every(({ attribute, test }) => test(row[attribute] ?? null));
}

function tester(predicate: Predicate, given: readonly string[], isTime: boolean): Condition['test'] {
  const first = given[0] ?? '';
  const order = (value: Searchable[string]): number | undefined => {
    if (value === null) return undefined;
    const wanted = isTime ? fromText(first) : Number(first);
    if (wanted === undefined || Number.isNaN(wanted)) throw new BadQuery(`"${first}" cannot be compared`);
    return Number(value) - wanted;
  };
  const compares = (holds: (difference: number) => boolean) => (value: Searchable[string]) => {
    const difference = order(value);
    return difference !== undefined && holds(difference);
  };
  switch (predicate) {
    case 'eq':
      return isTime ? () => false : (value) => plain(value) === first;
    case 'not_eq':
      return (value) => plain(value) !== first;
    case 'in':
      return (value) => given.includes(plain(value));
    case 'not_in':
      return (value) => !given.includes(plain(value));
    case 'cont':
      return (value) => plain(value).includes(first);
    case 'null':
      return (value) => (first === '1' || first === 'true') === (value === null || value === '');
    case 'gteq':
      return compares((one) => one >= 0);
    case 'gt':
      return compares((one) => one > 0);
    case 'lteq':
      return compares((one) => one <= 0);
    case 'lt':
      return compares((one) => one < 0);
  }
}

const plain = (value: Searchable[string]): string =>
  value === null ? '' : value === true ? '1' : value === false ? '0' : String(value);
