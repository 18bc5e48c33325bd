import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { changedSkus, stockFigures } from '../src/flow/stock/stock-figures.ts';
import { openStore } from '../src/store/db.ts';
import type { ShipmentChange } from '../src/store/types.ts';
import { newShipment, sampleShipment } from '../test/support/store-samples.ts';
import { markdownTable, median } from './measure.ts';

/*
 * 50,000 SKUs with a product map for two shops and 1,000 sets, 5,000 open parcels: everything worked out anew (goal: 3 s), and what one order that
 * comes costs.
 */

const skuCount = 50_000;
const openParcels = 5_000;
const at = '2026-11-21T00:00:00Z';
const skuOf = (no: number) => `SKU-${String(no).padStart(5, '0')}`;

export async function benchStock(log: (line: string) => void): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'b2-bridge-bench-'));
  const store = await openStore({ kind: 'sqlite', file: path.join(folder, 'bench.db') }, randomBytes(32));
  const skus = Array.from({ length: skuCount }, (_, no) => skuOf(no));
  const parcel = (no: number): ShipmentChange =>
    newShipment(`N-${no}`, 1, {
      shipment: sampleShipment(`N-${no}`, 1, {
        lines: [{ no: '1', sku: skuOf((no * 7) % skuCount), name: '', option: '', quantity: 1 }],
      }),
    });
  const measure = async (work: () => Promise<unknown>, times = 5): Promise<number> => {
    const taken: number[] = [];
    for (let run = 0; run < times; run++) {
      const start = performance.now();
      await work();
      taken.push(performance.now() - start);
    }
    return median(taken);
  };
  try {
    await store.write(async (tx) => {
      await tx.setStock(
        skus.map((sku) => ({ sku, onHand: 10 })),
        'd',
        at,
      );
      for (const shop of ['sheet', 'other'])
        await tx.setProducts(
          skus.map((sku) => ({ shop, item: `${shop}-${sku}`, option: '', sku, name: '' })),
          'd',
          at,
        );
      await tx.setSets(
        skus.slice(0, 1000).map((sku, no) => ({ sku: `SET-${no}`, part: sku, quantity: 2 })),
        'd',
        at,
      );
      await tx.saveShipments(Array.from({ length: openParcels }, (_, no) => parcel(no)));
    });
    const whole = await measure(() => stockFigures(store));
    let { clock } = await changedSkus(store, 0);
    let next = openParcels;
    const one = await measure(async () => {
      const before = clock;
      const changed = await changedSkus(store, before);
      if (changed.skus !== 'all' && changed.skus.length > 0) await stockFigures(store, changed.skus);
      clock = changed.clock;
      await store.write((tx) => tx.saveShipments([parcel(++next)]));
    }, 20);
    const rows = [
      [
        `all ${skuCount.toLocaleString('en')} SKUs, ${openParcels.toLocaleString('en')} open parcels`,
        whole.toFixed(0),
        '≤ 3000',
      ],
      ['what one order changed, with storing it', one.toFixed(1), ''],
    ];
    for (const [what, ms, goal] of rows) log(`${what}: ${ms} ms ${goal}`);
    return markdownTable(['what', 'ms', 'goal'], rows);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
