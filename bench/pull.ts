import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cli, markdownTable, measureProcess } from './measure.ts';

const node = process.execPath;
const orders = 10_000;

/**
 * A whole process pulls from the lab in another one: store, encryption and decide included. The lab's limit of `searchOrders`
 * is lifted, so that only work is measured, not waiting.
 */
export async function benchPull(log: (line: string) => void): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'b2-bench-'));
  measureProcess(node, [...cli, 'init', root]);
  writeFileSync(
    join(root, 'bridge.yaml'),
    `defaults: { issue: manual, billing: { customer-code: "000000000000", freight-no: "01" } }
shops:
  amazon:
    title: Amazon
    default-method: yamato
    layouts: { read: [amazon-orders-v2026] }
    api: { seller-id: A0SAMPLE0, lwa: { client-id: x, client-secret: { env: S }, refresh-token: { env: R } } }
`,
  );
  const lab = spawn(node, [...cli, 'lab', '--seed', String(orders), '--json', '-C', root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(createInterface(lab.stdout), 'line')) as [string];
    const { control } = JSON.parse(line) as { control: string };
    await fetch(`${control}/systems/amazon/set-limit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ operation: 'searchOrders', perSecond: '1000', burst: '1000' }),
    });
    // The first page asks at the documented rate; the header of its answer tells the other.
    const pull = measureProcess(node, [...cli, 'run', 'pull', '--shop', 'amazon', '-C', root]);
    const rate = Math.round(orders / pull.seconds);
    log(`pull of ${orders} orders: ${pull.seconds.toFixed(2)} s, ${rate} orders/s, ${pull.peak.toFixed(0)} MB`);
    return markdownTable(
      ['what (whole process)', 's', 'rate', 'peak MB', 'goal'],
      [
        [
          `pull of ${orders} orders`,
          pull.seconds.toFixed(2),
          `${rate} orders/s`,
          pull.peak.toFixed(0),
          '≥ 500 orders/s, ≤ 250 MB',
        ],
      ],
    );
  } finally {
    lab.kill('SIGTERM');
    await once(lab, 'exit');
    rmSync(root, { recursive: true, force: true });
  }
}
