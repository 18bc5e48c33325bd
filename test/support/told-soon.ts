import { openBridge } from '../../src/app.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { notifyShop } from '../../src/flow/notify/notify-shop.ts';
import { pullShop } from '../../src/flow/pull/pull-shop.ts';
import { issuedData, trackingNumber } from './issued-data.ts';
import type { LabWorkspace } from './lab-workspace.ts';

/** Orders of the lab's Amazon with a tracking number each, of which Amazon knows nothing yet: their notices rest for a while. */
export async function toldSoon(place: LabWorkspace, env: Readonly<Record<string, string>>): Promise<string[]> {
  const bridge = await openBridge(place.root, { env });
  const { context: ctx } = bridge;
  await pullShop(ctx, 'amazon');
  await issueShipments(ctx, { shop: 'amazon' });
  const shipments = await ctx.store.shipments({ shop: 'amazon', states: ['issuing'] });
  const rows = shipments.map(({ shipment }, index) => ({
    customerNo: shipment.customerNo,
    number: trackingNumber(index),
  }));
  await intakeFile(ctx, { name: 'issued.csv', bytes: issuedData(rows), shop: '', layout: '' });
  await notifyShop(ctx, 'amazon');
  await bridge.close();
  return [...new Set(shipments.map(({ shipment }) => shipment.orderNumber))];
}
