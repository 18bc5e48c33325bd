import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { writeLabFile } from '../../src/lab-file.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';

/* Real processes that die (SIGKILL) while they print; the next one goes on. Also what the commands say. */

let root: string;
let lab: Lab;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-kill-'));
  await cli(['init', root]);
  writeFileSync(
    join(root, 'bridge.yaml'),
    `defaults:
  remarks: allow
  double-purchase: allow
  billing: { customer-code: "000000000000", freight-no: "01" }
shops:
  amazon: { title: Amazon, default-method: yamato }
b2:
  api: { access-key: { env: K }, api-user-id: X }
  notify-port: 0
`,
  );
  lab = await startLab({ seed: 'empty' });
  writeLabFile(join(root, 'data', 'lab.json'), lab);
  // Real processes wait in real time: a quick B2 Cloud.
  for (const change of ['poll-delay', 'spool-delay']) {
    await fetch(`${lab.control}/systems/b2cloud/${change}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ms: '0' }),
    });
  }
});
afterAll(async () => {
  await lab.close();
  rmSync(root, { recursive: true, force: true });
});

const run = (args: readonly string[], killAt = '') =>
  cli([...args, '-C', root], { env: killAt === '' ? {} : { B2_BRIDGE_KILL_AT: killAt } });
const turn = (by: string) =>
  fetch(`${lab.control}/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by }),
  });
const ledger = async () => {
  const holdings = (await (await fetch(`${lab.control}/holdings/b2cloud`)).json()) as {
    waybills: { customerNo: string; trackingNumber: string }[];
  };
  return holdings.waybills;
};
async function order(number: string): Promise<void> {
  const file = join(root, `${number}.txt`);
  writeFileSync(file, amazonReport([{ 'order-id': number }]));
  expect((await run(['intake', file, '--shop', 'amazon'])).code).toBe(0);
}

interface Shown {
  readonly shipments: readonly { readonly state: string; readonly trackingNumbers: readonly string[] }[];
}
const shown = async (number: string) =>
  (JSON.parse((await run(['orders', 'list', '--json'])).stdout) as (Shown & { number: string })[]).find(
    (one) => one.number === number,
  )!.shipments[0]!;

test.each([
  ['b2:intent', 'ready'],
  ['b2:ticket', 'numbered'],
  ['b2:kept', 'numbered'],
])('killed at %s: the next process goes on, one waybill in the end', async (point, after) => {
  const number = `250-0000003-${String(point.length).padStart(4, '0')}${point.charCodeAt(3)}`
    .slice(0, 19)
    .padEnd(19, '0');
  await order(number);
  const killed = await run(['issue', '--route', 'api', '--unattended'], point);
  expect([killed.code, killed.stdout]).toEqual([null, '']);
  await turn('PT6M');
  const looked = await run(['b2', 'look', '--json']);
  expect(JSON.parse(looked.stdout)).toHaveLength(1);
  if (after === 'ready') {
    expect((await shown(number)).state).toBe('ready');
    expect((await run(['issue', '--route', 'api', '--unattended'])).code).toBe(0);
  }
  const numbers = (await ledger()).filter((one) => one.customerNo === `${number}_1`).map((one) => one.trackingNumber);
  expect(numbers).toHaveLength(1);
  expect((await shown(number)).trackingNumbers).toEqual(numbers);
});

test('B14: b2 probe says in one sentence whether the key is good', async () => {
  const good = await run(['b2', 'probe']);
  expect([good.code, good.stdout.trim(), good.stderr]).toEqual([0, 'B2クラウド に接続できました。', '']);
});

test('B1: b2 settings shows everything but secrets', async () => {
  const { code, stdout } = await run(['b2', 'settings', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    connection: 'ラボ',
    live: false,
    issueLabels: 'lab',
    api: { 'access-key': { env: 'K' } },
    shops: { amazon: { customerCode: '000000000000', classCode: '', freightNo: '01', sender: 'orderer' } },
  });
  expect(stdout).not.toContain(lab.systems.b2cloud.credentials.accessKey);
});

test('handing over says where to print, and that nobody listens for the notification; releasing needs a note', async () => {
  await order('250-0000004-0000001');
  const handed = await run(['issue', '--route', 'api']);
  expect(handed.code).toBe(0);
  expect(handed.stdout).toContain('練習用のラボです');
  expect(handed.stdout).toContain('/b2/p/_html/multi_import_api.html?notify=');
  expect(handed.stderr).toContain('b2 look');
  const id = /連携 ([0-9a-f]{16})/.exec(handed.stdout)![1]!;
  expect((await run(['b2', 'release', id])).code).toBe(2);
  const released = await run(['b2', 'release', id, '--note', '画面を閉じた']);
  expect([released.code, released.stdout]).toEqual([0, expect.stringContaining('1 件を渡し直せる')]);
  expect((await run(['b2', 'release', id, '--note', 'x'])).code).toBe(3);
  expect((await run(['b2', 'release', 'nobody', '--note', 'x'])).stderr).toContain('nobody');
  const history = await run(['b2', 'history']);
  expect(history.stdout).toContain('出荷情報連携（b2-bridge⇒B2クラウド）');
});

test('a label that was corrected after its print is made again by name: two slips, the first is shown as replaced', async () => {
  const number = '250-0000005-0000001';
  await order(number);
  expect((await run(['issue', '--route', 'api', '--unattended', '--orders', number])).code).toBe(0);
  expect((await run(['orders', 'edit', number, '--set', 'consignee.name=別府 花子', '--note', '電話'])).code).toBe(0);
  const once = ['issue', '--route', 'api', '--unattended', '--reissue', '--orders', number, '--note', '宛名の訂正'];
  // Killed in the middle: the next look brings the number, and nothing is printed again.
  expect((await run(once, 'b2:ticket')).code).toBe(null);
  expect((await run(once)).code).toBe(3);
  await turn('PT6M');
  expect((await run(['b2', 'look'])).code).toBe(0);
  const numbers = (await ledger()).filter((one) => one.customerNo === `${number}_1`).map((one) => one.trackingNumber);
  expect(numbers).toHaveLength(2);
  expect((await shown(number)).trackingNumbers).toEqual(numbers);
  const { stdout } = await run(['orders', 'show', number]);
  expect(stdout).toContain(`${numbers[0]} ヤマト運輸（再発行により差し替え済み）`);
  expect(stdout).toContain(`${numbers[1]} ヤマト運輸\n`);
  expect(stdout).toContain(`再発行した送り状の番号に差し替え ${number}_1 ${numbers[0]} → ${numbers[1]}`);
});

test('wrong combinations of options are refused before anything happens', async () => {
  expect((await run(['issue', '--unattended'])).code).toBe(2);
  for (const without of [
    ['--order', 'x'],
    ['--note', 'y'],
    ['--order', 'x', '--note', ' '],
  ]) {
    const said = await run(['issue', '--route', 'api', '--reissue', ...without]);
    expect([said.code, said.stderr]).toEqual([2, expect.stringContaining('--reissue')]);
  }
  expect((await run(['issue', '--route', 'fax'])).code).toBe(2);
});
