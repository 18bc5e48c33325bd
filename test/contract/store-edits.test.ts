import { describe, expect, test } from 'vitest';
import { changeOrder } from '../../src/core/edit/change.ts';
import { editableFields } from '../../src/core/edit/editable.ts';
import { copyStore } from '../../src/store/copy.ts';
import { openStore } from '../../src/store/db.ts';
import { openDatabase } from '../../src/store/open.ts';
import { openSealer } from '../../src/store/seal.ts';
import { journalEntry, sampleOrder, storedOrder } from '../support/store-samples.ts';
import { newStorePlace, storeKinds, testKey } from '../support/stores.ts';

const phone = editableFields.get('line.consignee.phone')!;
const note = '試験野様から電話で確認';

describe.each(storeKinds)('corrections of people in %s', (kind) => {
  test('come back with the source they stand on; notes are sealed, also in a copy of the store', async () => {
    const place = await newStorePlace(kind);
    const elsewhere = await newStorePlace(kind);
    const source = sampleOrder('E-1');
    const change = { field: phone, of: '', value: '090-0000-7777' };
    const { order, edits } = changeOrder(source, [], [change], { by: '佐藤', at: '2026-11-21T02:00:00Z', note });
    const stored = storedOrder('E-1', { order, source, edits });
    const entry = journalEntry('order-edited', { orderNumber: 'E-1', details: { fields: 'consignee.phone' }, note });
    const store = await openStore(place.target, testKey);
    await store.write(async (tx) => {
      await tx.saveOrders([stored]);
      await tx.addJournal([journalEntry('other'), entry]);
    });
    expect(await store.orders({})).toEqual([stored]);
    expect((await store.journal())[1]).toEqual(entry);
    expect((await store.journal())[0]).not.toHaveProperty('note');
    await store.close();

    const raw = await openDatabase(place.target, openSealer([testKey]));
    const rows = await raw.reader.selectFrom('journal').selectAll().execute();
    await raw.close();
    const bytes = Buffer.concat(rows.flatMap((row) => [Buffer.from(row.details), Buffer.from(row.sealed_note ?? [])]));
    for (const encoding of ['utf8', 'utf16le'] as const)
      expect(bytes.includes(Buffer.from(note, encoding))).toBe(false);

    await copyStore(place.target, elsewhere.target, [testKey]);
    const copy = await openStore(elsewhere.target, testKey);
    expect((await copy.journal())[1]).toEqual(entry);
    expect(await copy.orders({})).toEqual([stored]);
    await copy.close();
    place.remove();
    elsewhere.remove();
  });
});
