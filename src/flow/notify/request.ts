import { say } from '../../core/sentences/index.ts';
import type { StoredNotice } from '../../store/types.ts';
import { carriersOf } from '../decide/index.ts';
import type { Context, LeftOut } from '../types.ts';

/**
 * Bulk completion by hand (A9): the orders' ship notices are due at once, told before or not. What has no number yet, or is
 * being sent right now, is left out with its reason. The sending itself is `notifyShop`.
 */
export async function requestNotices(
  ctx: Context,
  shop: string,
  orderNumbers: readonly string[],
): Promise<{ requested: string[]; leftOut: LeftOut[] }> {
  const at = ctx.now().toString();
  return ctx.store.write(async (tx) => {
    const requested: string[] = [];
    const leftOut: LeftOut[] = [];
    const shipments = await tx.shipments({ shop, numbers: orderNumbers });
    const notices = await tx.notices({ shop, orderNumbers, kinds: ['ship'] });
    const carriers = await carriersOf(tx, shipments);
    for (const stored of shipments) {
      const { shipment } = stored;
      // Goods that travel in another order's parcel are as far as that parcel (A4); what was taken back is nothing to tell.
      if (stored.state === 'cancelled' && shipment.bundledInto === '') continue;
      const { state } = carriers.get(shipment.id) ?? stored;
      if (state !== 'shipped' && state !== 'closed') {
        const { orderNumber: number, customerNo } = shipment;
        leftOut.push({ number, customerNo, code: 'not-yet-shipped', ...say('not-yet-shipped') });
        continue;
      }
      const last = notices.filter((one) => one.about === shipment.id).at(-1);
      if (last && (last.state === 'sending' || last.state === 'pending' || last.state === 'unsure')) {
        const { orderNumber: number, customerNo } = shipment;
        leftOut.push({ number, customerNo, code: 'notice-under-way', ...say('notice-under-way') });
        continue;
      }
      if (last) {
        const again: StoredNotice = { ...last, state: 'due', notBefore: at, attempts: 0, at };
        await tx.putNotices([again]);
      } else {
        // Told so long ago that its record is gone (retention): due anew.
        await tx.dropTold([{ about: shipment.id, kind: 'ship' }]);
        await tx.saveShipments([stored]);
      }
      requested.push(shipment.customerNo);
    }
    await tx.addJournal(
      [...new Set(requested)].map((customerNo) => ({
        at,
        actor: 'operator',
        what: 'notice-requested',
        shop,
        orderNumber: shipments.find((one) => one.shipment.customerNo === customerNo)?.shipment.orderNumber ?? '',
        shipment: customerNo,
        details: {},
      })),
    );
    return { requested, leftOut };
  });
}
