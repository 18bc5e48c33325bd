import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { bareNumber } from '../core/tracking.ts';
import { numberForms } from '../text/number-forms.ts';
import { queryWords } from '../text/search-words.ts';
import { isOneOf, type Room } from './room.ts';
import type { Way } from './way.ts';

/** Orders that somebody looks for by a text. */
interface TextWays {
  readonly ways: readonly Way[];
  /** The same as a condition on the head (`h`). */
  readonly condition: RawBuilder<SqlBool>;
  /** A number named them: nothing is narrower. */
  readonly isFew: boolean;
}

/** A number leads to its orders; anything else is looked for among the people, by the rarest of its words. */
export async function waysToText(room: Room, text: string): Promise<TextWays> {
  const forms = numberForms(text);
  const named = await ordersNamed(room, text, forms);
  if (named.length > 0) return { ...among(room, named), isFew: true };
  const begun = among(room, await ordersBegun(room, forms));
  const words = await Promise.all(
    queryWords(text).map(async (word) => {
      const hashes = room.sealer.blind.hashes(word);
      return { hashes, count: await countOf(room, hashes) };
    }),
  );
  const [rarest, ...others] = words.sort((a, b) => a.count - b.count);
  if (!rarest) return { ...begun, isFew: false };
  const ofPeople = rarest.hashes.map(
    (hash): Way => ({
      table: 'search_words',
      no: 'x.order_no',
      where: [sql<SqlBool>`x.hash = ${hash}`],
      also: others.map((one) => hasWord(one.hashes)),
    }),
  );
  const hasAll = sql.join(
    words.map((one) => hasWord(one.hashes)),
    sql` and `,
  );
  return { ways: [...begun.ways, ...ofPeople], condition: sql`(${begun.condition} or (${hasAll}))`, isFew: false };
}

function among(room: Room, nos: readonly number[]): Pick<TextWays, 'ways' | 'condition'> {
  if (nos.length === 0) return { ways: [], condition: sql`1 = 0` };
  return {
    ways: [{ table: 'order_heads', no: 'x.no', where: [isOneOf(room, 'x.no', nos)] }],
    condition: isOneOf(room, 'h.no', nos),
  };
}

const hasWord = (hashes: readonly Uint8Array[]) =>
  sql<SqlBool>`exists (select 1 from search_words w where w.hash in (${sql.join(hashes)})
    and w.listed_at = h.listed_at and w.order_no = h.no)`;

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
