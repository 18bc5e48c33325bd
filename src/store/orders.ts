import { ordersLabelled, type Place, putHeads } from './heads.ts';
import { orderContent, type PreparedOrder, prepareOrder } from './prepare-order.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import { type Reads, StaleWrite, type StoredOrder, type Writes } from './types.ts';

interface OrderRow {
  shop: string;
  number: string;
  revision: number;
  content_hash: string;
  at: string;
  sealed: Uint8Array;
  forgotten?: string | null;
}

const columns = ['o.shop', 'o.number', 'o.revision', 'o.content_hash', 'o.at', 'o.sealed', 'o.forgotten'] as const;

const place = (shop: string, number: string, revision: number) => ['orders', 'sealed', shop, number, revision] as const;

function toOrder(room: Room, row: OrderRow): StoredOrder {
  const { shop, revision, at } = row;
  const content = room.sealer.unseal(row.sealed, place(shop, row.number, revision)).toString('utf8');
  const sealed = JSON.parse(content) as Pick<StoredOrder, 'order' | 'origins' | 'arrangement' | 'source' | 'edits'>;
  return { shop, revision, contentHash: row.content_hash, at, ...sealed, ...(row.forgotten && { forgotten: true }) };
}

/** The sealed content of a revision. */
export function sealOrder(room: Room, stored: StoredOrder): Uint8Array {
  return room.sealer.seal(orderContent(stored), place(stored.shop, stored.order.number, stored.revision));
}

function toOrderRow(room: Room, { shop, number, revision, contentHash, at, content }: PreparedOrder): OrderRow {
  const sealed = room.sealer.seal(content, place(shop, number, revision));
  return { shop, number, revision, content_hash: contentHash, at, sealed };
}

/** The last revision of each, also of orders that have no head yet. */
export async function lastRevisions(room: Room, shop: string, numbers: readonly string[]): Promise<StoredOrder[]> {
  const rows = await room.db
    .selectFrom('orders as o')
    .select(columns)
    .where('o.shop', '=', shop)
    .where(isOneOf(room, 'o.number', numbers))
    .orderBy('o.number')
    .orderBy('o.revision')
    .execute();
  const last = new Map(rows.map((row) => [row.number, row]));
  return [...last.values()].map((row) => toOrder(room, row));
}

export function orderReads(room: Room): Pick<Reads, 'orders' | 'revisions' | 'labelled'> {
  return {
    labelled: (shop, labels) => ordersLabelled(room, shop, labels),
    async orders({ shop, numbers, states }) {
      if (numbers?.length === 0 || states?.length === 0) return [];
      let query = room.db
        .selectFrom('orders as o')
        .select(columns)
        // Only the last revision of each order.
        .innerJoin('order_heads as head', (join) =>
          join
            .onRef('head.number', '=', 'o.number')
            .onRef('head.shop', '=', 'o.shop')
            .onRef('head.revision', '=', 'o.revision'),
        )
        .orderBy('o.shop')
        .orderBy('o.number');
      if (shop !== undefined) query = query.where('o.shop', '=', shop);
      if (numbers) query = query.where(isOneOf(room, 'o.number', numbers));
      if (states) {
        query = query.where((expression) =>
          expression.exists(
            expression
              .selectFrom('shipments as s')
              .select('s.id')
              .whereRef('s.shop', '=', 'o.shop')
              .whereRef('s.order_number', '=', 'o.number')
              .where('s.state', 'in', states),
          ),
        );
      }
      return (await query.execute()).map((row) => toOrder(room, row));
    },
    async revisions(shop, number) {
      const rows = await room.db
        .selectFrom('orders as o')
        .select(columns)
        .where('o.shop', '=', shop)
        .where('o.number', '=', number)
        .orderBy('o.revision')
        .execute();
      return rows.map((row) => toOrder(room, row));
    },
  };
}

/** So that their texts never pile up. */
const preparedAtOnce = 500;

export function orderWrites(room: Room): Pick<Writes, 'saveOrders'> {
  return {
    async saveOrders(orders) {
      for (let start = 0; start < orders.length; start += preparedAtOnce)
        await writeOrders(room, orders.slice(start, start + preparedAtOnce).map(prepareOrder));
    },
  };
}

/** Gives where they stand in lists, by `orderKey`; each of these is marked. */
export async function writeOrders(room: Room, orders: readonly PreparedOrder[]): Promise<ReadonlyMap<string, Place>> {
  const rows = orders.values().map((order) => toOrderRow(room, order));
  try {
    await writeMany(room, 'orders', rows, (chunk) => room.db.insertInto('orders').values(chunk));
  } catch (cause) {
    if (!room.difference.isDuplicate(cause)) throw cause;
    throw new StaleWrite('a revision of one of these orders is there already', { cause });
  }
  return putHeads(room, orders);
}
