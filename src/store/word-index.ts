import { sql } from 'kysely';
import { blindBytes } from './blind.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Tables } from './schema.ts';

type WordRow = Tables['search_words'];
type Worded = Pick<Tables['order_heads'], 'no' | 'listed_at' | 'words'>;

/** Words of an order as they stand in the index, one after the other. */
export function blindWords(room: Room, words: readonly string[]): Uint8Array {
  return Buffer.concat(words.map((word) => room.sealer.blind.hash(word)));
}

/**
 * Enters the words of orders that are new, from their heads: the database cuts them itself, because to hand it each of them costs four
 * times as much, and an intake has tens of thousands.
 */
export async function enterWords(room: Room, heads: readonly Worded[]): Promise<void> {
  if (heads.length === 0) return;
  const nos = heads.map((head) => head.no);
  const longest = Math.max(...heads.map((head) => head.words.length));
  // Sorted: neighbours in the index are written one after the other.
  await sql`with recursive places(place) as (
      select cast(1 as integer) union all select place + ${sql.lit(blindBytes)} from places
        where place + ${sql.lit(blindBytes)} <= cast(${longest} as integer))
    insert into search_words (hash, listed_at, order_no)
      select substr(head.words, place, ${sql.lit(blindBytes)}) as hash, head.listed_at, head.no
        from order_heads head join places on place <= length(head.words)
        where ${isOneOf(room, 'head.no', nos)} order by 1
      on conflict do nothing`.execute(room.db);
}

/** Entries that an order needs and does not have yet. */
export function freshWords(before: Worded, { no, listed_at, words }: Worded): WordRow[] {
  const row = (hash: Buffer): WordRow => ({ hash, listed_at, order_no: no });
  if (before.listed_at !== listed_at) return split(words).map(row);
  const there = new Set(split(before.words).map(hex));
  return split(words)
    .filter((hash) => !there.has(hex(hash)))
    .map(row);
}

/** Words that an order no longer has, or that stand at a place where it is no longer listed. */
export function goneWords(before: Worded, now: Worded): Uint8Array {
  if (before.listed_at !== now.listed_at) return before.words;
  const still = new Set(split(now.words).map(hex));
  return Buffer.concat(split(before.words).filter((hash) => !still.has(hex(hash))));
}

export async function insertWords(room: Room, rows: Iterable<WordRow>): Promise<void> {
  await writeMany(room, 'search words', rows, (chunk) =>
    room.db
      .insertInto('search_words')
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing()),
  );
}

export async function deleteWords(
  room: Room,
  { no, listed_at }: Omit<Worded, 'words'>,
  words: Uint8Array,
): Promise<void> {
  if (words.length === 0) return;
  await room.db
    .deleteFrom('search_words')
    .where('hash', 'in', split(words))
    .where('listed_at', '=', listed_at)
    .where('order_no', '=', no)
    .execute();
}

function split(words: Uint8Array): Buffer[] {
  const all = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
  const count = all.length / blindBytes;
  return Array.from({ length: count }, (_, index) => all.subarray(index * blindBytes, (index + 1) * blindBytes));
}

const hex = (bytes: Buffer): string => bytes.toString('hex');
