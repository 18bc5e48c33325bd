import { isOneOf, type Room, writeMany } from './room.ts';
import type { Reads, Writes } from './types.ts';

/** Which orders stand in which of the marketplaces' own forms (return-form). */
export function formReads(room: Room): Pick<Reads, 'formsOf'> {
  return {
    async formsOf(shop, orderNumbers) {
      const rows = await room.db
        .selectFrom('form_orders')
        .select('document')
        .distinct()
        .where('shop', '=', shop)
        .where(isOneOf(room, 'order_number', orderNumbers))
        .orderBy('document')
        .execute();
      return rows.map((row) => row.document);
    },
  };
}

export function formWrites(room: Room): Pick<Writes, 'linkForm'> {
  return {
    async linkForm(document, shop, orderNumbers) {
      const rows = [...new Set(orderNumbers)].map((order_number) => ({ shop, order_number, document }));
      await writeMany(room, 'form orders', rows, (chunk) =>
        room.db
          .insertInto('form_orders')
          .values(chunk)
          .onConflict((conflict) => conflict.doNothing()),
      );
    },
  };
}
