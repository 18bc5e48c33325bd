import { sql } from 'kysely';
import type { ShipmentState } from '../../core/shipment.ts';
import { dropWords } from '../heads.ts';
import { orderReads, sealOrder } from '../orders.ts';
import { shipmentContent } from '../prepare-shipment.ts';
import type { Room } from '../room.ts';
import { sealShipment } from '../shipment-box.ts';
import { shipmentReads } from '../shipments.ts';
import type { NoticeState, StoredOrder } from '../types.ts';
import { orderWithoutPeople, shipmentWithoutPeople } from './without-people.ts';

/** Nothing is left to do with a shipment in these states. */
const finished: readonly ShipmentState[] = ['closed', 'elsewhere', 'cancelled', 'returned'];
/** A notice in these states still wants something. */
const openNotices: readonly NoticeState[] = ['due', 'sending', 'pending', 'failed', 'unsure', 'asking'];

const ordersAtOnce = 100;

/** An order that is old enough, and whether it is finished; `shipped`: its goods have gone, and nothing else is open. */
export interface OldOrder {
  readonly no: number;
  readonly shop: string;
  readonly number: string;
  readonly state: 'finished' | 'shipped' | 'open';
}

/** Where the walk over old orders stands: by age, then by number. */
export interface OldPlace {
  readonly at: string;
  readonly no: number;
}

/** The next orders whose last revision is older than `before` and that still have their people, the oldest first. */
export async function oldOrders(
  { db }: Pick<Room, 'db'>,
  before: string,
  after: OldPlace | undefined,
): Promise<{ readonly orders: readonly OldOrder[]; readonly next: OldPlace | undefined }> {
  let query = db
    .selectFrom('order_heads as h')
    .select(['h.no', 'h.shop', 'h.number', 'h.at'])
    .where('h.forgotten', 'is', null)
    .where('h.at', '<', before)
    .orderBy('h.at')
    .orderBy('h.no')
    .limit(ordersAtOnce);
  if (after) {
    query = query
      .where('h.at', '>=', after.at)
      .where((e) => e.or([e('h.at', '>', after.at), e('h.no', '>', after.no)]));
  }
  const heads = await query.execute();
  const orders: OldOrder[] = [];
  for (const { no, shop, number } of heads) orders.push({ no, shop, number, state: await stateOf(db, shop, number) });
  const last = heads.at(-1);
  return { orders, next: last && heads.length === ordersAtOnce ? { at: last.at, no: last.no } : undefined };
}

async function stateOf(db: Room['db'], shop: string, number: string): Promise<OldOrder['state']> {
  const rows = await db
    .selectFrom('shipments as s')
    .leftJoin('shipments as carrier', (join) =>
      join.onRef('carrier.id', '=', 's.bundled_into').on('s.bundled_into', '<>', ''),
    )
    .select(['s.state', 'carrier.state as carried_by'])
    .where('s.shop', '=', shop)
    .where('s.order_number', '=', number)
    .execute();
  const states = rows.flatMap(({ state, carried_by }) => (carried_by === null ? [state] : [state, carried_by]));
  const open = states.filter((state) => !finished.includes(state));
  if (open.some((state) => state !== 'shipped')) return 'open';
  const notice = await db
    .selectFrom('notices')
    .select('id')
    .where('order_number', '=', number)
    .where('shop', '=', shop)
    .where('state', 'in', openNotices)
    .limit(1)
    .executeTakeFirst();
  if (notice) return 'open';
  return open.length > 0 ? 'shipped' : 'finished';
}

/** Takes the people out of all revisions and shipments of these orders; the content hash stays the one of the full order. */
export async function emptyOrders(room: Room, orders: readonly OldOrder[], now: string): Promise<void> {
  for (const { shop, number } of orders) {
    for (const stored of await orderReads(room).revisions(shop, number)) {
      const sealed = sealOrder(room, withoutPeople(stored));
      await room.db
        .updateTable('orders')
        .set({ sealed, forgotten: now })
        .where('shop', '=', shop)
        .where('number', '=', number)
        .where('revision', '=', stored.revision)
        .execute();
    }
    for (const stored of await shipmentReads(room).shipments({ shop, numbers: [number] })) {
      // Not saved like a change: nothing became due by it.
      const { shipment, holds } = shipmentWithoutPeople(stored);
      const version = stored.version + 1;
      const sealed = sealShipment(room, shipment.id, shipmentContent({ shipment, holds }), version);
      await room.db.updateTable('shipments').set({ sealed, version }).where('id', '=', shipment.id).execute();
    }
    await emptyJournal(room, shop, number);
    await dropWords(room, shop, number, now);
  }
}

function withoutPeople(stored: StoredOrder): StoredOrder {
  const { source: _, edits: __, ...rest } = stored;
  return {
    ...rest,
    order: orderWithoutPeople(stored.order),
    origins: stored.origins.map((origin) => ({ ...origin, file: '' })),
  };
}

/** What people wrote about the order. Older entries have it among their details. */
async function emptyJournal({ db }: Room, shop: string, number: string): Promise<void> {
  const own = db
    .updateTable('journal')
    .set({ sealed_note: null })
    .where('order_number', '=', number)
    .where('shop', '=', shop)
    .where('sealed_note', 'is not', null);
  await own.execute();
  const older = await db
    .selectFrom('journal')
    .select(['id', 'details'])
    .where('order_number', '=', number)
    .where('shop', '=', shop)
    .where(sql<boolean>`details like ${'%"note":"%'}`)
    .execute();
  for (const { id, details } of older) {
    const { note: _, ...rest } = JSON.parse(details) as Record<string, unknown>;
    await db
      .updateTable('journal')
      .set({ details: JSON.stringify(rest) })
      .where('id', '=', id)
      .execute();
  }
}

/** Documents that orders came from, all their revisions. */
export async function documentsOf(room: Room, orders: readonly OldOrder[]): Promise<string[]> {
  const found = new Set<string>();
  for (const { shop, number } of orders) {
    for (const { origins } of await orderReads(room).revisions(shop, number)) {
      for (const { document } of origins) found.add(document);
    }
  }
  return [...found];
}
