import { sql } from 'kysely';
import { countAnew } from './gone-goods.ts';
import { markShipments } from './marks.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Reads, StoredWaybill, Writes } from './types.ts';

/** As it comes out of the join in shipments.ts, where all of it may be missing. */
interface JoinedWaybill {
  number: string | null;
  w_customer_no: string | null;
  carrier: string | null;
  service_code: string | null;
  ship_date: string | null;
  document: string | null;
  at: string | null;
}

export function toWaybill(row: JoinedWaybill): StoredWaybill {
  return {
    customerNo: row.w_customer_no ?? '',
    carrier: row.carrier ?? '',
    serviceCode: row.service_code ?? '',
    number: row.number ?? '',
    shipDate: row.ship_date,
    document: row.document ?? '',
    at: row.at ?? '',
  };
}

export function waybillReads(room: Room): Pick<Reads, 'waybillOwner'> {
  return {
    async waybillOwner(numbers) {
      const rows = await room.db
        .selectFrom('waybills')
        .select(['number', 'shipment'])
        .where(isOneOf(room, 'number', numbers))
        // Should a number ever stand at two shipments, the later one is shown.
        .orderBy('at')
        .orderBy('shipment')
        .execute();
      return new Map(rows.map((row) => [row.number, row.shipment]));
    },
  };
}

export function waybillWrites(room: Room): Pick<Writes, 'addWaybills'> {
  return {
    async addWaybills(items) {
      if (items.length === 0) return;
      const last = await room.db
        .selectFrom('waybills')
        .select((e) => ['shipment', e.fn.max('no').as('no')])
        .where(isOneOf(room, 'shipment', [...new Set(items.map((item) => item.shipment))]))
        .groupBy('shipment')
        .execute();
      const count = new Map(last.map((row) => [row.shipment, row.no]));
      const rows = items.map(({ shipment, waybill }) => {
        const no = (count.get(shipment) ?? 0) + 1;
        count.set(shipment, no);
        return {
          shipment,
          number: waybill.number,
          no,
          customer_no: waybill.customerNo,
          carrier: waybill.carrier,
          service_code: waybill.serviceCode,
          ship_date: waybill.shipDate,
          document: waybill.document,
          at: waybill.at,
        };
      });
      // The same fact told twice is one fact (no parameter but the rows' own: a full statement is compiled once); what it says of the carrier is corrected.
      await writeMany(room, 'waybills', rows, (chunk) =>
        room.db
          .insertInto('waybills')
          .values(chunk)
          .onConflict((conflict) =>
            conflict.columns(['shipment', 'number']).doUpdateSet((e) => ({
              carrier: e.ref('excluded.carrier'),
              service_code: e
                .case()
                .when('excluded.service_code', '=', sql.lit(''))
                .then(e.ref('waybills.service_code'))
                .else(e.ref('excluded.service_code'))
                .end(),
            })),
          ),
      );
      await countAnew(room, [...count.keys()]);
      await markShipments(room, [...count.keys()]);
    },
  };
}
