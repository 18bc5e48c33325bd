import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openStore } from '../../src/store/db.ts';
import type { Reads, Store } from '../../src/store/types.ts';
import {
  newShipment,
  sampleHold,
  sampleNotice,
  sampleShipment,
  sampleWaybill,
  storedOrder,
} from '../support/store-samples.ts';
import { newStorePlace, type StorePlace, testKey } from '../support/stores.ts';

/*
 * SQLite tells how it would find the rows of a statement. A list, or a read by key, that walks a whole table would cost more with
 * every order that ever was.
 */
let place: StorePlace;
let store: Store;
const prepared: string[] = [];
const filters = { method: 'cool', tags: ['急ぎ'] };
const prepare = DatabaseSync.prototype.prepare;

beforeAll(async () => {
  vi.spyOn(DatabaseSync.prototype, 'prepare').mockImplementation(function (this: DatabaseSync, sql, ...rest) {
    prepared.push(sql);
    return prepare.call(this, sql, ...rest);
  });
  place = await newStorePlace('sqlite');
  store = await openStore(place.target, testKey);
  await store.write(async (tx) => {
    await tx.saveOrders([storedOrder('A-1')]);
    await tx.saveShipments([
      newShipment('A-1', 1, { state: 'held', holds: [sampleHold], shipment: sampleShipment('A-1', 1, filters) }),
    ]);
    await tx.putNotices([sampleNotice({ state: 'told' })]);
    await tx.addWaybills([{ shipment: 'id A-1 1', waybill: sampleWaybill('900000000009', 'A-1_1') }]);
  });
});

afterAll(async () => {
  vi.restoreAllMocks();
  await store.close();
  place.remove();
});

interface Plan {
  readonly sql: string;
  readonly steps: readonly string[];
}

function explain(statements: readonly string[]): Plan[] {
  const database = new DatabaseSync((place.target as { file: string }).file);
  const plans = statements.map((sql) => ({
    sql,
    steps: prepare
      .call(database, `explain query plan ${sql}`)
      .all()
      .map((row) => String(row.detail)),
  }));
  database.close();
  return plans;
}

async function plansOf(read: (reads: Reads) => Promise<unknown>): Promise<Plan[]> {
  const other = await openStore(place.target, testKey); // keeps its own statements: everything is prepared anew
  prepared.length = 0;
  await read(other);
  const plans = explain(prepared);
  await other.close();
  expect(plans.flatMap((plan) => plan.steps).length).toBeGreaterThan(0);
  return plans;
}

/**
 * Walks through a whole table or index; a list in parameters is none, nor are the rows that a count found, nor is an index of the few that are watched, and a page may begin
 * at the end of an index.
 */
const walks = (plans: readonly Plan[]) =>
  plans.flatMap(({ sql, steps }) =>
    steps.filter(
      (step) =>
        /^SCAN (?!json_each|CONSTANT ROW$|\d+ CONSTANT|counted$|codes$|tags$|places$|hand_overs USING INDEX hand_overs_watched)/.test(
          step,
        ) && !(/ limit /.test(sql) && /USING (COVERING )?INDEX|^SCAN journal$/.test(step)),
    ),
  );

/** Sorts more than the rows of one moment. */
const sorts = (plans: readonly Plan[]) =>
  plans.filter((plan) => / limit /.test(plan.sql) && plan.steps.some((step) => /TEMP B-TREE FOR (?!LAST)/.test(step)));

const page = { limit: 50 };
const behind = async (
  list: (page: { limit: number; after?: string }) => Promise<{ rows: readonly { key: string }[] }>,
) => list({ ...page, after: (await list(page)).rows.at(-1)?.key ?? '' });

test.each<[string, (reads: Reads) => Promise<unknown>]>([
  ['all orders', (reads) => behind((at) => reads.listOrders({}, at))],
  ['the orders of a shop', (reads) => behind((at) => reads.listOrders({ shop: 'sheet' }, at))],
  ['orders by state', (reads) => behind((at) => reads.listOrders({ states: ['held'] }, at))],
  [
    'the orders of a shop by state',
    (reads) => behind((at) => reads.listOrders({ shop: 'sheet', states: ['held', 'closed'] }, at)),
  ],
  ['orders by hold', (reads) => behind((at) => reads.listOrders({ holds: ['database-busy'] }, at))],
  ['orders by delivery method', (reads) => behind((at) => reads.listOrders({ methods: ['cool'] }, at))],
  ['orders by delivery method and state', (reads) => reads.listOrders({ methods: ['cool'], states: ['closed'] }, page)],
  ['orders by tag', (reads) => behind((at) => reads.listOrders({ tags: ['急ぎ'] }, at))],
  ['orders by tag and state', (reads) => reads.listOrders({ tags: ['急ぎ'], states: ['held'] }, page)],
  ['orders by day', (reads) => behind((at) => reads.listOrders({ from: '2026-11-01', to: '2026-11-30' }, at))],
  ['people that are held', (reads) => reads.listOrders({ search: '試験野', states: ['held'] }, page)],
  ['people of a shop by tag', (reads) => reads.listOrders({ search: '試験野', tags: ['急ぎ'], shop: 'sheet' }, page)],
  [
    'holds by method and tag',
    (reads) => reads.listOrders({ holds: ['unpaid'], methods: ['cool'], tags: ['急ぎ'] }, page),
  ],
  ['people', (reads) => behind((at) => reads.listOrders({ search: '試験野 花子' }, at))],
  ['all holds', (reads) => behind((at) => reads.listHolds({}, at))],
  ['holds by code', (reads) => behind((at) => reads.listHolds({ codes: ['database-busy'] }, at))],
  ['runs', (reads) => reads.listRuns({}, page)],
  ['runs of a job of a shop', (reads) => reads.listRuns({ shop: 'sheet', job: 'pull' }, { limit: 1 })],
  ['runs of a shop', (reads) => reads.listRuns({ shop: 'sheet' }, page)],
  ['link history', (reads) => reads.listLinkHistory({ since: '2026-11-01T00:00:00Z' }, page)],
  ['documents', (reads) => reads.listDocuments({}, page)],
  ['journal of an order', (reads) => reads.listJournal({ orderNumber: 'A-1' }, page)],
  ['journal', (reads) => reads.listJournal({}, page)],
  ['files', (reads) => reads.listOutbox({ purpose: 'issue' }, page)],
  ['mails', (reads) => reads.listMails({}, page)],
  ['notices of a shop', (reads) => behind((at) => reads.listNotices({ shop: 'sheet', states: ['told', 'due'] }, at))],
  ['notices', (reads) => behind((at) => reads.listNotices({ states: ['told'] }, at))],
  ['notices of a kind', (reads) => reads.listNotices({ states: ['told'], kinds: ['ship'] }, page)],
  ['marks', (reads) => behind((at) => reads.listMarks({ shop: 'sheet', today: '2026-11-21' }, at))],
])('the list of %s is read in its order from an index', async (_, read) => {
  const plans = await plansOf(read);
  expect(walks(plans)).toEqual([]);
  expect(sorts(plans)).toEqual([]);
});

test.each<[string, (reads: Reads) => Promise<unknown>]>([
  ['orders by number', (reads) => reads.orders({ numbers: ['A-1'] })],
  ['orders of a shop by number', (reads) => reads.orders({ shop: 'sheet', numbers: ['A-1'] })],
  ['orders by the number that people see', (reads) => reads.labelled('sheet', ['A-1'])],
  ['revisions', (reads) => reads.revisions('sheet', 'A-1')],
  ['shipments by order', (reads) => reads.shipments({ shop: 'sheet', numbers: ['A-1'] })],
  ['shipments by お客様管理番号', (reads) => reads.shipments({ customerNos: ['A-1_1'] })],
  ['shipments by id', (reads) => reads.shipments({ ids: ['id A-1 1'] })],
  ['open shipments', (reads) => reads.shipments({ shop: 'sheet', states: ['held', 'ready'] })],
  ['usedNumbers', (reads) => reads.usedNumbers(['A-1'])],
  ['owners of numbers', (reads) => reads.waybillOwner(['900000000009'])],
  ['files that are not written yet', (reads) => reads.outbox({ stage: ['intended', 'staged'] })],
  ['the same without what they hold', (reads) => reads.outboxHeads({ stage: ['intended', 'staged'] })],
  ['files of a shipment', (reads) => reads.outbox({ shipment: 'id A-1 1', purpose: 'issue' })],
  ['the last file of shipments', (reads) => reads.lastWritten(['id A-1 1'], 'issue')],
  ['unsettled orders', (reads) => reads.unsettledOrders({ shop: 'sheet', today: '2026-11-21' }, page)],
  ['forms of orders', (reads) => reads.formsOf('sheet', ['A-1'])],
  ['hand-overs that go on', (reads) => reads.handOvers({ watched: true })],
  ['new failures', (reads) => reads.notices({ shop: 'sheet', states: ['failed', 'asking'], since: '2026' })],
  ['notices of orders', (reads) => reads.notices({ shop: 'sheet', orderNumbers: ['A-1'], states: ['due'] })],
  [
    'notices of orders in any state',
    (reads) => reads.notices({ shop: 'sheet', orderNumbers: ['A-1'], states: ['told', 'due', 'failed'] }),
  ],
  ['what was told', (reads) => reads.told(['id A-1 1'], 'ship')],
  ['gone pieces', (reads) => reads.gonePieces([{ no: 1, after: 0 }])],
  ['what came to an end', (reads) => reads.ended(5, 10)],
  ['the last that came to an end', (reads) => reads.lastEnded()],
  ['what an export wrote', (reads) => reads.exported('picking', ['id A-1 1'])],
  ['a run', (reads) => reads.run('x')],
  ['runs by the beginning of their number', (reads) => reads.listRuns({ id: '2026' }, page)],
  ['orders of a filter, counted', (reads) => reads.countOrdersOf({ shop: 'sheet', states: ['held'] }, 1001)],
  ['shipments of a state, counted', (reads) => reads.countShipments(['held', 'ready'], 1001)],
  ['tags', (reads) => reads.orderTags(100)],
  ['named views', (reads) => reads.consoleViews('x')],
  ['holds by reason, counted', (reads) => reads.countHolds(1001)],
  ['notices of a state, counted', (reads) => reads.countNotices(['failed', 'asking'], 1001)],
  ['notices by shop and kind, counted', (reads) => reads.countNoticesByKind(['due', 'told'], 1001)],
  ['orders of a day, counted', (reads) => reads.countOn('orders', '2026-11-20', '2026-11-21')],
  ['labels of a day, counted', (reads) => reads.countOn('labels', '2026-11-20', '2026-11-21')],
  ['what was told on a day, counted', (reads) => reads.countOn('told', '2026-11-20', '2026-11-21')],
  ['a signed-in browser', (reads) => reads.consoleSession('x')],
  ['a user of the console', (reads) => reads.consoleUser('x')],
  ['orders by any number', (reads) => reads.listOrders({ search: 'A-1' }, page)],
])('%s are found by an index', async (_, read) => {
  expect(walks(await plansOf(read))).toEqual([]);
});

test('notices of an order are found by its number, not by their state', async () => {
  const plans = await plansOf((reads) =>
    reads.notices({ shop: 'sheet', orderNumbers: ['A-1'], states: ['told', 'due', 'sending', 'failed'] }),
  );
  expect(plans.flatMap((plan) => plan.steps).filter((step) => /notices/.test(step))).toEqual([
    expect.stringContaining('notices_order (order_number=?'),
  ]);
});

test('a filter of several things probes the rest step by step: by order, never by what many have in common', async () => {
  const plans = await plansOf((reads) =>
    reads.listOrders(
      { search: '試験野', states: ['held'], methods: ['cool'], tags: ['急ぎ'], holds: ['unpaid'] },
      page,
    ),
  );
  const steps = plans.filter(({ sql }) => / cross join /.test(sql)).flatMap((plan) => plan.steps);
  const probes = steps.filter((step) => /^SEARCH [stow] /.test(step));
  expect(probes.length).toBeGreaterThan(2);
  for (const probe of probes)
    expect(probe).toMatch(/order_no=\? AND tag=\? AND listed_at=\?|listed_at=\? AND order_no=\?/);
});

test('notices of a shop and of a kind are found in their place among those that were told', async () => {
  const plans = await plansOf(async (reads) => {
    await reads.listNotices({ shop: 'sheet', states: ['told'], kinds: ['ship'] }, page);
    await reads.listNotices({ states: ['told'], kinds: ['ship'] }, page);
    await reads.listNotices({ states: ['told'], orderNumbers: ['A-1'] }, page);
  });
  expect(plans.flatMap((plan) => plan.steps).filter((step) => /notices/.test(step))).toEqual([
    expect.stringContaining('notices_shop_listed (state=? AND shop=? AND kind=?)'),
    expect.stringContaining('notices_listed (state=? AND kind=?)'),
    expect.stringContaining('notices_order (order_number=?'),
  ]);
});

test('orders that people see under another number are found by it, not by their shop', async () => {
  const plans = await plansOf((reads) => reads.labelled('sheet', ['A-1']));
  expect(plans.flatMap((plan) => plan.steps).filter((step) => /order_heads/.test(step))).toEqual([
    expect.stringContaining('order_heads_label (label=?'),
  ]);
});

test('the same purchase is looked for in one statement for many orders, by its word and its days', async () => {
  const asked = Array.from({ length: 100 }, (_, at) => ({
    number: `B-${at}`,
    at: '2026-11-20T01:00:00Z',
    words: [`d:${at}`, `d:${at} more`],
  }));
  const plans = await plansOf((reads) => reads.purchasesNear(asked, { shop: 'sheet', days: 3 }));
  expect(plans).toHaveLength(1);
  expect(plans[0]?.steps.filter((step) => /SEARCH|SCAN/.test(step)).sort()).toEqual([
    'SCAN 200 CONSTANT ROWS',
    'SCAN a',
    'SEARCH h USING INTEGER PRIMARY KEY (rowid=?)',
    'SEARCH o USING INTEGER PRIMARY KEY (rowid=?)',
    'SEARCH w USING PRIMARY KEY (hash=? AND listed_at>? AND listed_at<?)',
  ]);
});

test('what is too old is found by its age, not by its state', async () => {
  prepared.length = 0;
  const other = await openStore(place.target, testKey);
  for (const table of ['notices', 'runs', 'mails', 'link_history', 'hand_overs'] as const)
    await other.forget.history(table, { before: '2020-01-01T00:00:00Z', now: '2026-11-21T00:00:00Z' });
  await other.close();
  const plans = explain(prepared.filter((sql) => /^delete/.test(sql)));
  const found = plans.flatMap(({ steps }) => steps.filter((step) => /INDEX/.test(step) && !/autoindex/.test(step)));
  expect(found).toHaveLength(5);
  for (const step of found) expect(step).toMatch(/(?:at|started_at|reserved_at)<\?/);
});

test('the marks of a change are set by indexes', async () => {
  prepared.length = 0;
  await store.write(async (tx) => {
    const [one] = await tx.shipments({ numbers: ['A-1'] });
    await tx.saveShipments([{ ...one!, state: 'ready', holds: [] }]);
    await tx.saveOrders([storedOrder('A-1', { revision: 2 })]);
  });
  const plans = explain(prepared.filter((sql) => !/^(begin|commit|rollback)/.test(sql)));
  expect(plans.flatMap((plan) => plan.steps).length).toBeGreaterThan(5);
  expect(walks(plans)).toEqual([]);
});
