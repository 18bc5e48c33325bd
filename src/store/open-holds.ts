import type { Place } from './heads.ts';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { ShipmentChange } from './types.ts';

/** Writes down which holds of these shipments stand, in place of what stood there before. */
export async function putOpenHolds(
  room: Room,
  changes: readonly (ShipmentChange & { readonly place: Place })[],
): Promise<void> {
  const known = changes.filter((one) => one.version > 0).map((one) => one.shipment.id);
  if (known.length > 0)
    await room.db
      .deleteFrom('open_holds')
      .where(isOneOf(room, 'shipment', known))
      .execute();
  const rows = changes.flatMap(({ shipment, holds, place }) =>
    holds.flatMap(({ code, clearedBy, cleared }, no) =>
      cleared === null
        ? [
            {
              shipment: shipment.id,
              no,
              code,
              cleared_by: clearedBy,
              shop: shipment.shop,
              order_no: place.no,
              listed_at: place.listed_at,
            },
          ]
        : [],
    ),
  );
  await writeMany(room, 'open holds', rows, (chunk) => room.db.insertInto('open_holds').values(chunk));
}
