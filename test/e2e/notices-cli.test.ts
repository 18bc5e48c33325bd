import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cli } from '../support/cli.ts';
import { issuedData, trackingNumber } from '../support/issued-data.ts';
import { type LabWorkspace, labWorkspace } from '../support/lab-workspace.ts';

/* What an operator types about notices, and what comes back. */

let place: LabWorkspace;
let root: string;
const bridge = (...args: string[]) => cli([...args, '-C', root]);
const json = async (...args: string[]) => JSON.parse((await bridge(...args, '--json')).stdout);

beforeEach(async () => {
  place = await labWorkspace({ seed: 'small', read: 'amazon-orders-v2026' });
  ({ root } = place);
});
afterEach(() => place.close());

test('notices of an order: listed, done by hand, and never sent', async () => {
  expect((await bridge('run', 'pull')).code).toBe(0);
  await bridge('issue');
  const orders = (await json('orders', 'list')) as {
    number: string;
    shipments: { customerNo: string; state: string }[];
  }[];
  const issued = orders.flatMap((one) => one.shipments).filter((one) => one.state === 'issuing');
  const [first, second] = issued.map((one) => one.customerNo.replace(/_\d+$/, ''));
  const rows = issued.slice(0, 2).map(({ customerNo }, index) => ({ customerNo, number: trackingNumber(index) }));
  const file = join(root, 'issued.csv');
  writeFileSync(file, issuedData(rows));
  await bridge('intake', file);
  expect((await bridge('run', 'ship')).code).toBe(0);

  const listed = (await json('notices', 'list')) as { number: string; kind: string; state: string }[];
  expect(listed).toMatchObject([
    { kind: 'ship', state: 'due' },
    { kind: 'ship', state: 'due' },
  ]);
  const shown = await bridge('notices', 'list', '--kind', 'ship');
  expect(shown.stdout).toContain('出荷実績の通知');
  expect(shown.stdout).toContain('通知待ち');
  expect((await bridge('notices', 'list', '--kind', 'capture')).stdout).toContain('該当するものはありません');

  // Somebody typed the number into the marketplace's own screen.
  const done = await bridge('notices', 'done', first!, '--kind', 'ship', '--by', 'tanaka');
  expect([done.code, done.stdout]).toEqual([0, expect.stringContaining('出荷実績の通知')]);
  place.lab.clock.turn(10 * 60_000);
  await bridge('run', 'notify');
  const { packages } = await place.holdings<{ packages: { orderId: string }[] }>();
  expect(packages.map((one) => one.orderId)).toEqual([second]);
  expect(await json('notices', 'list')).toEqual([]);
  const history = (await bridge('orders', 'show', first!)).stdout;
  expect(history).toContain('連携状態を変更');
  expect(history).toContain('tanaka');
  expect((await bridge('orders', 'show', second!)).stdout).toContain('通知: 出荷実績の通知');
}, 120_000);

test('what makes no sense is said, with the code that scripts look at', async () => {
  await bridge('run', 'pull');
  const [{ number }] = (await json('orders', 'list')) as [{ number: string }];
  const cases: [string[], number, string][] = [
    [['notices', 'retry'], 2, '指定されていません'],
    [['notices', 'done', '999', '--kind', 'ship'], 3, '999'],
    [['notices', 'link', number, '--state', 'printed'], 3, '連携状態'],
    [['run', 'dance'], 2, 'acknowledge'],
  ];
  for (const [args, code, word] of cases) {
    const said = await bridge(...args);
    expect([args.join(' '), said.code, said.stderr]).toEqual([args.join(' '), code, expect.stringContaining(word)]);
  }
  expect((await bridge('notices', 'retry', '--shop', 'amazon')).stdout).toContain('0 件');
  expect((await bridge('shops', 'list')).stdout).toContain('受注の同期 手動のみ');
}, 120_000);
