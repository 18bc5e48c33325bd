import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { issueShipments } from '../../src/flow/issue/issue-shipments.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';
import { filesIn } from '../support/workspace.ts';

/* Orders are issued page by page (500): what comes out is the same as if all were looked at together. */

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const count = 503;
const numbers = Array.from({ length: count }, (_, no) => orderNo(no + 1));

test('more orders than a page: each once, in one file, in the order of lists, with one name each outside the database', async () => {
  const { ctx } = desk;
  // Other goods for each, and one near the end that is held.
  const rows = numbers.map((_, no) =>
    row(no + 1, no + 1, { sku: `SKU-${no}`, ...(no === 501 && { 'ship-state': '' }) }),
  );
  await desk.report(rows);
  const progress: string[] = [];
  const onProgress = ({ done, total }: { done: number; total?: number }) => progress.push(`${done}/${total}`);
  const plan = await issueShipments(ctx, { dryRun: true });
  const report = await issueShipments({ ...ctx, onProgress }, {});
  const held = report.leftOut.map((one) => one.number);
  const expected = numbers.filter((number) => !held.includes(number)).map((number) => `${number}_1`);
  expect(held.length).toBeLessThanOrEqual(1);
  expect([...report.shipments].sort()).toEqual(expected.toSorted());
  expect(plan.shipments).toEqual(report.shipments);
  expect(progress.at(-1)).toBe(`${count}/${count}`);
  const [file, ...more] = filesIn(join(ctx.config.root, 'outbox')).filter((name) => name.endsWith('.csv'));
  expect(more).toEqual([]);
  const lines = readFileSync(join(ctx.config.root, 'outbox', file!), 'latin1')
    .trimEnd()
    .split('\r\n')
    .slice(1);
  expect(lines.map((line) => line.split(',')[0]!.replaceAll('"', ''))).toEqual(report.shipments);
  const stored = await ctx.store.shipments({ shop: 'amazon', states: ['issuing'] });
  expect(stored.map((one) => [one.shipment.customerNo, one.version])).toEqual(report.shipments.map((one) => [one, 2]));
  expect((await ctx.store.standing()).epoch).toBe(1);
  expect((await issueShipments(ctx, {})).shipments).toEqual([]);
});

test('a page that fails takes the pages before it back', async () => {
  const { ctx } = desk;
  await desk.report(numbers.map((_, no) => row(no + 1, no + 1, { sku: `SKU-${no}` })));
  let pages = 0;
  const write: typeof ctx.store.write = (work) =>
    ctx.store.write((tx) =>
      work({
        ...tx,
        async startIssuing(shipments) {
          await tx.startIssuing(shipments);
          if (++pages === 2) throw new Error('the second page');
        },
      }),
    );
  await expect(issueShipments({ ...ctx, store: { ...ctx.store, write } }, {})).rejects.toThrow('the second page');
  expect(pages).toBe(2);
  expect(await ctx.store.ordersIn('amazon', ['issuing'])).toEqual([]);
  expect(await ctx.store.ordersIn('amazon', ['ready'])).toHaveLength(count);
  expect(filesIn(join(ctx.config.root, 'outbox'))).toEqual([]);
});
