import type { Insertable } from 'kysely';
import { customerBase } from '../core/ids.ts';
import { mayMove, type ShipmentState } from '../core/shipment.ts';
import { noteEnded } from './exports.ts';
import { noteMoved } from './gone-goods.ts';
import { orderKey, type Place, placesOf } from './heads.ts';
import { markParcels } from './marks.ts';
import { putOpenGoods } from './open-goods.ts';
import { putOpenHolds } from './open-holds.ts';
import { putShipmentTags } from './order-tags.ts';
import { type PreparedShipment, prepareShipment } from './prepare-shipment.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Tables } from './schema.ts';
import { type BoxRow, sealShipment, unsealShipment } from './shipment-box.ts';
import {
  ForbiddenMove,
  type Reads,
  type ShipmentChange,
  StaleWrite,
  type StoredShipment,
  type StoredWaybill,
  type Writes,
} from './types.ts';
import { toWaybill } from './waybills.ts';

type ShipmentRow = Required<Insertable<Tables['shipments']>>;

function toShipment(
  room: Room,
  row: BoxRow & Pick<ShipmentRow, 'state' | 'order_revision'>,
  waybills: StoredWaybill[],
) {
  const { state, version, order_revision } = row;
  return { ...unsealShipment(room, row), state, version, waybills, orderRevision: order_revision };
}

/** The row as it is after the change: one version further. */
function toRow(room: Room, prepared: PreparedShipment, state: ShipmentState, place: Place): ShipmentRow {
  const { id, shop, orderNumber, serial, customerNo, version, orderRevision, service, method } = prepared;
  return {
    id,
    shop,
    order_number: orderNumber,
    serial,
    customer_no: customerNo,
    customer_base: customerNo === id ? id : customerBase(orderNumber),
    state,
    version: version + 1,
    order_revision: orderRevision,
    order_no: place.no,
    listed_at: place.listed_at,
    service,
    bundled_into: prepared.bundledInto,
    method,
    sealed: sealShipment(room, id, prepared.content, version + 1),
  };
}

export function shipmentReads(room: Room): Pick<Reads, 'shipments' | 'ordersIn' | 'usedNumbers' | 'customerNos'> {
  return {
    async ordersIn(shop, states) {
      if (states.length === 0) return [];
      const rows = await room.db
        .selectFrom('shipments')
        .select('order_number')
        .distinct()
        .where('shop', '=', shop)
        .where('state', 'in', states)
        .orderBy('order_number')
        .execute();
      return rows.map((row) => row.order_number);
    },
    async customerNos(ids) {
      const rows = await room.db
        .selectFrom('shipments')
        .select(['id', 'customer_no'])
        .where(isOneOf(room, 'id', ids))
        .execute();
      return new Map(rows.map((row) => [row.id, row.customer_no]));
    },
    async shipments({ shop, numbers, states, customerNos, ids }) {
      if ([numbers, states, customerNos, ids].some((list) => list?.length === 0)) return [];
      // One statement, so that a shipment and its waybills are of the same moment.
      let query = room.db
        .selectFrom('shipments as s')
        .leftJoin('waybills as w', 'w.shipment', 's.id')
        .select(['s.id', 's.order_number', 's.serial', 's.customer_no', 's.state', 's.version', 's.order_revision'])
        .select(['s.sealed', 'w.number', 'w.customer_no as w_customer_no', 'w.carrier', 'w.service_code'])
        .select(['w.ship_date', 'w.document', 'w.at'])
        .orderBy('s.shop')
        .orderBy('s.order_number')
        .orderBy('s.serial')
        .orderBy('s.id')
        .orderBy('w.no');
      if (shop !== undefined) query = query.where('s.shop', '=', shop);
      if (numbers) query = query.where(isOneOf(room, 's.order_number', numbers));
      if (states) query = query.where('s.state', 'in', states);
      if (customerNos) query = query.where(isOneOf(room, 's.customer_no', customerNos));
      if (ids) query = query.where(isOneOf(room, 's.id', ids));
      const found: StoredShipment[] = [];
      let waybills: StoredWaybill[] = [];
      for (const row of await query.execute()) {
        if (found.at(-1)?.shipment.id !== row.id) {
          waybills = [];
          found.push(toShipment(room, row, waybills));
        }
        if (row.number !== null) waybills.push(toWaybill(row));
      }
      return found;
    },
    async usedNumbers(bases) {
      const rows = await room.db
        .selectFrom('shipments')
        .select(['id', 'customer_base', 'customer_no', 'serial'])
        .where(isOneOf(room, 'customer_base', bases))
        .execute();
      const used = new Map<string, { lastSerial: number; taken: Map<string, string> }>();
      for (const { id, customer_base, customer_no, serial } of rows) {
        const one = used.get(customer_base) ?? { lastSerial: 0, taken: new Map() };
        one.lastSerial = Math.max(one.lastSerial, serial);
        one.taken.set(customer_no, id);
        used.set(customer_base, one);
      }
      return used;
    },
  };
}

export function shipmentWrites(room: Room): Pick<Writes, 'saveShipments' | 'startIssuing'> {
  return {
    saveShipments: (changes) => writeShipments(room, changes),
    startIssuing: (shipments) => startIssuing(room, shipments),
  };
}

/**
 * Nothing but the state changes: goods that are reserved, tags and holds stand as they stood, so that their tables are not asked. What looks
 * at shipments that moved learns it by the mark.
 */
async function startIssuing(room: Room, shipments: readonly PreparedShipment[]): Promise<void> {
  if (shipments.length === 0) return;
  const ids = shipments.map((one) => one.id);
  const found = await room.db
    .selectFrom('shipments')
    .select(['id', 'state', 'version', 'order_no', 'listed_at'])
    .where(isOneOf(room, 'id', ids))
    .execute();
  const known = new Map(found.map((row) => [row.id, row]));
  for (const { id, customerNo, version } of shipments) {
    const now = known.get(id);
    checkVersion(customerNo, version, now?.version);
    if (now?.state !== 'ready') throw new ForbiddenMove(`${customerNo}: ${now?.state} → issuing`);
  }
  const rows = shipments.values().map((one) => {
    const { order_no: no, listed_at } = known.get(one.id)!;
    return toRow(room, one, 'issuing', { no, listed_at });
  });
  const touched = await writeMany(room, 'changed shipments', rows, (chunk) => upsert(room, chunk));
  if (touched !== shipments.length) throw new StaleWrite('a shipment was changed in the meantime');
  const orders = found.map((row) => row.order_no).filter((no) => no !== nowhere.no);
  await markParcels(room, ids, orders);
}

/** @param saved places of orders that were saved just before in the same transaction: they are marked already */
export async function writeShipments(
  room: Room,
  changes: readonly ShipmentChange[],
  saved: ReadonlyMap<string, Place> = new Map(),
): Promise<void> {
  const changed = changes.filter((change) => change.version > 0);
  const before = await checkMoves(room, changed);
  const others = await placesOf(
    room,
    changes
      .map(({ shipment }) => ({ shop: shipment.shop, number: shipment.orderNumber }))
      .filter(({ shop, number }) => !saved.has(orderKey(shop, number))),
  );
  const placeOf = ({ shipment }: Pick<ShipmentChange, 'shipment'>): Place => {
    const key = orderKey(shipment.shop, shipment.orderNumber);
    return saved.get(key) ?? others.get(key) ?? nowhere;
  };
  try {
    const fresh = changes
      .values()
      .filter((change) => change.version === 0)
      .map((change) => toRow(room, prepareShipment(change), change.state, placeOf(change)));
    await writeMany(room, 'new shipments', fresh, (chunk) => room.db.insertInto('shipments').values(chunk));
    const rows = changed.values().map((change) => toRow(room, prepareShipment(change), change.state, placeOf(change)));
    const touched = await writeMany(room, 'changed shipments', rows, (chunk) => upsert(room, chunk));
    if (touched !== changed.length) throw new StaleWrite('a shipment was changed in the meantime');
  } catch (cause) {
    if (!room.difference.isDuplicate(cause)) throw cause;
    throw new StaleWrite('a shipment with this id or customer number is there already', { cause });
  }
  await putOpenHolds(
    room,
    changes.map((change) => ({ ...change, place: placeOf(change) })),
  );
  await putShipmentTags(
    room,
    changes.map(({ shipment, version }) => ({ shipment, isNew: version === 0, place: placeOf({ shipment }) })),
  );
  await putOpenGoods(
    room,
    changes.map(({ shipment, state, version }) => ({ shipment, state, isNew: version === 0 })),
  );
  await noteMoved(
    room,
    changes.map(({ shipment, state }) => ({ shipment, state, before: before.get(shipment.id) })),
  );
  await noteEnded(
    room,
    changes.map(({ shipment, state }) => ({ id: shipment.id, state, before: before.get(shipment.id) })),
  );
  // In a parcel that is new no goods of others can travel yet.
  await markParcels(
    room,
    changed.map((one) => one.shipment.id),
    others.values().map((one) => one.no),
  );
}

/** A shipment of an order that is not stored is in no list. */
const nowhere: Place = { no: 0, listed_at: 0 };

/** The version is asked again in the statement itself, should anybody ever write without the writer lock. */
function upsert(room: Room, chunk: ShipmentRow[]) {
  return room.db
    .insertInto('shipments')
    .values(chunk)
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((e) => ({
          shop: e.ref('excluded.shop'),
          order_number: e.ref('excluded.order_number'),
          serial: e.ref('excluded.serial'),
          customer_no: e.ref('excluded.customer_no'),
          customer_base: e.ref('excluded.customer_base'),
          state: e.ref('excluded.state'),
          version: e.ref('excluded.version'),
          order_revision: e.ref('excluded.order_revision'),
          order_no: e.ref('excluded.order_no'),
          listed_at: e.ref('excluded.listed_at'),
          service: e.ref('excluded.service'),
          bundled_into: e.ref('excluded.bundled_into'),
          method: e.ref('excluded.method'),
          sealed: e.ref('excluded.sealed'),
        }))
        .whereRef('shipments.version', '=', (e) => e('excluded.version', '-', e.lit(1))),
    );
}

/** The states of now, by shipment id. */
async function checkMoves(room: Room, changes: readonly ShipmentChange[]): Promise<ReadonlyMap<string, ShipmentState>> {
  if (changes.length === 0) return new Map();
  const ids = changes.map((change) => change.shipment.id);
  const rows = await room.db
    .selectFrom('shipments')
    .select(['id', 'state', 'version'])
    .where(isOneOf(room, 'id', ids))
    .execute();
  const known = new Map(rows.map((row) => [row.id, row]));
  for (const { shipment, state, version } of changes) {
    const now = known.get(shipment.id);
    checkVersion(shipment.customerNo, version, now?.version);
    if (now && now.state !== state && !mayMove(now.state, state)) {
      throw new ForbiddenMove(`${shipment.customerNo}: ${now.state} → ${state}`);
    }
  }
  return new Map(rows.map((row) => [row.id, row.state]));
}

function checkVersion(customerNo: string, read: number, now: number | undefined): void {
  if (now !== read) throw new StaleWrite(`${customerNo}: version ${read} was read, it is ${now ?? 'gone'} now`);
}
