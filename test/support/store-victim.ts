/**
 * A process made to be killed: writes an order, its shipment and a journal line in one transaction, over and over.
 * Arguments: store target as JSON, key in hex, mode (`hang`: stop in the middle of the first transaction; `loop`).
 * Says `middle` or `committed` on stdout, one line per transaction.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../src/store/db.ts';
import { journalEntry, newShipment, storedOrder } from './store-samples.ts';

const [target, key, mode] = process.argv.slice(2);
const store = await openStore(JSON.parse(target!), Buffer.from(key!, 'hex'));

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
