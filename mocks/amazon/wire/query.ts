import { fromIso } from '../../clock.ts';
import { invalid } from './errors.ts';

/** The query of a call, read strictly; what an operation does not know, its door has refused. */
export interface Query {
  text(name: string): string | undefined;
  /** Comma-separated; every value must be one of `known` when that is given. */
  list(
    name: string,
    options?: { readonly known?: readonly string[]; readonly max?: number },
  ): readonly string[] | undefined;
  instant(name: string): number | undefined;
  whole(name: string, from: number, to: number): number | undefined;
  truth(name: string): boolean | undefined;
}

export function readQuery(query: URLSearchParams): Query {
  const text = (name: string) => {
    const value = query.get(name) ?? undefined;
    if (value === '') throw invalid(`The parameter ${name} is empty.`);
    return value;
  };
  return {
    text,
    list(name, { known, max = Number.POSITIVE_INFINITY } = {}) {
      const values = text(name)?.split(',');
      if (!values) return undefined;
      if (values.length > max) throw invalid(`The parameter ${name} takes ${max} values at most.`);
      for (const value of values) {
        if (known ? !known.includes(value) : value === '')
          throw invalid(`The value "${value}" of ${name} is not valid.`);
      }
      return values;
    },
    instant(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      const at = fromIso(value);
      if (at === undefined) throw invalid('Invalid Input', `${name} must be a time in ISO 8601.`);
      return at;
    },
    whole(name, from, to) {
      const value = text(name);
      if (value === undefined) return undefined;
      const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
      if (!(number >= from && number <= to)) throw invalid(`${name} must be a whole number from ${from} to ${to}.`);
      return number;
    },
    truth(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      if (value !== 'true' && value !== 'false') throw invalid(`${name} must be true or false.`);
      return value === 'true';
    },
  };
}

/** Body as JSON object. @throws Refused */
export function readBody(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // falls through: no JSON is as wrong as JSON of another kind
  }
  throw invalid('The request body must be a JSON object.');
}

/** @throws Refused when an object has other members than these */
export function onlyMembers(value: Readonly<Record<string, unknown>>, names: readonly string[], where: string): void {
  for (const name of Object.keys(value)) {
    if (!names.includes(name)) throw invalid(`The member ${name} of ${where} is unknown.`);
  }
}
