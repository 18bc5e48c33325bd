// Decides one file in the workspace of argv[2] unless that happened, delivers it; killed at the point in B2_BRIDGE_KILL_AT.
import { deliver, putFile } from '../../../src/flow/outbox/outbox.ts';
import { killAt } from '../killable.ts';
import { newShipment } from '../store-samples.ts';
import { openWorkspace } from '../workspace.ts';

const work = await openWorkspace(process.argv[2] ?? '', { at: killAt() });
if ((await work.ctx.store.outbox()).length === 0) {
  await work.ctx.store.write(async (tx) => {
    await tx.saveShipments([newShipment('A-1')]);
    const { shipment } = newShipment('A-1');
    await putFile(work.ctx, tx, {
      shop: 'sheet',
      purpose: 'issue',
      path: 'sheet/b2.csv',
      bytes: Buffer.from('見出し\r\n一行\r\n'),
      shipments: [shipment],
      layout: 'b2-csv@1',
    });
  });
}
console.log(JSON.stringify(await deliver(work.ctx)));
await work.close();
