import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cli, markdownTable, measureProcess } from './measure.ts';

const node = process.execPath;
const orders = 1_000;

const settings = `defaults: { issue: manual, billing: { customer-code: "000000000000", freight-no: "01" }, default-method: yamato }
shops:
  amazon:
    title: Amazon
    layouts: { read: [amazon-orders-v2026] }
    api: { seller-id: A0SAMPLE0, lwa: { client-id: x, client-secret: { env: S }, refresh-token: { env: R } } }
  qoo10:
    title: Qoo10
    layouts: { read: [qoo10-orders-v3] }
    api: { user-id: sample, certification-key: { env: K } }
  shopserve:
    title: ショップサーブ
    layouts: { read: [shopserve-orders-api] }
    api: { shop-id: x, manager-key: { env: S }, page-size: 100, calls-per-second: 1 }
  ecforce:
    title: ecforce
    layouts: { read: [ecforce-orders-v2] }
    api: { endpoint: example.jp/api, email: sample@example.jp, password: { env: P }, automation: false }
  ecforce-2:
    title: ecforce 2
    marketplace: ecforce
    layouts: { read: [ecforce-orders-v2] }
    api: { endpoint: example.jp/api, email: sample@example.jp, password: { env: P }, automation: false }
`;

/** Those whose own pace is not what is measured; shopserve keeps its second between two calls. */
const quick = { amazon: { operation: 'searchOrders' }, qoo10: {}, ecforce: {} };

interface ListedRun {
  readonly shop: string;
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** Five shops of all four marketplaces, pulled by one process at once: its memory, and that none waits for the limit of another. */
export async function benchFiveShops(log: (line: string) => void): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'b2-bench-'));
  measureProcess(node, [...cli, 'init', root]);
  writeFileSync(join(root, 'bridge.yaml'), settings);
  const lab = spawn(node, [...cli, 'lab', '--seed', String(orders), '--json', '-C', root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(createInterface(lab.stdout), 'line')) as [string];
    const { control } = JSON.parse(line) as { control: string };
    for (const [system, more] of Object.entries(quick)) {
      await fetch(`${control}/systems/${system}/set-limit`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...more, perSecond: '1000', burst: '1000' }),
      });
    }
    const pull = measureProcess(node, [...cli, 'run', 'pull', '-C', root]);
    const listed = spawnSync(node, [...cli, 'runs', 'list', '--json', '-C', root], { encoding: 'utf8' });
    const runs = JSON.parse(listed.stdout) as ListedRun[];
    const took = runs.map(({ shop, startedAt, finishedAt }) => {
      const ms = Date.parse(finishedAt) - Date.parse(startedAt);
      return `${shop} ${(ms / 1000).toFixed(1)} s`;
    });
    const what = `five shops, ${orders} orders each, at once`;
    log(`${what}: ${pull.seconds.toFixed(2)} s, ${pull.peak.toFixed(0)} MB; ${took.join(', ')}`);
    return markdownTable(
      ['what (whole process)', 's', 'each shop', 'peak MB', 'goal'],
      [[what, pull.seconds.toFixed(2), took.join(', '), pull.peak.toFixed(0), '≤ 250 MB, none waits for another']],
    );
  } finally {
    lab.kill('SIGTERM');
    await once(lab, 'exit');
    rmSync(root, { recursive: true, force: true });
  }
}
