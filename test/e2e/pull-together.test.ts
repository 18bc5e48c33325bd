import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runJob } from '../../src/flow/jobs/index.ts';
import { pullShop } from '../../src/flow/pull/pull-shop.ts';
import { type AmazonBridge, openAmazonBridge } from '../support/amazon-bridge.ts';
import { b2Rows } from '../support/issued-data.ts';

/* What the pages of one pull set off is done once, and what a pull changed after a label stands in its output. */

let amazon: AmazonBridge;
afterEach(() => amazon.close());
const pull = () => pullShop(amazon.ctx, 'amazon');

function b2Files(): string[][] {
  const { outbox } = amazon.ctx.config;
  return readdirSync(outbox, { recursive: true, encoding: 'utf8' })
    .filter((name) => /b2-.*\.csv$/.test(name))
    .map((name) => b2Rows(readFileSync(join(outbox, name))).map((row) => row[0]!));
}

test('orders whose personal data came back are read one by one and written into one B2 file', async () => {
  amazon = await openAmazonBridge({ issue: 'auto' });
  await amazon.control.change('withdraw-role', { role: 'direct-to-consumer-shipping' });
  await pull();
  expect(b2Files()).toEqual([]);
  await amazon.control.change('grant-role', { role: 'direct-to-consumer-shipping' });
  amazon.turn(20);
  const { counts } = await pull();
  expect(counts.pages).toBeGreaterThan(5); // a page an order
  expect(b2Files()).toHaveLength(1);
  expect(b2Files()[0]!.length).toBeGreaterThan(5);
});

test('so are the pages of a pull that was broken off: what came is written', async () => {
  amazon = await openAmazonBridge({ issue: 'auto', api: 'page-size: 5' });
  await amazon.control.fault('searchOrders', 'server-error', { count: 1, skip: 2 });
  const { counts } = await pull();
  expect(counts).toMatchObject({ pages: 2, retry: 1 });
  expect(b2Files()).toHaveLength(1);
  await pull();
  expect(b2Files()).toHaveLength(2);
});

test('what was cancelled after its label stands in the output of the pull', async () => {
  amazon = await openAmazonBridge();
  const [first, second] = await amazon.toBeTold(2);
  await amazon.control.change('cancel-order', { order: first });
  amazon.turn(3);
  const ran = await runJob(amazon.ctx, 'pull', 'amazon', pullShop);
  const items = ran.kind === 'ran' ? ran.run.items.filter(({ kind }) => kind === 'fix') : [];
  expect(items).toMatchObject([{ key: first, code: 'cancelled-after-issue' }]);
  expect(items.map(({ key }) => key)).not.toContain(second);
  amazon.turn(3);
  const again = await pull();
  expect(again.items.filter(({ kind }) => kind === 'fix')).toEqual([]); // said when it happens
});
