import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Shipment } from '../../src/core/shipment.ts';
import { openStore } from '../../src/store/db.ts';
import { prepareShipment } from '../../src/store/prepare-shipment.ts';
import {
  type DocumentInfo,
  ForbiddenMove,
  type OutboxFile,
  type RunRecord,
  StaleWrite,
  type Store,
  type StoredMail,
  type StoredNotice,
  type Writes,
} from '../../src/store/types.ts';
import {
  journalEntry,
  newShipment,
  sampleHold,
  sampleOrder,
  sampleShipment,
  sampleWaybill,
  storedOrder,
} from '../support/store-samples.ts';
import { newStorePlace, type StorePlace, storeKinds, testKey } from '../support/stores.ts';

function documentOf(bytes: Uint8Array, change: Partial<DocumentInfo> = {}): DocumentInfo {
  return {
    hash: createHash('sha256').update(bytes).digest('hex'),
    direction: 'in',
    name: '注文.csv',
    mediaType: 'text/csv',
    size: bytes.length,
    shop: 'sheet',
    layout: 'order-sheet@1',
    at: '2026-11-20T01:00:00Z',
    ...change,
  };
}

const outboxFile = (id: string, change: Partial<OutboxFile> = {}): OutboxFile => ({
  id,
  shop: 'sheet',
  purpose: 'issue',
  path: `b2/${id}.csv`,
  document: 'd',
  stage: 'intended',
  shipments: ['s1', 's2'],
  at: '2026-11-21T00:00:00Z',
  ...change,
});

const run = (id: string, startedAt: string, change: Partial<RunRecord> = {}): RunRecord => ({
  id,
  job: 'intake',
  shop: 'sheet',
  startedAt,
  finishedAt: null,
  counts: {},
  items: [],
  result: 'running',
  ...change,
});

describe.each(storeKinds)('a store on %s', (kind) => {
  let place: StorePlace;
  let store: Store;

  beforeAll(async () => {
    place = await newStorePlace(kind);
    store = await openStore(place.target, testKey);
  });

  afterAll(async () => {
    await store.close();
    place.remove();
  });

  const write = <T>(work: (tx: Writes) => Promise<T>) => store.write(work);

  describe('documents', () => {
    test.each([0, 10, 1024 * 1024, 2_500_000])('of %i bytes come back as they went in', async (size) => {
      const bytes = randomBytes(size);
      const info = documentOf(bytes);
      expect(await write((tx) => tx.putDocument(info, bytes))).toBe(true);
      expect(await store.document(info.hash)).toEqual(info);
      const back = await store.documentBytes(info.hash);
      expect(back && Buffer.compare(back, bytes)).toBe(0);
    });

    test('with the same hash are stored once, and the first one stays', async () => {
      const bytes = Buffer.from('twice');
      expect(await write((tx) => tx.putDocument(documentOf(bytes), bytes))).toBe(true);
      expect(await write((tx) => tx.putDocument(documentOf(bytes, { name: '別名.csv' }), bytes))).toBe(false);
      expect((await store.document(documentOf(bytes).hash))?.name).toBe('注文.csv');
    });

    test('that were never stored are undefined', async () => {
      expect(await store.document('nothing')).toBeUndefined();
      expect(await store.documentBytes('nothing')).toBeUndefined();
    });

    test('are listed by shop, layout name and direction, oldest first', async () => {
      const put = (text: string, change: Partial<DocumentInfo>) => {
        const bytes = Buffer.from(text);
        return write((tx) => tx.putDocument(documentOf(bytes, { name: text, shop: 'listed', ...change }), bytes));
      };
      await put('late', { at: '2026-11-22T00:00:00Z', layout: 'yahoo@3' });
      await put('early', { at: '2026-11-21T00:00:00Z', layout: 'yahoo@2' });
      await put('other layout', { layout: 'yahoo-items@1', at: '2026-11-21T12:00:00Z' });
      await put('out', { direction: 'out', at: '2026-11-23T00:00:00Z', layout: 'b2-csv@1' });
      const names = async (filter: Parameters<Store['documents']>[0]) =>
        (await store.documents(filter)).map((info) => info.name);
      expect(await names({ shop: 'listed' })).toEqual(['early', 'other layout', 'late', 'out']);
      expect(await names({ shop: 'listed', layoutName: 'yahoo' })).toEqual(['early', 'late']);
      expect(await names({ shop: 'listed', direction: 'out' })).toEqual(['out']);
    });
  });

  describe('orders', () => {
    test('come back whole, with the last revision, while all revisions stay', async () => {
      const first = storedOrder('rev-1');
      const second = storedOrder('rev-1', { revision: 2, order: sampleOrder('rev-1', { note: '変更 〜 髙 𠮷' }) });
      await write((tx) => tx.saveOrders([first]));
      await write((tx) => tx.saveOrders([second]));
      expect(await store.orders({ numbers: ['rev-1'] })).toEqual([second]);
      expect(await store.revisions('sheet', 'rev-1')).toEqual([first, second]);
      expect(await store.revisions('amazon', 'rev-1')).toEqual([]);
    });

    test('keep what a person arranged with them, and have nothing arranged otherwise', async () => {
      const arrangement = {
        parts: [{ number: 2, lines: [{ no: '1', quantity: 1 }] }],
        bundled: [{ order: 'B-1', shipment: 'id' }],
        bundledInto: null,
        copyOf: '',
        copies: ['arranged-copy-1'],
      };
      await write((tx) => tx.saveOrders([storedOrder('arranged', { arrangement }), storedOrder('plain')]));
      const [arranged, plain] = await store.orders({ numbers: ['arranged', 'plain'] });
      expect(arranged?.arrangement).toEqual(arrangement);
      expect(plain).not.toHaveProperty('arrangement');
    });

    test('are found by shop, by number and by the state of a shipment', async () => {
      await write(async (tx) => {
        await tx.saveOrders(['f-3', 'f-1', 'f-2'].map((number) => storedOrder(number, { shop: 'found' })));
        await tx.saveOrders([storedOrder('f-1', { shop: 'found-too' })]);
        const shipment = sampleShipment('f-2', 1, { shop: 'found' });
        await tx.saveShipments([newShipment('f-2', 1, { shipment, state: 'held' })]);
      });
      const keys = async (filter: Parameters<Store['orders']>[0]) =>
        (await store.orders(filter)).map(({ shop, order }) => `${shop} ${order.number}`);
      expect(await keys({ shop: 'found' })).toEqual(['found f-1', 'found f-2', 'found f-3']);
      expect(await keys({ numbers: ['f-1'] })).toEqual(['found f-1', 'found-too f-1']);
      expect(await keys({ shop: 'found', numbers: ['f-1', 'f-3', 'none'] })).toEqual(['found f-1', 'found f-3']);
      expect(await keys({ shop: 'found', states: ['held', 'ready'] })).toEqual(['found f-2']);
      expect(await keys({ shop: 'found', states: ['closed'] })).toEqual([]);
      expect(await keys({ numbers: [] })).toEqual([]);
    });

    test('are sorted by their code points, whatever the language of the database', async () => {
      const numbers = ['b-1', 'B-1', 'a-10', 'a-9', 'a_9', 'あ', 'ア', '亜', '100', '20'];
      await write((tx) => tx.saveOrders(numbers.map((number) => storedOrder(number, { shop: 'sorted' }))));
      const found = (await store.orders({ shop: 'sorted' })).map(({ order }) => order.number);
      expect(found).toEqual([...numbers].sort());
    });

    test('a revision that is there already is stale, and nothing of the batch is kept', async () => {
      await write((tx) => tx.saveOrders([storedOrder('dup-1')]));
      const again = write((tx) => tx.saveOrders([storedOrder('dup-2'), storedOrder('dup-1')]));
      await expect(again).rejects.toBeInstanceOf(StaleWrite);
      expect(await store.orders({ numbers: ['dup-2'] })).toEqual([]);
    });

    test('thousands at once are written and found again', async () => {
      const numbers = Array.from({ length: 1501 }, (_, index) => `many-${String(index).padStart(5, '0')}`);
      await write((tx) => tx.saveOrders(numbers.map((number) => storedOrder(number, { shop: 'many' }))));
      const found = await store.orders({ numbers: [...numbers, 'unknown'] });
      expect(found.map(({ order }) => order.number)).toEqual(numbers);
    });
  });

  describe('shipments', () => {
    test('come back whole, with holds and waybills, and grow a version with every change', async () => {
      const change = newShipment('s-1', 1, { state: 'held', holds: [sampleHold] });
      await write((tx) => tx.saveShipments([change]));
      const [first] = await store.shipments({ numbers: ['s-1'] });
      expect(first).toEqual({
        shipment: change.shipment,
        state: 'held',
        version: 1,
        holds: [sampleHold],
        waybills: [],
        orderRevision: 1,
      });

      const cleared = { ...sampleHold, cleared: { at: '2026-11-21T00:00:00Z', by: 'operator', note: '確認済み' } };
      const shipment = sampleShipment('s-1', 1, { packages: 3 });
      await write((tx) =>
        tx.saveShipments([{ shipment, state: 'ready', version: 1, holds: [cleared], orderRevision: 2 }]),
      );
      expect(await store.shipments({ ids: [shipment.id] })).toEqual([
        { shipment, state: 'ready', version: 2, holds: [cleared], waybills: [], orderRevision: 2 },
      ]);
    });

    test('that were written before a field was there come back with it', async () => {
      const { part: _1, bundled: _2, bundledInto: _3, undone: _4, shippedOn: _5, ...old } = sampleShipment('old', 1);
      await write((tx) => tx.saveShipments([newShipment('old', 1, { shipment: old as Shipment, state: 'cancelled' })]));
      const [stored] = await store.shipments({ numbers: ['old'] });
      expect(stored?.shipment).toEqual(sampleShipment('old', 1));
    });

    test('a write that read an older version is stale and changes nothing', async () => {
      await write((tx) => tx.saveShipments([newShipment('stale-1'), newShipment('stale-2')]));
      await write((tx) => tx.saveShipments([newShipment('stale-1', 1, { version: 1, state: 'issuing' })]));
      const late = write((tx) =>
        tx.saveShipments([
          newShipment('stale-2', 1, { version: 1, state: 'issuing' }),
          newShipment('stale-1', 1, { version: 1, state: 'held' }),
        ]),
      );
      await expect(late).rejects.toBeInstanceOf(StaleWrite);
      const states = (await store.shipments({ numbers: ['stale-1', 'stale-2'] })).map(({ state }) => state);
      expect(states).toEqual(['issuing', 'ready']);
    });

    test('a change of a shipment that does not exist is stale', async () => {
      const change = write((tx) => tx.saveShipments([newShipment('never-there', 1, { version: 3 })]));
      await expect(change).rejects.toBeInstanceOf(StaleWrite);
    });

    test('a move that is not in the transition table is forbidden and changes nothing', async () => {
      await write((tx) => tx.saveShipments([newShipment('move-1', 1, { state: 'issued' })]));
      const back = write((tx) => tx.saveShipments([newShipment('move-1', 1, { version: 1, state: 'ready' })]));
      await expect(back).rejects.toBeInstanceOf(ForbiddenMove);
      const [still] = await store.shipments({ numbers: ['move-1'] });
      expect([still?.state, still?.version]).toEqual(['issued', 1]);
    });

    test('a shipment goes into a file as it was read: only from ready, only as of its version, all or none', async () => {
      const numbers = ['file-1', 'file-2', 'file-3'];
      const changes = numbers.map((number) => newShipment(number, 1, number === 'file-3' ? { state: 'held' } : {}));
      await write((tx) => tx.saveShipments(changes));
      const read = await store.shipments({ numbers });
      const [one, two, held] = read.map(prepareShipment);
      const wrong = [
        { shipments: [one!, { ...two!, version: 7 }], reason: StaleWrite },
        { shipments: [one!, { ...two!, id: 'nowhere' }], reason: StaleWrite },
        { shipments: [one!, held!], reason: ForbiddenMove },
      ];
      for (const { shipments, reason } of wrong)
        await expect(write((tx) => tx.startIssuing(shipments))).rejects.toBeInstanceOf(reason);
      expect(await store.shipments({ numbers })).toEqual(read);
      await write((tx) => tx.startIssuing([one!, two!]));
      const moved = read.slice(0, 2).map((was) => ({ ...was, state: 'issuing', version: 2 }));
      expect(await store.shipments({ numbers: ['file-1', 'file-2'] })).toEqual(moved);
      await expect(write((tx) => tx.startIssuing([one!]))).rejects.toBeInstanceOf(StaleWrite);
      const { shop } = changes[0]!.shipment;
      const listed = (await store.ordersIn(shop, ['issuing', 'held'])).filter((number) => numbers.includes(number));
      expect(listed).toEqual(numbers);
    });

    test('a second shipment with the same id or the same customer number is refused', async () => {
      await write((tx) => tx.saveShipments([newShipment('twice')]));
      const sameId = write((tx) => tx.saveShipments([newShipment('twice')]));
      await expect(sameId).rejects.toBeInstanceOf(StaleWrite);
      const shipment = sampleShipment('twice', 1, { id: 'another id', shop: 'amazon' });
      const sameNo = write((tx) => tx.saveShipments([newShipment('twice', 1, { shipment })]));
      await expect(sameNo).rejects.toBeInstanceOf(StaleWrite);
      expect(await store.shipments({ numbers: ['twice'] })).toHaveLength(1);
    });

    test('hundreds are changed at once, or none when one of them moved on', async () => {
      const numbers = Array.from({ length: 450 }, (_, index) => `bulk-${String(index).padStart(3, '0')}`);
      await write((tx) => tx.saveShipments(numbers.map((number) => newShipment(number))));
      await write((tx) =>
        tx.saveShipments(numbers.map((number) => newShipment(number, 1, { version: 1, state: 'issuing' }))),
      );
      const versions = numbers.map((number) => newShipment(number, 1, { version: 2, state: 'issued' as const }));
      const bad = [...versions.slice(0, -1), { ...versions.at(-1)!, version: 1 }];
      await expect(write((tx) => tx.saveShipments(bad))).rejects.toBeInstanceOf(StaleWrite);
      const found = await store.shipments({ numbers });
      expect(found.map(({ shipment }) => shipment.orderNumber)).toEqual(numbers);
      expect(new Set(found.map(({ state, version }) => `${state} ${version}`))).toEqual(new Set(['issuing 2']));
    });

    test('are found by shop, state, customer number and id, sorted by shop, order number and serial', async () => {
      await write((tx) =>
        tx.saveShipments(
          [
            newShipment('q-2', 1, { state: 'held' }),
            newShipment('q-1', 10),
            newShipment('q-1', 2),
            newShipment('q-1', 1, { state: 'cancelled' }),
          ].map((change) => ({ ...change, shipment: { ...change.shipment, shop: 'query' } })),
        ),
      );
      const found = async (filter: Parameters<Store['shipments']>[0]) =>
        (await store.shipments(filter)).map(({ shipment }) => shipment.customerNo);
      expect(await found({ shop: 'query' })).toEqual(['q-1_1', 'q-1_2', 'q-1_10', 'q-2_1']);
      expect(await found({ shop: 'query', states: ['held', 'cancelled'] })).toEqual(['q-1_1', 'q-2_1']);
      expect(await found({ customerNos: ['q-2_1', 'q-1_10', 'q-9_9'] })).toEqual(['q-1_10', 'q-2_1']);
      expect(await found({ ids: ['id q-1 2'] })).toEqual(['q-1_2']);
      expect(await found({ shop: 'query', ids: [] })).toEqual([]);
    });

    test('what is used of an order number counts over all shops', async () => {
      await write((tx) =>
        tx.saveShipments([
          newShipment('ser-1', 1),
          newShipment('ser-1', 4, { shipment: sampleShipment('ser-1', 4, { shop: 'amazon' }) }),
          newShipment('ser-2', 1),
        ]),
      );
      const used = await store.usedNumbers(['ser-1', 'ser-2', 'ser-3']);
      expect([...used].map(([base, one]) => [base, one.lastSerial, [...one.taken.keys()].sort()]).sort()).toEqual([
        ['ser-1', 4, ['ser-1_1', 'ser-1_4']],
        ['ser-2', 1, ['ser-2_1']],
      ]);
    });
  });

  describe('waybills', () => {
    test('stay in the order in which they came, and the same fact twice is one fact', async () => {
      await write((tx) => tx.saveShipments([newShipment('w-1'), newShipment('w-2')]));
      const shipment = 'id w-1 1';
      const [nine, one, five] = ['900000000009', '100000000001', '500000000005'].map((no) =>
        sampleWaybill(no, 'w-1_1'),
      );
      await write((tx) => tx.addWaybills([nine!, one!].map((waybill) => ({ shipment, waybill }))));
      await write((tx) => tx.addWaybills([one!, five!].map((waybill) => ({ shipment, waybill }))));
      const [found] = await store.shipments({ numbers: ['w-1'] });
      expect(found?.waybills).toEqual([nine, one, five]);
      expect(await store.waybillOwner(['500000000005', '700000000007'])).toEqual(new Map([['500000000005', shipment]]));
    });

    test('hundreds at once are all there', async () => {
      const numbers = Array.from({ length: 450 }, (_, at) => `w-many-${at}`);
      await write((tx) => tx.saveShipments(numbers.map((number) => newShipment(number))));
      const items = numbers.map((number, at) => ({
        shipment: `id ${number} 1`,
        waybill: sampleWaybill(String(600_000_000_000 + at), `${number}_1`),
      }));
      await write((tx) => tx.addWaybills(items));
      expect(await store.waybillOwner([items[0]!.waybill.number, items[449]!.waybill.number])).toEqual(
        new Map([
          [items[0]!.waybill.number, items[0]!.shipment],
          [items[449]!.waybill.number, items[449]!.shipment],
        ]),
      );
    });

    test('of an unknown shipment are refused', async () => {
      const lost = write((tx) =>
        tx.addWaybills([{ shipment: 'nobody', waybill: sampleWaybill('300000000003', 'nobody_1') }]),
      );
      await expect(lost).rejects.toThrow();
      expect(await store.waybillOwner(['300000000003'])).toEqual(new Map());
    });
  });

  describe('the rest', () => {
    test('an outbox file keeps its shipments in row order and moves through its stages', async () => {
      const shipments = Array.from({ length: 300 }, (_, index) => `out-${299 - index}`);
      const file = outboxFile('o-1', { shop: 'out', shipments });
      await write((tx) => tx.putOutbox(file));
      await write((tx) => tx.putOutbox(outboxFile('o-2', { shop: 'out', purpose: 'notify', shipments: [] })));
      await write((tx) => tx.putOutbox({ ...file, stage: 'staged' }));
      expect(await store.outbox({ shop: 'out', stage: ['staged', 'written'] })).toEqual([{ ...file, stage: 'staged' }]);
      expect((await store.outbox({ shop: 'out' })).map(({ id }) => id)).toEqual(['o-1', 'o-2']);
      expect((await store.outbox({ shop: 'out', purpose: 'notify' })).map(({ id }) => id)).toEqual(['o-2']);
      expect((await store.outbox({ shipment: 'out-7' }))[0]?.shipments).toEqual(shipments);
      expect(await store.outbox({ stage: [] })).toEqual([]);
      const { shipments: _, ...head } = file;
      expect(await store.outboxHeads({ ids: ['o-1'], stage: ['staged'] })).toEqual([{ ...head, stage: 'staged' }]);
      expect(await store.outboxHeads({ ids: ['o-1'], stage: ['intended'] })).toEqual([]);
      expect(await store.outboxHeads({ stage: [] })).toEqual([]);
    });

    test('what was told is replaced by what is told now', async () => {
      const notice = { about: 't-1', kind: 'ship' as const, contentHash: 'one', at: '2026-11-21T00:00:00Z' };
      await write((tx) => tx.setTold([notice]));
      await write((tx) => tx.setTold([{ ...notice, contentHash: 'two' }]));
      const capture = { ...notice, about: 'order:shop:T-1', kind: 'capture' as const };
      await write((tx) => tx.setTold([capture, { ...notice, kind: 'complete' }]));
      expect(await store.told(['t-1', 't-2'], 'ship')).toEqual([{ ...notice, contentHash: 'two' }]);
      expect((await store.told(['order:shop:T-1', 't-1'])).map((one) => one.kind)).toEqual([
        'capture',
        'complete',
        'ship',
      ]);
      await write((tx) => tx.dropTold([{ about: 't-1', kind: 'ship' }]));
      expect((await store.told(['t-1'])).map((one) => one.kind)).toEqual(['complete']);
      expect(await store.told([])).toEqual([]);
    });

    test('a stock sheet sets the SKUs that it names, the last row of a SKU wins', async () => {
      await write((tx) =>
        tx.setStock(
          [
            { sku: 'B', onHand: 1 },
            { sku: 'A', onHand: 5 },
          ],
          'd',
          '2026-11-21T00:00:00Z',
        ),
      );
      await write((tx) =>
        tx.setStock(
          [
            { sku: 'B', onHand: 2 },
            { sku: 'B', onHand: 0 },
          ],
          'd',
          '2026-11-22T00:00:00Z',
        ),
      );
      expect(await store.stock()).toEqual([
        { sku: 'A', onHand: 5 },
        { sku: 'B', onHand: 0 },
      ]);
      expect(await store.stock(['A', 'Z'])).toEqual([{ sku: 'A', onHand: 5 }]);
      expect(Object.fromEntries(await store.stockTimes())).toEqual({
        A: '2026-11-21T00:00:00Z',
        B: '2026-11-22T00:00:00Z',
      });
    });

    test('a product map replaces the links that it names', async () => {
      const link = { shop: 'qoo10', item: '1', option: '', sku: 'A', name: '湯のみ' };
      await write((tx) => tx.setProducts([link, { ...link, option: 'x' }, { ...link, shop: 'amazon' }], 'd', 'now'));
      await write((tx) => tx.setProducts([{ ...link, sku: 'B' }], 'd', 'now'));
      expect(await store.products('qoo10')).toEqual([
        { ...link, sku: 'B' },
        { ...link, option: 'x' },
      ]);
      expect((await store.products()).map(({ shop }) => shop)).toEqual(['amazon', 'qoo10', 'qoo10']);
      const low = { ...link, option: 'x', lowStock: 0, unlimited: true as const };
      await write((tx) => tx.setProducts([low], 'd', 'now'));
      expect((await store.products('qoo10'))[1]).toEqual(low);
      await write((tx) => tx.setProducts([{ ...link, option: 'x' }], 'd', 'now'));
      expect((await store.products('qoo10'))[1]).toEqual({ ...link, option: 'x' });
    });

    test('the journal keeps its order, and a limit shows the last entries', async () => {
      const entries = ['one', 'two', 'three'].map((what) => journalEntry(what, { shop: 'j' }));
      await write((tx) => tx.addJournal(entries));
      await write((tx) => tx.addJournal([journalEntry('four', { shop: 'j', orderNumber: 'A-2' })]));
      expect(await store.journal({ shop: 'j', orderNumber: 'A-1' })).toEqual(entries);
      expect((await store.journal({ shop: 'j', limit: 2 })).map(({ what }) => what)).toEqual(['three', 'four']);
    });

    test('a run is noted when it starts and again when it ends, the newest is listed first', async () => {
      await write((tx) => tx.putRun(run('r-1', '2026-11-21T00:00:00Z')));
      await write((tx) => tx.putRun(run('r-2', '2026-11-21T01:00:00Z')));
      const done = run('r-1', '2026-11-21T00:00:00Z', {
        finishedAt: '2026-11-21T00:00:03Z',
        counts: { new: 3 },
        result: 'done',
      });
      await write((tx) => tx.putRun(done));
      expect(await store.runs()).toEqual([run('r-2', '2026-11-21T01:00:00Z'), done]);
      expect(await store.runs(1)).toHaveLength(1);
    });

    test('a run keeps what set it off, and the last of one job is found', async () => {
      await write((tx) => tx.putRun(run('b-1', '2026-11-21T00:00:00Z', { job: 'issue', startedBy: 'person 山田' })));
      await write((tx) => tx.putRun(run('b-2', '2026-11-21T01:00:00Z', { job: 'issue', startedBy: 'clock' })));
      expect((await store.run('b-1'))?.startedBy).toBe('person 山田');
      const { rows } = await store.listRuns({ job: 'issue' }, { limit: 1 });
      expect(rows[0]).toMatchObject({ id: 'b-2', startedBy: 'clock' });
    });

    test('cursors are found by their beginning; those that are blank are none', async () => {
      await write(async (tx) => {
        await tx.setCursor('amazon', 'paused:pull', '{}', 'now');
        await tx.setCursor('amazon', 'paused:notify', '', 'now');
        await tx.setCursor('', 'paused:issue', '{}', 'now');
        await tx.setCursor('amazon', 'pause', 'x', 'now');
      });
      expect((await store.cursorsOf('paused:')).map(({ shop, job }) => `${shop} ${job}`)).toEqual([
        ' paused:issue',
        'amazon paused:pull',
      ]);
    });

    test('T20: shipments that came to an end are listed in that order, once per move; what an export wrote is known by its name', async () => {
      const before = await store.lastEnded();
      await write((tx) => tx.saveShipments([newShipment('EX-1', 1, { state: 'held' })]));
      const [one] = await store.shipments({ numbers: ['EX-1'] });
      await write((tx) => tx.saveShipments([{ ...one!, state: 'cancelled' }]));
      const ended = await store.ended(before, 10);
      expect(ended.map((row) => row.shipment)).toEqual([one!.shipment.id]);
      await write((tx) => tx.putExported('picking', [one!.shipment.id], 'now'));
      expect([...(await store.exported('picking', [one!.shipment.id, 'other']))]).toEqual([one!.shipment.id]);
      expect([...(await store.exported('books', [one!.shipment.id]))]).toEqual([]);
      await expect(write((tx) => tx.putExported('picking', [one!.shipment.id], 'now'))).rejects.toThrow();
      await write((tx) => tx.dropEnded(ended.at(-1)!.no));
      expect(await store.ended(0, 10)).toEqual([]);
    });

    test('a notice keeps its reservation, and its state moves on', async () => {
      const notice: StoredNotice = {
        id: 'n-1',
        shop: 'notices',
        orderNumber: 'A-1',
        about: 'ship-1',
        kind: 'ship',
        state: 'due',
        contentHash: 'h',
        body: { parcel: 1 },
        reservedAt: '2026-11-21T00:00:00Z',
        notBefore: '2026-11-21T00:05:00Z',
        attempts: 0,
        handle: null,
        code: '',
        args: {},
        waitsFor: [{ about: 'ship-1', kind: 'schedule', contentHash: null }],
        parts: [],
        byHand: false,
        at: '2026-11-21T00:00:00Z',
      };
      await write((tx) => tx.putNotices([notice, { ...notice, id: 'n-2', orderNumber: 'A-2' }]));
      const pending: StoredNotice = {
        ...notice,
        state: 'pending',
        handle: { kind: 'feed', id: '7', notices: ['n-1'] },
        attempts: 1,
        parts: [{ key: '1', kind: 'done', code: 'notice-told' }],
        byHand: true,
      };
      await write((tx) => tx.putNotices([pending]));
      expect(await store.notices({ shop: 'notices', states: ['pending'] })).toEqual([pending]);
      expect((await store.notices({ shop: 'notices', orderNumbers: ['A-2'] })).map((one) => one.id)).toEqual(['n-2']);
      expect(await store.notices({ shop: 'notices', ids: [] })).toEqual([]);
      expect(await store.notices({ shop: 'notices', kinds: ['complete'] })).toEqual([]);
      expect(await store.notices({ shop: 'notices', kinds: ['ship'], limit: 1 })).toHaveLength(1);
    });

    test('cursors, halts and mails are read back as they were put', async () => {
      expect(await store.cursor('notices', 'pull')).toBe('');
      await write((tx) => tx.setCursor('notices', 'pull', 'a', '2026-11-21T00:00:00Z'));
      await write((tx) => tx.setCursor('notices', 'pull', 'b', '2026-11-21T00:01:00Z'));
      expect(await store.cursor('notices', 'pull')).toBe('b');
      const halt = { shop: 'notices', code: 'x', args: { n: 1 }, at: '2026-11-21T00:00:00Z' };
      await write((tx) => tx.putHalt(halt));
      expect(await store.halts()).toEqual([halt]);
      await write((tx) => tx.clearHalt('notices'));
      expect(await store.halts()).toEqual([]);
      const mail: StoredMail = {
        id: 'm-1',
        to: 'desk@example.jp',
        subject: '件名',
        text: '本文',
        state: 'due',
        attempts: 0,
        notBefore: '2026-11-21T00:00:00Z',
        at: '2026-11-21T00:00:00Z',
      };
      await write((tx) => tx.putMails([mail]));
      await write((tx) => tx.putMails([{ ...mail, state: 'sent', attempts: 1 }]));
      expect(await store.mails({ states: ['sent'] })).toEqual([{ ...mail, state: 'sent', attempts: 1 }]);
    });
  });

  describe('a write', () => {
    test('that throws leaves nothing behind', async () => {
      const failing = write(async (tx) => {
        await tx.saveOrders([storedOrder('gone')]);
        await tx.addJournal([journalEntry('gone', { shop: 'gone' })]);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await store.orders({ numbers: ['gone'] })).toEqual([]);
      expect(await store.journal({ shop: 'gone' })).toEqual([]);
    });

    test('sees its own changes, and nobody else does before it is committed', async () => {
      await write(async (tx) => {
        await tx.saveOrders([storedOrder('own')]);
        expect(await tx.orders({ numbers: ['own'] })).toHaveLength(1);
        expect(await store.orders({ numbers: ['own'] })).toHaveLength(0);
      });
      expect(await store.orders({ numbers: ['own'] })).toHaveLength(1);
    });

    test('fails as a whole even if it swallows the failure of one step', async () => {
      const careless = write(async (tx) => {
        await tx.saveOrders([storedOrder('careless')]);
        await tx.saveOrders([storedOrder('careless')]).catch(() => {});
        await tx.saveOrders([storedOrder('careless too')]).catch(() => {});
        return 'fine';
      });
      await expect(careless).rejects.toBeInstanceOf(StaleWrite);
      expect(await store.orders({ numbers: ['careless', 'careless too'] })).toEqual([]);
    });

    test('cannot be continued after its end', async () => {
      let leaked: Writes | undefined;
      await write(async (tx) => {
        leaked = tx;
      });
      await expect(leaked?.saveOrders([storedOrder('late')])).rejects.toThrow('over');
      expect(await store.orders({ numbers: ['late'] })).toEqual([]);
    });

    test('inside another one is refused instead of waiting for ever', async () => {
      const nested = write(() => write(async () => 'inner'));
      await expect(nested).rejects.toThrow('inside');
    });

    test('waits for the one before, also when that one failed', async () => {
      const order: string[] = [];
      const step = (name: string, fails = false) =>
        write(async (tx) => {
          order.push(`${name} in`);
          await tx.orders({ numbers: ['x'] });
          order.push(`${name} out`);
          if (fails) throw new Error(name);
        });
      const results = await Promise.allSettled([step('a'), step('b', true), step('c')]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
    });
  });

  describe('two processes on one database', () => {
    test('never both insert the same shipment', async () => {
      const other = await openStore(place.target, testKey);
      try {
        const results = await Promise.allSettled(
          [store, other].map((one) =>
            one.write(async (tx) => {
              const there = await tx.shipments({ numbers: ['race-1'] });
              if (there.length > 0) return 'there already';
              await new Promise((resolve) => setTimeout(resolve, 30));
              await tx.saveShipments([newShipment('race-1')]);
              return 'inserted';
            }),
          ),
        );
        expect(results.map((result) => result.status === 'fulfilled' && result.value).sort()).toEqual([
          'inserted',
          'there already',
        ]);
        expect(await store.shipments({ numbers: ['race-1'] })).toHaveLength(1);
      } finally {
        await other.close();
      }
    });

    test('that count in turns lose no step', async () => {
      const other = await openStore(place.target, testKey);
      try {
        const next = (one: Store) =>
          one.write(async (tx) => {
            const serial = ((await tx.usedNumbers(['turns'])).get('turns')?.lastSerial ?? 0) + 1;
            await tx.saveShipments([newShipment('turns', serial)]);
          });
        const steps = Array.from({ length: 20 }, (_, index) => next(index % 2 ? store : other));
        await Promise.all(steps);
        expect((await store.usedNumbers(['turns'])).get('turns')?.lastSerial).toBe(20);
      } finally {
        await other.close();
      }
    });
  });

  test('what was written is there after closing and opening again', async () => {
    const elsewhere = await newStorePlace(kind);
    const first = await openStore(elsewhere.target, testKey);
    await first.write((tx) => tx.saveOrders([storedOrder('kept')]));
    await first.close();
    await expect(first.write(async () => {})).rejects.toThrow('closed');
    const second = await openStore(elsewhere.target, testKey);
    expect(await second.orders({})).toEqual([storedOrder('kept')]);
    await second.close();
    elsewhere.remove();
  });
});
