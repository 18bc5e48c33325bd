import { sql } from 'kysely';
import { personWords } from '../text/person-words.ts';
import { type Room, readMany } from './room.ts';
import type { Reads } from './types.ts';

/*
 * Who bought before, and what was bought before, through the blind index alone: nothing is unsealed. Each question walks the index
 * entries of one person or one purchase, never the orders.
 */
export function buyerReads(room: Room): Pick<Reads, 'returningCustomers' | 'purchasesNear'> {
  const { blind } = room.sealer;
  return {
    async returningCustomers(shop, orders) {
      const found = new Set<string>();
      for (const { number, orderer, orderedAt } of orders) {
        const words = personWords(orderer);
        if (!words) continue;
        const until = orderedAt === null ? null : secondOf(orderedAt);
        const { rows } = await sql<{ no: number }>`
          select h.no from search_words a
          join search_words b on b.listed_at = a.listed_at and b.order_no = a.order_no
          join order_heads h on h.no = a.order_no
          where a.hash in (${sql.join(blind.hashes(words.reach))}) and b.hash in (${sql.join(blind.hashes(words.name))})
            and h.shop = ${shop} and h.number <> ${number} and h.cancelled = 0
            ${until === null ? sql`` : isEarlier(until, shop, number)}
          limit 1`.execute(room.db);
        if (rows.length > 0) found.add(number);
      }
      return found;
    },
    async purchasesNear(orders, { shop, days }) {
      const asked = orders.flatMap(({ number, at, words }) =>
        words.flatMap((word) =>
          blind.hashes(word).map((hash) => ({
            hash,
            since: secondOf(at) - days * 86_400,
            until: secondOf(at) + days * 86_400,
            shop,
            number,
          })),
        ),
      );
      const found = new Map<string, { readonly shop: string; readonly number: string }>();
      for (const { asker, shop: of, number } of await readMany<Asked, Near>(room, 'purchases near', asked, (chunk) =>
        nearOf(room, chunk),
      ))
        if (!found.has(asker)) found.set(asker, { shop: of, number });
      return found;
    },
  };
}

interface Asked {
  readonly hash: Uint8Array;
  /** Seconds since 1970, both included. */
  readonly since: number;
  readonly until: number;
  readonly shop: string;
  readonly number: string;
}

interface Near {
  /** Number of the order that asked. */
  readonly asker: string;
  readonly shop: string;
  readonly number: string;
}

/** For each word the first order of its days: one step into the index a word, however long the history is. */
function nearOf({ db, difference: { blob } }: Room, chunk: readonly Asked[]) {
  const values = chunk.map(
    ({ hash, since, until, shop, number }) =>
      sql`(cast(${hash} as ${blob}), cast(${since} as bigint), cast(${until} as bigint), cast(${shop} as text), cast(${number} as text))`,
  );
  return sql<Near>`with asked(hash, since, until, shop, number) as (values ${sql.join(values)})
    select a.number as asker, h.shop, h.number from asked a join order_heads h on h.no = (
      select w.order_no from search_words w join order_heads o on o.no = w.order_no
      where w.hash = a.hash and w.listed_at >= a.since and w.listed_at <= a.until
        and o.cancelled = 0 and not (o.shop = a.shop and o.number = a.number)
      order by w.listed_at, w.order_no limit 1)`.compile(db);
}

/** Files that tell only the day put many orders into one second: among those the first to come is the first. */
const isEarlier = (until: number, shop: string, number: string) => sql`and (a.listed_at < ${until} or (
  a.listed_at = ${until} and h.no < coalesce((select no from order_heads where shop = ${shop} and number = ${number}), ${2 ** 31 - 1})))`;

const secondOf = (instant: string): number => Math.floor(Temporal.Instant.from(instant).epochMilliseconds / 1000);
