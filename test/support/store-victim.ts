/**
 * A process made to be killed: writes an order, its shipment and a journal line in one transaction, over and over.
 * Arguments: store target as JSON, key in hex, mode (`hang`: stop in the middle of the first transaction; `loop`;
 * `fill`: store documents until that fails). Says `middle`, `committed` or the failure's code on stdout, a line each.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/db.ts';
import { journalEntry, newShipment, storedOrder } from './store-samples.ts';

const [target, key, mode] = process.argv.slice(2);
const store = await openStore(JSON.parse(target!), Buffer.from(key!, 'hex'));

if (mode === 'fill') {
  // A process over its file size limit would be killed; ignored, the write fails as on a full disk.
  process.on('SIGXFSZ', () => {});
  try {
    for (let count = 0; count < 100; count += 1) {
      const info = { direction: 'in', name: '', mediaType: '', size: 0, shop: 'sheet', layout: '', at: '' } as const;
      await store.write((tx) => tx.putDocument({ ...info, hash: `fill-${count}` }, Buffer.alloc(100_000, count)));
      writeSync(1, 'committed\n');
    }
  } catch (error) {
    writeSync(1, `${(error as { code?: string }).code}\n`);
  }
  process.exit(0);
}

for (let count = 0; ; count += 1) {
  const number = `victim-${process.pid}-${count}`;
  await store.write(async (tx) => {
    await tx.saveOrders([storedOrder(number)]);
    await tx.saveShipments([newShipment(number)]);
    if (mode === 'hang') {
      writeSync(1, 'middle\n');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    }
    await tx.addJournal([journalEntry('taken', { orderNumber: number })]);
  });
  writeSync(1, 'committed\n');
}
