import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Keyed, ListPage, PageRequest } from './list-types.ts';
import { StoreRefused } from './refused.ts';
import type { Room } from './room.ts';
import type { Tables } from './schema.ts';

/** A column that a list is sorted by. */
export interface SortColumn {
  readonly column: string;
  readonly newestFirst: boolean;
}

type KeyValue = string | number;

/** Greatest number of rows of one page. */
export const greatestPage = 1000;

/** A row's place as the outside sees it: not to be read, only to be given back. */
export function encodeKey(values: readonly KeyValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws StoreRefused `list-key-unreadable` */
export function decodeKey(key: string, columns: number): readonly KeyValue[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(key, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === columns && values.every(isKeyValue)) return values;
  } catch {
    // said below
  }
  throw new StoreRefused('list-key-unreadable', { key });
}

const isKeyValue = (value: unknown): value is KeyValue => typeof value === 'string' || typeof value === 'number';

/** Rows behind `after`; the first column stands apart, so that its index leads there. */
export function isBehind(columns: readonly SortColumn[], after: string | undefined): RawBuilder<SqlBool> {
  if (after === undefined) return sql<SqlBool>`1 = 1`;
  const values = decodeKey(after, columns.length);
  const alternatives = columns.map(({ column, newestFirst }, index) => {
    const same = columns.slice(0, index).map((one, at) => sql`${sql.ref(one.column)} = ${values[at]}`);
    const next = sql`${sql.ref(column)} ${newestFirst ? sql`<` : sql`>`} ${values[index]}`;
    return sql`(${sql.join([...same, next], sql` and `)})`;
  });
  const first = columns[0]!;
  const bound = sql`${sql.ref(first.column)} ${first.newestFirst ? sql`<=` : sql`>=`} ${values[0]}`;
  return sql<SqlBool>`${bound} and (${sql.join(alternatives, sql` or `)})`;
}

/** `order by`, as the columns say. */
export function sortedBy(columns: readonly SortColumn[]): RawBuilder<unknown> {
  return sql.join(
    columns.map(({ column, newestFirst }) => sql`${sql.ref(column)} ${newestFirst ? sql`desc` : sql`asc`}`),
  );
}

/** One row more than the page is asked for: then it is known whether there is a next one. */
export function rowsFor({ limit }: PageRequest): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > greatestPage)
    throw new Error(`a page has 1 to ${greatestPage} rows, not ${limit}`);
  return limit + 1;
}

/** Cuts off the row too many. */
export function cutPage<Row, Out>(
  rows: readonly Row[],
  { limit }: PageRequest,
  keyOf: (row: Row) => string,
  toRow: (row: Row) => Out,
): ListPage<Out> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown.map(toRow), next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}

/** One page of a table, sorted by columns that an index has and that tell every two rows apart. */
export async function listTable<Row extends object, Out>(
  room: Room,
  {
    table,
    columns,
    where,
    sorted,
  }: {
    readonly table: keyof Tables;
    readonly columns: readonly (keyof Row & string)[];
    /** `undefined` = not asked for. */
    readonly where: readonly (RawBuilder<SqlBool> | undefined)[];
    readonly sorted: readonly SortColumn[];
  },
  page: PageRequest,
  toRow: (row: Row) => Out,
): Promise<ListPage<Out & Keyed>> {
  const most = rowsFor(page);
  const conditions = [...where.filter((one) => one !== undefined), isBehind(sorted, page.after)];
  const { rows } = await sql<Row>`select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)}
    where ${sql.join(conditions, sql` and `)} order by ${sortedBy(sorted)} limit ${most}`.execute(room.db);
  const keyOf = (row: Row) => encodeKey(sorted.map(({ column }) => row[column as keyof Row] as KeyValue));
  return cutPage(rows, page, keyOf, (row) => ({ ...toRow(row), key: keyOf(row) }));
}

/** `column = value`, when a value is given. */
export function equals(column: string, value: string | undefined): RawBuilder<SqlBool> | undefined {
  return value === undefined ? undefined : sql<SqlBool>`${sql.ref(column)} = ${value}`;
}

/** `column in (values)`, when values are given. */
export function isAmong(column: string, values: readonly string[] | undefined): RawBuilder<SqlBool> | undefined {
  if (values === undefined) return undefined;
  return values.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`${sql.ref(column)} in (${sql.join(values)})`;
}

/** Text that begins with `start`, by the order of the index. */
export function beginsWith(column: string, start: string | undefined): RawBuilder<SqlBool> | undefined {
  if (start === undefined) return undefined;
  const ref = sql.ref(column);
  return sql<SqlBool>`${ref} >= ${start} and ${ref} < ${`${start}\uffff`}`;
}
