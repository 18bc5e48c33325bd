import { sql } from 'kysely';
import { personWords, purchaseWords } from '../text/person-words.ts';
import type { Room } from './room.ts';
import type { Reads } from './types.ts';

/*
 * Who bought before, and what was bought before, through the blind index alone: nothing is unsealed. Each question walks the index
 * entries of one person or one purchase, never the orders.
 */
export function buyerReads(room: Room): Pick<Reads, 'returningCustomers' | 'purchasesBefore'> {
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
    async purchasesBefore(orders, { shop, days }) {
      const found = new Map<string, { readonly shop: string; readonly number: string }>();
      for (let start = 0; start < orders.length; start += ordersAtOnce) {
        const asked = orders.slice(start, start + ordersAtOnce).flatMap((order) => {
          if (order.orderedAt === null) return [];
          const hashes = purchaseWords(order).flatMap((word) => blind.hashes(word));
          return hashes.length === 0 ? [] : [{ number: order.number, at: secondOf(order.orderedAt), hashes }];
        });
        if (asked.length === 0) continue;
        const times = asked.map((one) => one.at);
        const hashes = new Map(asked.flatMap((one) => one.hashes.map((hash) => [hex(hash), hash])));
        const { rows } = await sql<Purchase>`
          select w.hash, w.listed_at, h.shop, h.number from search_words w join order_heads h on h.no = w.order_no
          where w.hash in (${sql.join([...hashes.values()])}) and w.listed_at <= ${Math.max(...times)}
            and w.listed_at >= ${Math.min(...times) - days * 86_400} and h.cancelled = 0`.execute(room.db);
        const byWord = Map.groupBy(rows, (row) => hex(row.hash));
        for (const { number, at, hashes: own } of asked) {
          const others = own
            .flatMap((hash) => byWord.get(hex(hash)) ?? [])
            .filter((row) => row.listed_at <= at && row.listed_at >= at - days * 86_400)
            .filter((row) => row.shop !== shop || row.number !== number);
          const [first] = others.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
          if (first) found.set(number, { shop: first.shop, number: first.number });
        }
      }
      return found;
    },
  };
}

interface Purchase {
  readonly hash: Uint8Array;
  readonly listed_at: number;
  readonly shop: string;
  readonly number: string;
}

const placeOf = ({ shop, number }: Purchase): string => [shop, number].join('\u0000');

/** Their words are the parameters of one question. */
const ordersAtOnce = 200;

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

/** Files that tell only the day put many orders into one second: among those the first to come is the first. */
const isEarlier = (until: number, shop: string, number: string) => sql`and (a.listed_at < ${until} or (
  a.listed_at = ${until} and h.no < coalesce((select no from order_heads where shop = ${shop} and number = ${number}), ${2 ** 31 - 1})))`;

const secondOf = (instant: string): number => Math.floor(Temporal.Instant.from(instant).epochMilliseconds / 1000);
