import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cli, markdownTable, measureProcess, median } from './measure.ts';

const shops = 200;

/** All at Qoo10: at the lab they are one account, and Amazon's limit of one account is not what is measured. */
const settings = [
  'defaults: { issue: manual, billing: { customer-code: "000000000000", freight-no: "01" }, default-method: yamato }',
  'shops:',
  ...Array.from(
    { length: shops },
    (_, index) =>
      `  shop-${index}: { title: 店 ${index}, marketplace: qoo10, layouts: { read: [qoo10-orders-v3] }, ` +
      'api: { user-id: sample, certification-key: { env: K }, calls-per-second: 10 } }',
  ),
].join('\n');

/** 200 shops on one machine: what a round of pulls costs that brings nothing new. Own work is processor time: limits are waited for. */
export async function benchManyShops(log: (line: string) => void): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'b2-bench-'));
  measureProcess(process.execPath, [...cli, 'init', root]);
  writeFileSync(join(root, 'bridge.yaml'), `${settings}\n`);
  const lab = spawn(process.execPath, [...cli, 'lab', '--seed', '5', '--json', '-C', root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(createInterface(lab.stdout), 'line')) as [string];
    const { control } = JSON.parse(line) as { control: string };
    await fetch(`${control}/systems/qoo10/set-limit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ perSecond: '10000', burst: '10000' }),
    });
    const pull = () => measureProcess(process.execPath, [...cli, 'run', 'pull', '-C', root]);
    pull(); // brings what there is; ten calls a second are the most that the settings allow, so a round is long
    const rounds = [pull()];
    const cpu = median(rounds.map(({ cpuSeconds }) => cpuSeconds));
    const wall = median(rounds.map(({ seconds }) => seconds));
    const peak = Math.max(...rounds.map((one) => one.peak));
    const what = `${shops} shops, a round of pulls without news`;
    log(`${what}: ${cpu.toFixed(2)} s own work, ${wall.toFixed(2)} s, ${peak.toFixed(0)} MB`);
    return markdownTable(
      ['what (whole process)', 'own work, s', 'wall, s', 'peak MB', 'goal'],
      [[what, cpu.toFixed(2), wall.toFixed(2), peak.toFixed(0), '≤ 10 s of own work']],
    );
  } finally {
    lab.kill('SIGTERM');
    await once(lab, 'exit');
    rmSync(root, { recursive: true, force: true });
  }
}
