import { sql } from 'kysely';
import { reservingStates } from '../core/stock.ts';
import { spoken, whenFree } from './attempts.ts';
import type { Database } from './database.ts';
import { noteGone } from './gone-goods.ts';
import { orderKey, placesOf, putHeads } from './heads.ts';
import { putOpenGoods } from './open-goods.ts';
import { putOpenHolds } from './open-holds.ts';
import { putOrderTags, putShipmentTags } from './order-tags.ts';
import { lastRevisions } from './orders.ts';
import { prepareOrder } from './prepare-order.ts';
import { inTransaction, isOneOf, type Room } from './room.ts';
import type { Sealer } from './seal.ts';
import { shipmentReads } from './shipments.ts';

/** `meta.name` that says: every order has its head; every open shipment says which pieces it needs; every shipment its method, every order its tags. */
const done = 'lists-filled';
const goodsDone = 'open-goods-filled';
const filtersDone = 'order-filters-filled';

const ordersAtOnce = 200;

/**
 * Heads, words, holds and gone goods of orders that were stored before there were any: once after an update. In pages, each a
 * transaction of its own; a process that ends in between goes on where it stood, and two may do it side by side.
 */
export async function fillLists(database: Database, sealer: Sealer): Promise<void> {
  await fill<Order>(database, sealer, done, { shop: '', number: '' }, fillPage);
  await fill<string>(database, sealer, goodsDone, '', fillGoods);
  await fill<number>(database, sealer, filtersDone, 0, fillFilters);
}

/** @param step fills a page behind a place and gives the next place, undefined = there is no more. */
async function fill<Place extends string | number | object>(
  database: Database,
  sealer: Sealer,
  name: string,
  first: Place,
  step: (room: Room, after: Place) => Promise<Place | undefined>,
): Promise<void> {
  const compiled: Room['compiled'] = new Map();
  const isFilled = await database.reader.selectFrom('meta').select('name').where('name', '=', name).executeTakeFirst();
  if (isFilled) return;
  for (let after: Place | undefined = first; after !== undefined; ) {
    const last: Place = after;
    const page = whenFree(database, () =>
      inTransaction(database, sealer, compiled, database.difference.writerLock, async (room) => {
        const next = await step(room, last);
        if (next === undefined)
          await room.db
            .insertInto('meta')
            .values({ name, value: Buffer.alloc(0) })
            .onConflict((conflict) => conflict.column('name').doNothing())
            .execute();
        return next;
      }),
    );
    after = await spoken(database, page);
  }
}

/** Pieces of open shipments, a page by id; gives the last id. */
async function fillGoods(room: Room, after: string): Promise<string | undefined> {
  const rows = await room.db
    .selectFrom('shipments')
    .select('id')
    .where('state', 'in', reservingStates)
    .where('id', '>', after)
    .orderBy('id')
    .limit(ordersAtOnce)
    .execute();
  const ids = rows.map((row) => row.id);
  if (ids.length > 0) await putOpenGoods(room, await shipmentReads(room).shipments({ ids }));
  return ids.length === ordersAtOnce ? ids.at(-1) : undefined;
}

/** Methods and tags, a page by the orders' numbers; gives the last of them. */
async function fillFilters(room: Room, after: number): Promise<number | undefined> {
  const heads = await room.db
    .selectFrom('order_heads')
    .select(['no', 'shop', 'number', 'listed_at'])
    .where('no', '>', after)
    .orderBy('no')
    .limit(ordersAtOnce)
    .execute();
  for (const [shop, own] of Map.groupBy(heads, (head) => head.shop)) {
    const numbers = own.map((head) => head.number);
    const places = new Map(own.map((head) => [head.number, head]));
    const shipments = await shipmentReads(room).shipments({ shop, numbers });
    for (const [method, some] of Map.groupBy(shipments, (one) => one.shipment.method)) {
      if (method === '') continue;
      const ids = some.map((one) => one.shipment.id);
      await room.db
        .updateTable('shipments')
        .set({ method })
        .where(isOneOf(room, 'id', ids))
        .execute();
    }
    await putShipmentTags(
      room,
      shipments.map(({ shipment }) => ({ shipment, place: places.get(shipment.orderNumber)!, isNew: false })),
    );
    const orders = await lastRevisions(room, shop, numbers);
    await putOrderTags(
      room,
      orders.map(({ order, arrangement }) => ({
        place: places.get(order.number)!,
        tags: arrangement?.tags ?? [],
        isNew: false,
      })),
    );
  }
  return heads.length === ordersAtOnce ? heads.at(-1)?.no : undefined;
}

interface Order {
  readonly shop: string;
  readonly number: string;
}

/** Gives the last order of the page, undefined = there are no more. */
async function fillPage(room: Room, after: Order): Promise<Order | undefined> {
  const { rows } = await sql<Order>`select distinct o.shop, o.number from orders o
    where (o.shop, o.number) > (${after.shop}, ${after.number})
      and not exists (select 1 from order_heads h where h.number = o.number and h.shop = o.shop)
    order by o.shop, o.number limit ${ordersAtOnce}`.execute(room.db);
  for (const [shop, own] of Map.groupBy(rows, (row) => row.shop)) {
    await fillOrders(
      room,
      shop,
      own.map((row) => row.number),
    );
  }
  return rows.length === ordersAtOnce ? rows.at(-1) : undefined;
}

async function fillOrders(room: Room, shop: string, numbers: readonly string[]): Promise<void> {
  await putHeads(room, (await lastRevisions(room, shop, numbers)).map(prepareOrder));
  const forgotten = await room.db
    .selectFrom('orders')
    .select(['number', 'forgotten'])
    .where('shop', '=', shop)
    .where('number', 'in', numbers)
    .where('forgotten', 'is not', null)
    .execute();
  for (const one of forgotten) {
    await room.db
      .updateTable('order_heads')
      .set({ forgotten: one.forgotten })
      .where('shop', '=', shop)
      .where('number', '=', one.number)
      .execute();
  }
  const places = await placesOf(
    room,
    numbers.map((number) => ({ shop, number })),
  );
  const shipments = await shipmentReads(room).shipments({ shop, numbers });
  for (const { shipment } of shipments) {
    const place = places.get(orderKey(shop, shipment.orderNumber))!;
    await room.db
      .updateTable('shipments')
      .set({
        order_no: place.no,
        listed_at: place.listed_at,
        service: shipment.service,
        bundled_into: shipment.bundledInto,
      })
      .where('id', '=', shipment.id)
      .execute();
  }
  await putOpenHolds(
    room,
    shipments.map((one) => ({ ...one, place: places.get(orderKey(shop, one.shipment.orderNumber))! })),
  );
  await noteGone(
    room,
    shipments.flatMap((one) => (one.state === 'shipped' || one.state === 'closed' ? [one.shipment] : [])),
  );
}
