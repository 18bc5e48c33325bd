import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noArrangement } from '../../src/core/arrangement.ts';
import type { Shipment, ShipmentState } from '../../src/core/shipment.ts';
import { openStore } from '../../src/store/db.ts';
import type { ListPage, OrderListFilter, OrderRow, PageRequest, Store, StoredNotice } from '../../src/store/types.ts';
import { raw } from '../support/raw-database.ts';
import {
  journalEntry,
  newShipment,
  sampleHold,
  sampleOrder,
  samplePerson,
  sampleShipment,
  sampleWaybill,
  storedOrder,
} from '../support/store-samples.ts';
import { newStorePlace, type StorePlace, storeKinds, testKey } from '../support/stores.ts';

/** Walks a list to its end, page by page. */
async function walk<Row>(read: (page: PageRequest) => Promise<ListPage<Row>>, limit: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | undefined; ; ) {
    const page = await read({ limit, after });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows);
    if (page.next === null) return rows;
    after = page.next;
  }
}

const numbersOf = async (store: Store, filter: OrderListFilter, limit = 100) =>
  (await walk((page) => store.listOrders(filter, page), limit)).map((one) => one.number);

const person = (name: string, more = {}) => ({ ...samplePerson, name, kana: '', company: '', ...more });

const order = (number: string, day: string | null, name: string, more = {}) =>
  storedOrder(number, {
    order: sampleOrder(number, {
      orderedAt: day && `${day}T10:00:00+09:00`,
      orderer: person(name, more),
      destinations: sampleOrder(number).destinations.map((one) => ({ ...one, consignee: person(name, more) })),
    }),
  });

describe.each(storeKinds)('lists of a store on %s', (kind) => {
  let place: StorePlace;
  let store: Store;

  const numbers = (filter: OrderListFilter, limit = 100) => numbersOf(store, filter, limit);

  beforeAll(async () => {
    place = await newStorePlace(kind);
    store = await openStore(place.target, testKey);
    await store.write(async (tx) => {
      await tx.saveOrders([
        order('A-1', '2026-11-01', '佐藤　花子', { phone: '090-1111-2222', postalCode: '1500001' }),
        order('A-2', '2026-11-03', '髙橋 一郎', { kana: 'ﾀｶﾊｼ ｲﾁﾛｳ', phone: '+81 3-1234-5678' }),
        order('A-3', '2026-11-02', '鈴木花子', { company: '株式会社見本', phone: '06-1111-2222' }),
        order('A-4', null, 'Smith John', { phone: '' }),
      ]);
      await tx.saveOrders([{ ...order('A-1', '2026-11-02', '佐藤次郎'), shop: 'qoo10' }]);
      await tx.saveShipments([
        newShipment('A-1', 1, { state: 'closed' }),
        newShipment('A-2', 1, { state: 'held', holds: [sampleHold, { ...sampleHold, code: 'unpaid' }] }),
        newShipment('A-2', 2, { state: 'held' }),
        newShipment('A-3', 1, { state: 'ready' }),
        newShipment('A-3', 2, {
          state: 'held',
          holds: [{ ...sampleHold, cleared: { at: '2026-11-20T00:00:00Z', by: 'x', note: 'y' } }],
        }),
        newShipment('A-1', 3, { shipment: sampleShipment('A-1', 3, { shop: 'qoo10' }), state: 'shipped' }),
      ]);
      await tx.addWaybills([
        { shipment: 'id A-1 1', waybill: sampleWaybill('900000000009', 'A-1_1') },
        { shipment: 'id A-1 1', waybill: sampleWaybill('100000000001', 'A-1_1') },
      ]);
    });
  });

  afterAll(async () => {
    await store.close();
    place.remove();
  });

  test('go from the newest order to the oldest; without a time of its own an order stands at its arrival', async () => {
    // A-4 came on 2026-11-20; of two orders of the same second the one that came later is first.
    expect(await numbers({})).toEqual(['A-4', 'A-2', 'A-1', 'A-3', 'A-1']);
    expect(await numbers({ shop: 'sheet' })).toEqual(['A-4', 'A-2', 'A-3', 'A-1']);
  });

  test('count all orders, or those of a shop', async () => {
    expect([await store.countOrders(), await store.countOrders('sheet'), await store.countOrders('none')]).toEqual([
      5, 4, 0,
    ]);
  });

  test('show an order with its shipments, open holds and numbers, and nothing sealed', async () => {
    const { rows } = await store.listOrders({ shop: 'sheet', search: 'A-2' }, { limit: 1 });
    expect(rows).toEqual([
      {
        key: expect.any(String),
        shop: 'sheet',
        number: 'A-2',
        revision: 1,
        at: '2026-11-20T01:00:00Z',
        orderedAt: '2026-11-03T10:00:00+09:00',
        payment: 'paid',
        cancelled: false,
        isForgotten: false,
        shipments: [
          {
            id: 'id A-2 1',
            customerNo: 'A-2_1',
            serial: 1,
            state: 'held',
            service: 'prepaid',
            holds: [
              { code: 'database-busy', clearedBy: 'operator' },
              { code: 'unpaid', clearedBy: 'operator' },
            ],
            trackingNumbers: [],
          },
          expect.objectContaining({ customerNo: 'A-2_2', holds: [] }),
        ],
      },
    ] satisfies OrderRow[]);
    const [closed] = (await store.listOrders({ states: ['closed'] }, { limit: 5 })).rows;
    expect(closed?.shipments[0]?.trackingNumbers).toEqual(['900000000009', '100000000001']);
  });

  test.each([1, 2, 3, 50])('are the same in pages of %i', async (limit) => {
    const filters: OrderListFilter[] = [
      {},
      { shop: 'sheet' },
      { states: ['held', 'closed', 'ready'] },
      { states: ['held'], shop: 'sheet' },
      { search: '花子' },
      { from: '2026-11-02', to: '2026-11-03' },
      { holds: ['unpaid', 'database-busy'] },
    ];
    for (const filter of filters) expect(await numbers(filter, limit)).toEqual(await numbers(filter));
  });

  test('are narrowed by state, hold and day, all together', async () => {
    expect(await numbers({ states: ['held'] })).toEqual(['A-2', 'A-3']);
    expect(await numbers({ states: ['ready', 'held'], shop: 'sheet' })).toEqual(['A-2', 'A-3']);
    expect(await numbers({ states: ['shipped'], shop: 'sheet' })).toEqual([]);
    expect(await numbers({ states: [] })).toEqual([]);
    expect(await numbers({ holds: ['unpaid'] })).toEqual(['A-2']);
    expect(await numbers({ holds: ['database-busy'], states: ['ready'] })).toEqual([]);
    expect(await numbers({ from: '2026-11-02' })).toEqual(['A-4', 'A-2', 'A-1', 'A-3']);
    expect(await numbers({ from: '2026-11-02', to: '2026-11-02' })).toEqual(['A-1', 'A-3']);
    expect(await numbers({ to: '2026-11-02', states: ['held'] })).toEqual(['A-3']);
    expect(await numbers({ to: '2026-11-01', search: '花子' })).toEqual(['A-1']);
    expect(await numbers({ holds: ['unpaid'], search: '花子' })).toEqual([]);
  });

  test.each([
    ['a family name', '佐藤', ['A-1', 'A-1']],
    ['a given name, parted or not', '花子', ['A-3', 'A-1']],
    ['a whole name, without its space', '佐藤花子', ['A-1']],
    ['a whole name that was written without one', '鈴木　花子', ['A-3']],
    ['another form of a character', '高橋', ['A-2']],
    ['the form that was written', '髙橋一郎', ['A-2']],
    ['hiragana for half-width katakana', 'たかはし', ['A-2']],
    ['a company without its legal form', '見本', ['A-3']],
    ['a company with it', '㈱見本', ['A-3']],
    ['latin letters of any case', 'JOHN smith', ['A-4']],
    ['a phone number without hyphens', '09011112222', ['A-1']],
    ['a phone number in full width', '０９０－１１１１－２２２２', ['A-1']],
    ['a phone number as at home', '03-1234-5678', ['A-2']],
    ['its last four digits', '2222', ['A-3', 'A-1']],
    ['a postal code', '〒150-0001', ['A-1']],
    ['a name and digits', '花子 2222', ['A-3', 'A-1']],
    ['an order number in every shop', 'A-1', ['A-1', 'A-1']],
    ['an お客様管理番号', 'A-2_2', ['A-2']],
    ['an order number in full width', 'Ａ－２', ['A-2']],
    ['an order number in small letters, with a space', 'a -2', ['A-2']],
    ['a tracking number as people write it', '1000-0000-0001', ['A-1']],
    ['nobody', '田中', []],
    ['part of a word', '佐', []],
    ['two people at once', '佐藤 鈴木', []],
    ['only signs', '・', []],
  ])('are searched by %s', async (_, text, found) => {
    expect(await numbers({ search: text })).toEqual(found);
  });

  test('holds are listed with their order, those that were cleared are not', async () => {
    const rows = await walk((page) => store.listHolds({}, page), 1);
    expect(rows.map(({ key: _, ...row }) => row)).toEqual(
      [0, 1].map((no) => ({
        shop: 'sheet',
        number: 'A-2',
        shipment: 'id A-2 1',
        customerNo: 'A-2_1',
        no,
        code: ['database-busy', 'unpaid'][no],
        clearedBy: 'operator',
      })),
    );
    const codes = async (filter: Parameters<Store['listHolds']>[0]) =>
      (await store.listHolds(filter, { limit: 10 })).rows.map((one) => one.code);
    expect(await codes({ codes: ['unpaid', 'none'] })).toEqual(['unpaid']);
    expect(await codes({ shop: 'qoo10' })).toEqual([]);
  });

  test('runs, link records, documents, files, mails and journal are paged like that', async () => {
    const at = (minute: number) => `2026-11-21T00:0${minute}:00Z`;
    await store.write(async (tx) => {
      for (const no of [1, 2, 3]) {
        const shop = no === 2 ? 'qoo10' : 'sheet';
        await tx.putRun({
          id: `20261121T000${no}`,
          job: 'pull',
          shop,
          startedAt: at(no),
          finishedAt: null,
          counts: { new: no },
          result: 'running',
          items: [{ key: 'k', kind: 'fix', code: 'c' }],
        });
        await tx.addLinkRecord({
          id: `l-${no}`,
          handOver: 'h',
          direction: no === 1 ? 'to-b2' : 'from-b2',
          at: at(Math.min(no, 2)),
          result: 'done',
          orders: 1,
          shipments: 1,
          code: '',
          args: {},
        });
        const info = { direction: 'in', mediaType: '', size: 0, layout: 'x@1', name: `f-${no}` } as const;
        await tx.putDocument({ ...info, hash: `d${no}`, shop, at: at(no) }, Buffer.of());
        const file = { purpose: 'issue', path: 'p', document: 'd1', stage: 'written' } as const;
        await tx.putOutbox({ ...file, id: `o-${no}`, shop, shipments: [`s-${no}`, 's-0'], at: at(no) });
        const mail = { to: 't', subject: `s-${no}`, text: '', state: 'due', attempts: 0 } as const;
        await tx.putMails([{ ...mail, id: `m-${no}`, notBefore: at(1), at: at(no) }]);
        await tx.addJournal([journalEntry(`w-${no}`, { shop: 'paged', orderNumber: 'P-1' })]);
      }
    });
    for (const limit of [1, 2, 9]) {
      const runs = await walk((page) => store.listRuns({ shop: 'sheet' }, page), limit);
      expect(runs.map((one) => one.id)).toEqual(['20261121T0003', '20261121T0001']);
      const links = await walk((page) => store.listLinkHistory({ since: at(1) }, page), limit);
      expect(links.map((one) => one.id)).toEqual(['l-2', 'l-3', 'l-1']);
      const documents = await walk((page) => store.listDocuments({ layoutName: 'x' }, page), limit);
      expect(documents.map((one) => one.name)).toEqual(['f-3', 'f-2', 'f-1']);
      const files = await walk((page) => store.listOutbox({ purpose: 'issue', stages: ['written'] }, page), limit);
      expect(files.map((one) => one.id)).toEqual(['o-3', 'o-2', 'o-1']);
      const mails = await walk((page) => store.listMails({ states: ['due'] }, page), limit);
      expect(mails.map((one) => one.subject)).toEqual(['s-3', 's-2', 's-1']);
      const journal = await walk((page) => store.listJournal({ orderNumber: 'P-1' }, page), limit);
      expect(journal.map((one) => one.what)).toEqual(['w-3', 'w-2', 'w-1']);
    }
    // Only what was given up is due again, whatever else is named with it.
    const lost = { id: 'lost', to: 'a@example.jp', subject: 'lost', text: 't', notBefore: at(1), at: at(1) };
    await store.write((tx) => tx.putMails([{ ...lost, state: 'failed', attempts: 9 }]));
    const all = (await store.mails()).map((one) => one.id);
    expect(await store.write((tx) => tx.reviveMails([...all, 'none'], at(5)))).toEqual(['lost']);
    expect(await store.write((tx) => tx.reviveMails(['lost'], at(6)))).toEqual([]);
    expect((await store.mails()).find((one) => one.id === 'lost')).toMatchObject({
      state: 'due',
      attempts: 0,
      notBefore: at(5),
    });
    expect((await store.listRuns({ id: '20261121T0002' }, { limit: 5 })).rows[0]).not.toHaveProperty('items');
    expect(await store.run('20261121T0002')).toMatchObject({ shop: 'qoo10', items: [{ key: 'k' }] });
    expect(await store.run('nothing')).toBeUndefined();
    expect((await store.listDocuments({ hash: 'd2' }, { limit: 5 })).rows.map((one) => one.hash)).toEqual(['d2']);
    expect(await store.lastWritten(['s-0', 's-1', 's-9'], 'issue')).toEqual(
      new Map([
        ['s-0', at(3)],
        ['s-1', at(1)],
      ]),
    );
  });

  test('notices are paged over several states, those that were reserved last first', async () => {
    const notice = (no: number, state: StoredNotice['state'], shop = 'sheet'): StoredNotice => ({
      id: `n-${no}`,
      shop,
      orderNumber: `N-${no % 3}`,
      about: `id N-${no} 1`,
      kind: no % 2 === 0 ? 'ship' : 'acknowledge',
      state,
      contentHash: 'h',
      body: { no },
      reservedAt: `2026-11-21T00:00:0${Math.min(no, 5)}Z`,
      notBefore: '',
      attempts: 0,
      handle: null,
      code: '',
      args: {},
      waitsFor: [],
      parts: [],
      byHand: false,
      at: '',
    });
    await store.write((tx) =>
      tx.putNotices([
        notice(1, 'told'),
        notice(2, 'due'),
        notice(3, 'told'),
        notice(4, 'failed'),
        notice(5, 'due', 'qoo10'),
        notice(6, 'told'),
      ]),
    );
    const ids = async (filter: Omit<Parameters<Store['listNotices']>[0], 'states'>, limit: number) =>
      (await walk((page) => store.listNotices({ states: ['told', 'due', 'failed'], ...filter }, page), limit)).map(
        (one) => one.id,
      );
    for (const limit of [1, 2, 3, 100]) {
      expect(await ids({}, limit)).toEqual(['n-6', 'n-5', 'n-4', 'n-3', 'n-2', 'n-1']);
      expect(await ids({ shop: 'sheet', kinds: ['ship'] }, limit)).toEqual(['n-6', 'n-4', 'n-2']);
      expect(await ids({ orderNumbers: ['N-0'] }, limit)).toEqual(['n-6', 'n-3']);
    }
    expect((await store.listNotices({ states: ['told'] }, { limit: 1 })).rows[0]).toMatchObject({ body: { no: 6 } });
    expect((await store.listNotices({ states: [] }, { limit: 1 })).rows).toEqual([]);
  });

  test('an order that people see under another number is found by either, and with its namesakes', async () => {
    const namesake = order('L-1', '2026-10-01', '名無 一');
    const own = order('L-1-K2', '2026-10-02', '名無 二');
    await store.write((tx) =>
      tx.saveOrders([
        { ...namesake, shop: 'labels' },
        { ...own, shop: 'labels', order: { ...own.order, remote: { key: 'K2', number: 'L-1' } } },
      ]),
    );
    expect(await store.labelled('labels', ['L-1', 'L-2'])).toEqual([{ label: 'L-1', number: 'L-1-K2' }]);
    expect(await store.labelled('sheet', ['L-1'])).toEqual([]);
    expect(await numbers({ shop: 'labels', search: 'L-1' })).toEqual(['L-1-K2', 'L-1']);
    expect(await numbers({ shop: 'labels', search: 'L-1-K2' })).toEqual(['L-1-K2']);
  });

  test('an order number is found by its beginning, as people type it, beside people of that number', async () => {
    const numbered = (number: string, name: string, phone = '') => order(number, '2026-09-01', name, { phone });
    await store.write((tx) =>
      tx.saveOrders([
        { ...numbered('250-1234567-7654321', '番号 一'), shop: 'begun' },
        { ...numbered('250-1234999-0000000', '番号 二'), shop: 'begun' },
        { ...numbered('B7-2501', '番号 三', '03-0000-2501'), shop: 'begun' },
        { ...numbered('2501-X', '番号 四'), shop: 'begun' },
      ]),
    );
    const found = async (search: string) => (await numbers({ shop: 'begun', search })).toSorted();
    expect(await found('250-1234')).toEqual(['250-1234567-7654321', '250-1234999-0000000']);
    expect(await found('２５０－１２３４５')).toEqual(['250-1234567-7654321']);
    expect(await found('25012345677654321')).toEqual(['250-1234567-7654321']);
    expect(await found('b7-2')).toEqual(['B7-2501']);
    // Four digits may be the end of a phone number, too.
    expect(await found('2501')).toEqual(['2501-X', 'B7-2501']);
    expect(await found('25')).toEqual([]);
    expect(await found('1234567')).toEqual([]);
  });

  test('a place that no list gave is refused, and so is a page without rows', async () => {
    for (const after of ['x', Buffer.from('[1]').toString('base64url'), Buffer.from('{}').toString('base64url')]) {
      await expect(store.listOrders({}, { limit: 1, after })).rejects.toMatchObject({ code: 'list-key-unreadable' });
    }
    for (const limit of [0, 1001, 1.5]) await expect(store.listOrders({}, { limit })).rejects.toThrow('page');
  });
});

describe.each(storeKinds)('what lists are made of, on %s', (kind) => {
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

  const found = async (search: string, one = store) =>
    (await one.listOrders({ search }, { limit: 10 })).rows.map((row) => row.number);

  test('a revision moves the order in the list, and only its new people are found', async () => {
    await store.write(async (tx) => {
      await tx.saveOrders([order('R-1', '2026-11-01', '山田 太郎'), order('R-2', '2026-11-05', '山田 次郎')]);
      await tx.saveShipments([newShipment('R-1', 1, { state: 'held', holds: [sampleHold] })]);
    });
    expect(await found('山田')).toEqual(['R-2', 'R-1']);
    await store.write((tx) => tx.saveOrders([{ ...order('R-1', '2026-11-09', '山本 太郎'), revision: 2 }]));
    expect([await found('山田'), await found('太郎'), await found('山本')]).toEqual([['R-2'], ['R-1'], ['R-1']]);
    const listed = async (filter: OrderListFilter) =>
      (await store.listOrders(filter, { limit: 10 })).rows.map((row) => `${row.number} ${row.revision}`);
    expect(await listed({ from: '2026-11-06' })).toEqual(['R-1 2']);
    expect(await listed({ from: '2026-11-06', states: ['held'] })).toEqual(['R-1 2']);
    expect(await listed({ to: '2026-11-02', states: ['held'] })).toEqual([]);
    expect(await listed({ holds: ['database-busy'] })).toEqual(['R-1 2']);
  });

  test('orders are found by delivery method and tag, also where the order moved in the list', async () => {
    const tagged = (number: string, day: string, tags: readonly string[], more = {}) => ({
      ...order(number, day, '札 太郎'),
      arrangement: { ...noArrangement, tags },
      ...more,
    });
    const parcel = (number: string, state: ShipmentState, more: Partial<Shipment>, version = 0) =>
      newShipment(number, 1, { state, version, shipment: sampleShipment(number, 1, more) });
    const of = (filter: OrderListFilter) => numbersOf(store, filter);
    await store.write(async (tx) => {
      await tx.saveOrders([tagged('T-1', '2026-11-01', ['急ぎ', '贈り物']), tagged('T-2', '2026-11-02', [])]);
      await tx.saveShipments([
        parcel('T-1', 'ready', { method: 'cool' }),
        parcel('T-2', 'held', { method: 'mail', tags: ['冷凍'] }),
      ]);
    });
    expect([await of({ methods: ['cool'] }), await of({ methods: ['cool', 'mail'] })]).toEqual([
      ['T-1'],
      ['T-2', 'T-1'],
    ]);
    expect([
      await of({ methods: ['mail'], states: ['held'] }),
      await of({ methods: ['mail'], states: ['ready'] }),
    ]).toEqual([['T-2'], []]);
    expect([await of({ methods: ['mail'], shop: 'sheet' }), await of({ methods: ['mail'], shop: 'qoo10' })]).toEqual([
      ['T-2'],
      [],
    ]);
    expect(await of({ methods: ['cool'], search: '札' })).toEqual(['T-1']);
    expect([await of({ methods: [] }), await of({ tags: [] })]).toEqual([[], []]);
    expect([await of({ tags: ['急ぎ'] }), await of({ tags: ['冷凍'] }), await of({ tags: ['急ぎ', '冷凍'] })]).toEqual([
      ['T-1'],
      ['T-2'],
      ['T-2', 'T-1'],
    ]);
    expect([await of({ tags: ['急ぎ'], states: ['ready'] }), await of({ tags: ['急ぎ'], states: ['held'] })]).toEqual([
      ['T-1'],
      [],
    ]);
    expect([await of({ tags: ['急ぎ'], methods: ['cool'] }), await of({ tags: ['急ぎ'], methods: ['mail'] })]).toEqual([
      ['T-1'],
      [],
    ]);
    expect(await of({ tags: ['急ぎ'], search: '札' })).toEqual(['T-1']);
    expect(await store.orderTags(100)).toEqual(['冷凍', '急ぎ', '贈り物'].sort());
    expect(await store.orderTags(1)).toHaveLength(1);
    await store.write(async (tx) => {
      await tx.saveOrders([tagged('T-1', '2026-11-08', ['急ぎ'], { revision: 2 })]);
      await tx.saveShipments([parcel('T-2', 'ready', { method: 'cool' }, 1)]);
    });
    expect([await of({ tags: ['贈り物'] }), await of({ tags: ['冷凍'] }), await of({ methods: ['mail'] })]).toEqual([
      [],
      [],
      [],
    ]);
    expect([await of({ tags: ['急ぎ'], from: '2026-11-08' }), await of({ methods: ['cool'] })]).toEqual([
      ['T-1'],
      ['T-1', 'T-2'],
    ]);
  });

  test('a cleared hold is in no list any more, a new one is', async () => {
    const [before] = await store.shipments({ numbers: ['R-1'] });
    const cleared = { at: '2026-11-21T00:00:00Z', by: 'x', note: 'y' };
    const holds = [
      { ...sampleHold, cleared },
      { ...sampleHold, code: 'unpaid' as const },
    ];
    await store.write((tx) => tx.saveShipments([{ ...before!, holds }]));
    const rows = (await store.listHolds({}, { limit: 10 })).rows;
    expect(rows.map((row) => `${row.code} ${row.no}`)).toEqual(['unpaid 1']);
  });

  test('who was forgotten is not found by anything, and no entry is left', async () => {
    const old = { at: '2026-01-01T00:00:00Z', shop: 'old' };
    await store.write(async (tx) => {
      const arrangement = { ...noArrangement, tags: ['上得意'] };
      await tx.saveOrders([
        { ...order('F-1', '2026-01-01', '忘却 花子', { phone: '090-9999-8888' }), ...old, arrangement },
      ]);
      await tx.saveShipments([newShipment('F-1', 1, { state: 'closed' })]);
    });
    const entries = async () =>
      Number(
        (
          await raw(
            place.target,
            `select count(*) as n from search_words w join order_heads h on h.no = w.order_no where h.number = 'F-1'`,
          )
        )[0]?.n,
      );
    expect([await found('忘却'), await found('8888'), await entries()]).toEqual([['F-1'], ['F-1'], 7]);
    await store.write((tx) =>
      tx.saveShipments([
        {
          ...newShipment('F-1', 1, { state: 'closed', version: 1 }),
          shipment: sampleShipment('F-1', 1, { shop: 'old' }),
        },
      ]),
    );
    expect(
      (await store.forget.orders({ before: '2026-06-01T00:00:00Z', now: '2026-11-21T00:00:00Z' }, () => false))
        .forgotten,
    ).toBe(1);
    expect([await found('忘却'), await found('8888'), await entries()]).toEqual([[], [], 0]);
    expect(await numbersOf(store, { tags: ['上得意'] })).toEqual([]);
    const [row] = (await store.listOrders({ shop: 'old' }, { limit: 1 })).rows;
    expect(row).toMatchObject({ number: 'F-1', isForgotten: true });
  });

  test('entries under an older key are still found, and replaced by those of the new one', async () => {
    const newKey = Buffer.alloc(32, 9);
    const turned = await openStore(place.target, [newKey, testKey]);
    expect(await found('次郎', turned)).toEqual(['R-2']);
    await turned.write((tx) => tx.saveOrders([{ ...order('R-2', '2026-11-05', '山田 次郎'), revision: 2 }]));
    expect(await found('山田 次郎', turned)).toEqual(['R-2']);
    expect(await found('次郎')).toEqual([]);
    await turned.close();
  });
});

describe.each(storeKinds)('a store of an earlier version on %s', (kind) => {
  test('gets its lists when it is opened, in pages, also when that is broken off', async () => {
    const place = await newStorePlace(kind);
    const store = await openStore(place.target, testKey);
    const all = Array.from({ length: 450 }, (_, index) => `L-${String(index).padStart(3, '0')}`);
    await store.write(async (tx) => {
      await tx.saveOrders(all.map((number, index) => order(number, `2026-11-0${1 + (index % 9)}`, `人 ${number}`)));
      await tx.saveOrders([{ ...order('L-001', '2026-11-09', '後の 人'), revision: 2 }]);
      await tx.saveShipments([
        newShipment('L-000', 1, { state: 'held', holds: [sampleHold] }),
        newShipment('L-001', 1, { state: 'issued' }),
        newShipment('L-002', 1, { shipment: sampleShipment('L-002', 1, { method: 'cool', tags: ['冷凍'] }) }),
      ]);
      await tx.saveOrders([
        { ...order('L-400', '2026-11-09', '札の 人'), revision: 2, arrangement: { ...noArrangement, tags: ['急ぎ'] } },
      ]);
      await tx.addWaybills([{ shipment: 'id L-001 1', waybill: sampleWaybill('100000000001', 'L-001_1') }]);
      await tx.saveShipments([newShipment('L-001', 1, { state: 'shipped', version: 1 })]);
    });
    const rows = async (one: Store) => ({
      orders: (await walk((page) => one.listOrders({}, page), 100)).map(({ key: _, ...row }) => row),
      held: (await one.listOrders({ states: ['held'] }, { limit: 5 })).rows.map((row) => row.number),
      holds: (await one.listHolds({}, { limit: 5 })).rows.map(({ key: _, ...row }) => row),
      byMethod: await numbersOf(one, { methods: ['cool'] }),
      tagged: [await numbersOf(one, { tags: ['急ぎ'] }), await numbersOf(one, { tags: ['冷凍'] })],
      found: (await one.listOrders({ search: '後の' }, { limit: 5 })).rows.map((row) => row.number),
      gone: (await one.goneItems()).map(({ no: _, ...item }) => item),
      pieces: [...(await one.gonePieces([{ no: 1, after: 0 }])).values()],
    });
    const before = await rows(store);
    expect([before.orders.length, before.held, before.found, before.pieces]).toEqual([450, ['L-000'], ['L-001'], [2]]);
    expect([before.byMethod, before.tagged]).toEqual([['L-002'], [['L-400'], ['L-002']]]);
    await store.close();
    for (const table of ['open_holds', 'order_tags', 'search_words', 'gone_goods', 'gone_items'])
      await raw(place.target, `delete from ${table}`);
    await raw(place.target, `delete from order_heads where number > 'L-100' or number < 'L-010'`);
    await raw(place.target, `update shipments set order_no = 0, listed_at = 0, service = '', method = ''`);
    await raw(place.target, `delete from meta where name in ('lists-filled', 'order-filters-filled')`);
    // As if the program had ended in the middle of it: some orders have their head already.
    const [again, other] = await Promise.all([openStore(place.target, testKey), openStore(place.target, testKey)]);
    const sorted = (one: Awaited<ReturnType<typeof rows>>) => ({
      ...one,
      orders: one.orders.toSorted((a, b) => (a.number < b.number ? -1 : 1)),
    });
    expect(sorted(await rows(again))).toEqual(sorted(before));
    await Promise.all([again.close(), other.close()]);
    place.remove();
  });
});
