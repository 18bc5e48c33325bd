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
    async purchasesBefore(order, { shop, days }) {
      const at = order.orderedAt === null ? undefined : secondOf(order.orderedAt);
      if (at === undefined) return [];
      const hashes = purchaseWords(order).flatMap((word) => blind.hashes(word));
      if (hashes.length === 0) return [];
      const { rows } = await sql<{ shop: string; number: string }>`
        select distinct h.shop, h.number from search_words w join order_heads h on h.no = w.order_no
        where w.hash in (${sql.join(hashes)}) and w.listed_at <= ${at} and w.listed_at >= ${at - days * 86_400}
          and h.cancelled = 0 and not (h.shop = ${shop} and h.number = ${order.number})
        order by h.shop, h.number limit 5`.execute(room.db);
      return rows;
    },
  };
}

/** Files that tell only the day put many orders into one second: among those the first to come is the first. */
const isEarlier = (until: number, shop: string, number: string) => sql`and (a.listed_at < ${until} or (
  a.listed_at = ${until} and h.no < coalesce((select no from order_heads where shop = ${shop} and number = ${number}), ${2 ** 31 - 1})))`;

const secondOf = (instant: string): number => Math.floor(Temporal.Instant.from(instant).epochMilliseconds / 1000);
