import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cli, markdownTable, measureProcess } from './measure.ts';

const node = process.execPath;

interface Shop {
  readonly marketplace: string;
  readonly orders: number;
  /** Its block of `bridge.yaml`, indented. */
  readonly block: string;
  /** Lifts the lab's limit of calls, so that only work is measured, not waiting. */
  readonly limit: Readonly<Record<string, string>>;
}

const shops: readonly Shop[] = [
  {
    marketplace: 'amazon',
    orders: 10_000,
    block: `    layouts: { read: [amazon-orders-v2026] }
    api: { seller-id: A0SAMPLE0, lwa: { client-id: x, client-secret: { env: S }, refresh-token: { env: R } } }`,
    limit: { operation: 'searchOrders', perSecond: '1000', burst: '1000' },
  },
  {
    marketplace: 'shopserve',
    orders: 5_000,
    block: `    layouts: { read: [shopserve-orders-api] }
    api: { shop-id: x, manager-key: { env: S }, page-size: 100, calls-per-second: 10 }`,
    limit: { perSecond: '1000', burst: '1000' },
  },
  {
    // Its connector keeps a second between two calls: that is waited for.
    marketplace: 'ecforce',
    orders: 5_000,
    block: `    layouts: { read: [ecforce-orders-v2] }
    api: { endpoint: example.jp/api, email: sample@example.jp, password: { env: P }, automation: false }`,
    limit: { perSecond: '1000', burst: '1000' },
  },
  {
    marketplace: 'qoo10',
    orders: 5_000,
    block: `    layouts: { read: [qoo10-orders-v3] }
    api: { user-id: sample, certification-key: { env: K } }`,
    limit: { perSecond: '1000', burst: '1000' },
  },
];

/** A whole process pulls from the lab in another one: store, encryption and decide included. */
export async function benchPull(log: (line: string) => void, only?: string): Promise<string> {
  const rows: string[][] = [];
  for (const shop of shops) if (!only || shop.marketplace === only) rows.push(await pullOf(shop, log));
  return markdownTable(['what (whole process)', 's', 'rate', 'peak MB', 'goal'], rows);
}

async function pullOf({ marketplace, orders, block, limit }: Shop, log: (line: string) => void): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'b2-bench-'));
  measureProcess(node, [...cli, 'init', root]);
  writeFileSync(
    join(root, 'bridge.yaml'),
    `defaults: { issue: manual, remarks: allow, double-purchase: allow, billing: { customer-code: "000000000000", freight-no: "01" } }
shops:
  ${marketplace}:
    title: ${marketplace}
    default-method: yamato
${block}
`,
  );
  const lab = spawn(node, [...cli, 'lab', '--seed', String(orders), '--json', '-C', root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(createInterface(lab.stdout), 'line')) as [string];
    const { control } = JSON.parse(line) as { control: string };
    await fetch(`${control}/systems/${marketplace}/set-limit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(limit),
    });
    // Amazon's first page asks at the documented rate; the header of its answer tells the other.
    const pull = measureProcess(node, [...cli, 'run', 'pull', '--shop', marketplace, '-C', root]);
    const rate = Math.round(orders / pull.seconds);
    const what = `pull of ${orders} orders, ${marketplace}`;
    log(`${what}: ${pull.seconds.toFixed(2)} s, ${rate} orders/s, ${pull.peak.toFixed(0)} MB`);
    return [what, pull.seconds.toFixed(2), `${rate} orders/s`, pull.peak.toFixed(0), '≥ 500 orders/s, ≤ 250 MB'];
  } finally {
    lab.kill('SIGTERM');
    await once(lab, 'exit');
    rmSync(root, { recursive: true, force: true });
  }
}
