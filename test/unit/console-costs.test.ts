import { StatementSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { asset } from '../../src/web/assets.ts';
import { openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';

/* What a page costs: so many questions to the store, however much there is, and so many bytes. */

let desk: Desk;
let operators: TestConsole;
let visitor: Visitor;
let asked = 0;

/** Orders that are ready, and some that are held for two reasons. */
const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) =>
    row(from + at, 1, at % 3 === 0 ? { 'ship-postal-code': '' } : at % 3 === 1 ? { 'ship-postal-code': '12' } : {}),
  );

beforeAll(async () => {
  const { all, run } = StatementSync.prototype;
  vi.spyOn(StatementSync.prototype, 'all').mockImplementation(function (this: StatementSync, ...given) {
    asked += 1;
    return all.apply(this, given as Parameters<typeof all>);
  });
  vi.spyOn(StatementSync.prototype, 'run').mockImplementation(function (this: StatementSync, ...given) {
    asked += 1;
    return run.apply(this, given as Parameters<typeof run>);
  });
  desk = await openDesk();
  await desk.report(rows(1, 61));
  operators = await openTestConsole(desk.ctx);
  visitor = operators.visitor();
  await visitor.get('/');
});
afterAll(async () => {
  vi.restoreAllMocks();
  await operators?.close();
  await desk?.close();
});

const paths = [
  '/',
  '/orders',
  '/orders?state=held&hold=address-unreadable',
  `/orders?search=${encodeURIComponent('試験')}&state=ready`,
  `/orders/amazon/${orderNo(1)}`,
  '/problems',
  '/notices',
  '/runs',
  '/stock',
  '/files/documents',
];

async function costs(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const path of paths) {
    // What is kept for some minutes, and that somebody looked, is asked and written once.
    await visitor.get(path);
    const before = asked;
    expect([path, (await visitor.get(path)).status]).toEqual([path, 200]);
    counts[path] = asked - before;
  }
  return counts;
}

test('a page asks as many questions with twice the orders, and not many', async () => {
  const before = await costs();
  await desk.report(rows(61, 121));
  expect(await costs()).toEqual(before);
  for (const [path, count] of Object.entries(before)) expect([path, count < 60]).toEqual([path, true]);
});

test('the first page and the list are below 150 KB with everything that they load', async () => {
  const files = ['tokens.css', 'console.css', 'console.js', 'htmx.js', 'icon.svg'];
  const loaded = files.reduce((sum, name) => sum + (asset(name)?.br?.length ?? Number.NaN), 0);
  for (const path of ['/', '/orders']) {
    const { text } = await visitor.get(path);
    for (const name of files) expect(text).toContain(`/${name}"`);
    expect([...text.matchAll(/\/assets\/[0-9a-f]+\/([^"]+)"/g)].every((one) => files.includes(one[1]!))).toBe(true);
    expect(Buffer.byteLength(text) + loaded).toBeLessThan(150 * 1024);
  }
  expect((await visitor.get('/orders')).text.match(/name="order"/g)).toHaveLength(50);
});
