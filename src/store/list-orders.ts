import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { endStates, type ShipmentState, stateTitles } from '../core/shipment.ts';
import { addDays, dayStart } from '../core/time.ts';
import { bareNumber } from '../core/tracking.ts';
import { numberForms } from '../text/number-forms.ts';
import { queryWords } from '../text/search-words.ts';
import type { ListPage, OrderListFilter, OrderRow, PageRequest } from './list-types.ts';
import { cutPage, encodeKey, isBehind, rowsFor, sortedBy } from './paging.ts';
import { isOneOf, type Room } from './room.ts';
import { shipmentRows } from './shipment-rows.ts';

/** Where an order stands: lists go from the newest to the oldest. */
interface Spot {
  readonly listed_at: number;
  readonly no: number;
}

/**
 * A way into the list that an index has in the list's order: `x` is walked from its newest row on. Several ways (one per state …)
 * are walked side by side and merged.
 */
interface Way {
  readonly table: 'order_heads' | 'shipments' | 'open_holds' | 'search_words' | 'order_tags';
  /** Column of `x` with the order's number in the store. */
  readonly no: string;
  readonly where: readonly RawBuilder<SqlBool>[];
}

/** Orders of a filter, the newest first: light rows, nothing is unsealed. */
export async function listOrders(room: Room, filter: OrderListFilter, page: PageRequest): Promise<ListPage<OrderRow>> {
  const most = rowsFor(page);
  const found = new Map<number, Spot>();
  const { ways, rest } = await waysInto(room, filter);
  for (const way of ways) for (const spot of await walk(room, way, rest, filter, page, most)) found.set(spot.no, spot);
  const spots = [...found.values()].sort((a, b) => b.listed_at - a.listed_at || b.no - a.no).slice(0, most);
  const rows = await rowsAt(room, spots.slice(0, page.limit));
  return cutPage(
    spots,
    page,
    (spot) => encodeKey([spot.listed_at, spot.no]),
    (spot) => rows.get(spot.no)!,
  );
}

/** Orders of a filter; counting ends at `most`. Costs as much as a page of that length without its rows. */
export async function countListed(room: Room, filter: OrderListFilter, most: number): Promise<number> {
  const found = new Set<number>();
  const { ways, rest } = await waysInto(room, filter);
  for (const way of ways)
    for (const { no } of await walk(room, way, rest, filter, { limit: most }, most)) found.add(no);
  return Math.min(found.size, most);
}

export async function countOrders(room: Room, shop: string | undefined): Promise<number> {
  const all = room.db.selectFrom('order_heads').select(room.db.fn.countAll().as('count'));
  const { count } = await (shop === undefined ? all : all.where('shop', '=', shop)).executeTakeFirstOrThrow();
  return Number(count);
}

/** The narrowest way that the filter opens, and the conditions on the head (`h`) that it leaves. */
async function waysInto(
  room: Room,
  { shop, states, holds, methods, tags, search }: OrderListFilter,
): Promise<{ ways: readonly Way[]; rest: readonly RawBuilder<SqlBool>[] }> {
  if ([states, holds, methods, tags].some((list) => list?.length === 0)) return { ways: [], rest: [] };
  const ofShop = shop === undefined ? [] : [sql<SqlBool>`h.shop = ${shop}`];
  const ofParcels = states === undefined && methods === undefined ? [] : [hasParcel(states, methods)];
  const ofHolds = holds === undefined ? [] : [hasHold(holds)];
  const ofTags = tags === undefined ? [] : [hasTag(tags)];
  const text = search?.trim() ?? '';
  if (text !== '')
    return { ways: await waysToText(room, text), rest: [...ofShop, ...ofParcels, ...ofHolds, ...ofTags] };
  if (holds)
    return { ways: holds.map((code) => wayOf('open_holds', 'code', code)), rest: [...ofShop, ...ofParcels, ...ofTags] };
  // Few are open at a time: they are the narrower way, however many orders have the tag.
  const isOpen = states?.every((state) => !endStates.includes(state)) === true;
  if (tags && !isOpen)
    return { ways: tags.map((tag) => wayOf('order_tags', 'tag', tag)), rest: [...ofShop, ...ofParcels] };
  // A shop is told on the walked side: its own indexes lead the way.
  const inShop = shop === undefined ? [] : [sql<SqlBool>`x.shop = ${shop}`];
  if (methods) {
    const ways = methods.flatMap((method) =>
      (states ?? allStates).map((state) => {
        const way = wayOf('shipments', 'method', method);
        const where = [...way.where, sql<SqlBool>`x.method <> ''`, sql<SqlBool>`x.state = ${state}`, ...inShop];
        return { ...way, where };
      }),
    );
    return { ways, rest: ofTags };
  }
  if (states) {
    const ways = states.map((state) => wayOf('shipments', 'state', state));
    return { ways: ways.map((way) => ({ ...way, where: [...way.where, ...inShop] })), rest: ofTags };
  }
  return { ways: [{ table: 'order_heads', no: 'x.no', where: inShop }], rest: [] };
}

const allStates = Object.keys(stateTitles) as ShipmentState[];

function wayOf(table: Way['table'], column: string, value: unknown): Way {
  return { table, no: 'x.order_no', where: [sql<SqlBool>`${sql.ref(`x.${column}`)} = ${value}`] };
}

/** One parcel in one of these states that goes by one of these methods. */
function hasParcel(states: readonly ShipmentState[] | undefined, methods: readonly string[] | undefined) {
  const inStates = states === undefined ? sql`` : sql`and s.state in (${sql.join(states)})`;
  const byMethods = methods === undefined ? sql`` : sql`and s.method in (${sql.join(methods)})`;
  return sql<SqlBool>`exists (select 1 from shipments s where s.order_number = h.number and s.shop = h.shop
    ${inStates} ${byMethods})`;
}

const hasTag = (tags: readonly string[]) =>
  sql<SqlBool>`exists (select 1 from order_tags t where t.order_no = h.no and t.tag in (${sql.join(tags)}))`;

const hasHold = (codes: readonly string[]) =>
  sql<SqlBool>`exists (select 1 from open_holds o where o.code in (${sql.join(codes)})
    and o.listed_at = h.listed_at and o.order_no = h.no)`;

const hasWord = (hashes: readonly Uint8Array[]) =>
  sql<SqlBool>`exists (select 1 from search_words w where w.hash in (${sql.join(hashes)})
    and w.listed_at = h.listed_at and w.order_no = h.no)`;

/** A number leads to its orders; anything else is looked for among the people, by the rarest of its words. */
async function waysToText(room: Room, text: string): Promise<Way[]> {
  const forms = numberForms(text);
  const among = (nos: readonly number[]): Way[] =>
    nos.length === 0 ? [] : [{ table: 'order_heads', no: 'x.no', where: [isOneOf(room, 'x.no', nos)] }];
  const named = await ordersNamed(room, text, forms);
  if (named.length > 0) return among(named);
  const begun = among(await ordersBegun(room, forms));
  const words = await Promise.all(
    queryWords(text).map(async (word) => {
      const hashes = room.sealer.blind.hashes(word);
      return { hashes, count: await countOf(room, hashes) };
    }),
  );
  const [rarest, ...others] = words.sort((a, b) => a.count - b.count);
  if (!rarest) return begun;
  const ofPeople = rarest.hashes.map((hash) => {
    const way = wayOf('search_words', 'hash', hash);
    return { ...way, where: [...way.where, ...others.map((one) => hasWord(one.hashes))] };
  });
  return [...begun, ...ofPeople];
}

/** Counting goes so far: a word that more orders have is a common one. */
const common = 1000;

async function countOf(room: Room, hashes: readonly Uint8Array[]): Promise<number> {
  const rows = await room.db
    .selectFrom('search_words')
    .select('order_no')
    .where('hash', 'in', hashes)
    .limit(common)
    .execute();
  return rows.length;
}

/** Orders that have this very number: their own, the one that people see, that of a shipment, or that of a parcel. */
async function ordersNamed(room: Room, text: string, forms: readonly string[]): Promise<number[]> {
  if (forms.length === 0) return [];
  const [own, seen, ofShipment, ofParcel] = await Promise.all([
    room.db.selectFrom('order_heads').select('no').where('number', 'in', forms).execute(),
    room.db.selectFrom('order_heads').select('no').where('label', 'is not', null).where('label', 'in', forms).execute(),
    room.db.selectFrom('shipments').select('order_no as no').where('customer_no', 'in', forms).execute(),
    room.db
      .selectFrom('waybills as w')
      .innerJoin('shipments as s', 's.id', 'w.shipment')
      .select('s.order_no as no')
      .where('w.number', '=', bareNumber(text))
      .execute(),
  ]);
  return [...new Set([...own, ...seen, ...ofShipment, ...ofParcel].map((one) => one.no))];
}

/** A beginning is worth looking for from so many characters on, and leads to so many orders (those of the highest numbers). */
const shortestBeginning = 3;

/** Orders whose number, or the one that people see, begins so: a range of an index, read as far as `common`. */
async function ordersBegun(room: Room, forms: readonly string[]): Promise<number[]> {
  const found = new Set<number>();
  for (const form of forms.filter((one) => one.length >= shortestBeginning)) {
    const end = `${form}\uffff`;
    for (const column of ['number', 'label'] as const) {
      const rows = await room.db
        .selectFrom('order_heads')
        .select('no')
        .where(column, '>=', form)
        .where(column, '<', end)
        .orderBy(column, 'desc')
        .limit(common)
        .execute();
      for (const { no } of rows) found.add(no);
    }
  }
  return [...found].slice(0, common);
}

async function walk(
  room: Room,
  { table, no, where }: Way,
  rest: readonly RawBuilder<SqlBool>[],
  { from, to }: OrderListFilter,
  { after }: PageRequest,
  most: number,
): Promise<Spot[]> {
  const place = [newest('x.listed_at'), newest(no)];
  const conditions = [...where, ...rest, isBehind(place, after)];
  if (from !== undefined) conditions.push(sql`x.listed_at >= ${secondOf(from)}`);
  if (to !== undefined) conditions.push(sql`x.listed_at < ${secondOf(addDays(to, 1))}`);
  // `cross join` keeps SQLite on the way: it never turns the two tables round.
  const { rows } = await sql<Spot>`select x.listed_at as listed_at, ${sql.ref(no)} as no
    from ${sql.table(table)} x cross join order_heads h
    where h.no = ${sql.ref(no)} and ${sql.join(conditions, sql` and `)}
    group by x.listed_at, ${sql.ref(no)} order by ${sortedBy(place)} limit ${most}`.execute(room.db);
  return rows;
}

const newest = (column: string) => ({ column, newestFirst: true });

/** The second since 1970 at which a day begins in Japan. */
const secondOf = (day: string): number => dayStart(day).epochMilliseconds / 1000;

async function rowsAt(room: Room, spots: readonly Spot[]): Promise<Map<number, OrderRow>> {
  if (spots.length === 0) return new Map();
  const nos = spots.map((one) => one.no);
  const heads = await room.db
    .selectFrom('order_heads')
    .select(['no', 'shop', 'number', 'revision', 'at', 'ordered_at', 'listed_at', 'payment', 'cancelled', 'forgotten'])
    .where(isOneOf(room, 'no', nos))
    .execute();
  const shipments = await shipmentRows(room, heads);
  return new Map(
    heads.map(({ no, ordered_at, listed_at, cancelled, forgotten, ...head }) => [
      no,
      {
        ...head,
        key: encodeKey([listed_at, no]),
        orderedAt: ordered_at,
        cancelled: cancelled === 1,
        isForgotten: forgotten !== null,
        shipments: shipments.get(no) ?? [],
      },
    ]),
  );
}
