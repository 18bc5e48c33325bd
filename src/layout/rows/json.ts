import type { Row, Table } from './row.ts';
import { refuse } from './zip.ts';

export interface JsonShape {
  /**
   * Where the records (orders) are, as dotted names from the top: `payload.Orders`. Absent: the top itself when it is a
   * list, else the first list of objects in it.
   */
  readonly records?: string;
  /** Where each record's lines are, seen from the record: `OrderItems`, `deliveries.items`. Absent: one row per record. */
  readonly lines?: string;
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/**
 * Opens JSON as a table: one row per order line, the record's own fields repeated in front; nested names dotted
 * (`ShippingAddress.City`), members of inner lists numbered (`tags.0`). The first row holds the names, as a CSV header
 * would, in the order in which they first turn up. A list of objects also stands whole as JSON text under its name with `[]`
 * (`tags[]`), for converters that must look through all of it. Line fields carry the path of the lines (`OrderItems.SKU`); a record
 * without lines gives one row. null and absent are ''. Numbers keep the digits that stand in the text (a long order
 * number is not rounded). Throws `Unreadable`.
 */
export function openJson(bytes: Uint8Array, shape: JsonShape = {}): Table {
  const records = findRecords(parse(bytes), shape.records);
  const flat = records.flatMap((record) => flattenRecord(record, shape.lines));
  const names = [...new Set(flat.flatMap((row) => [...row.keys()]))];
  return {
    facts: { format: 'json', encoding: 'utf-8', eol: 'none', delimiter: '' },
    *rows(): Generator<Row> {
      yield { no: 1, size: names.length, text: (i) => names[i] ?? '' };
      for (const [index, row] of flat.entries()) {
        yield { no: index + 2, size: names.length, text: (i) => row.get(names[i] ?? '') ?? '' };
      }
    },
  };
}

function parse(bytes: Uint8Array): Json {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // The source text of a number is given to revivers since ES2025; `1234567890123456789` would be rounded otherwise.
    return JSON.parse(text, (_, value: unknown, context?: { source?: string }) =>
      typeof value === 'number' ? (context?.source ?? value) : value,
    ) as Json;
  } catch {
    throw refuse('json-broken');
  }
}

const isObject = (value: Json | undefined): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function follow(value: Json, path: string): Json | undefined {
  let at: Json | undefined = value;
  for (const name of path.split('.')) at = isObject(at) ? at[name] : undefined;
  return at;
}

function findRecords(top: Json, path: string | undefined): { [name: string]: Json }[] {
  const found = path === undefined ? (Array.isArray(top) ? top : firstList(top)) : follow(top, path);
  if (!Array.isArray(found) || !found.every(isObject)) throw refuse('json-no-lines', { path: path ?? '[ ]' });
  return found;
}

function firstList(value: Json): Json | undefined {
  if (!isObject(value)) return undefined;
  const inner = Object.values(value);
  return inner.find((one) => Array.isArray(one) && one.every(isObject)) ?? inner.map(firstList).find(Array.isArray);
}

/** One row per line below a record; on the way to the lines there may be lists (`deliveries.items`: one row per item of each delivery). */
function flattenRecord(record: { [name: string]: Json }, path: string | undefined): Map<string, string>[] {
  if (path !== undefined) return flattenLines(record, '', path.split('.'), new Map());
  const own = new Map<string, string>();
  flatten(record, '', undefined, own);
  return [own];
}

/** @param names what is left of the way to the lines, seen from `value`; `prefix` is the way that lies behind */
function flattenLines(
  value: Json,
  prefix: string,
  names: readonly string[],
  given: ReadonlyMap<string, string>,
): Map<string, string>[] {
  const row = new Map(given);
  for (let length = 1; length <= names.length; length++) {
    const here = names.slice(0, length).join('.');
    const list = follow(value, here);
    if (!Array.isArray(list)) continue;
    const path = prefix ? `${prefix}.${here}` : here;
    flatten(value, prefix, path, row);
    if (list.length === 0) return [row];
    return list.flatMap((one) => flattenLines(one, path, names.slice(length), row));
  }
  flatten(value, prefix, prefix ? `${prefix}.${names.join('.')}` : names.join('.'), row);
  return [row];
}

function flatten(value: Json, name: string, leaveOut: string | undefined, into: Map<string, string>): void {
  if (name !== '' && name === leaveOut) return;
  if (typeof value !== 'object' || value === null) {
    into.set(name, value === null ? '' : String(value));
    return;
  }
  if (Array.isArray(value) && value.some(isObject)) into.set(`${name}[]`, JSON.stringify(value));
  for (const [key, inner] of Object.entries(value)) flatten(inner, name ? `${name}.${key}` : key, leaveOut, into);
}
