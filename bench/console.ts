import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { orderNumber, phoneOf } from './history/orders.ts';
import { openWorkspace } from './history/workspace.ts';
import { cli, markdownTable } from './measure.ts';

interface Asked {
  readonly name: string;
  readonly path: (round: number, size: number) => string;
  /** p95 of the server, ms. */
  readonly goal: number;
}

const asked: readonly Asked[] = [
  { name: '今日', path: () => '/', goal: 100 },
  { name: '受注一覧', path: () => '/orders', goal: 100 },
  { name: '受注一覧, 200 rows', path: () => '/orders?size=200', goal: 100 },
  { name: '受注一覧, one state', path: () => '/orders?state=closed', goal: 100 },
  { name: '受注一覧, a year ago', path: (round) => `/orders?to=2026-0${1 + (round % 6)}-01`, goal: 100 },
  { name: '受注', path: (round, size) => `/orders/amazon/${orderNumber(1 + ((round * 7919) % size))}`, goal: 50 },
  {
    name: 'search by number',
    path: (round, size) => `/orders?search=${orderNumber(1 + ((round * 104_729) % size))}`,
    goal: 200,
  },
  {
    name: 'search by phone',
    path: (round, size) => `/orders?search=${phoneOf(1 + ((round * 7919) % size))}`,
    goal: 200,
  },
  ...['/problems', '/files', '/files/documents', '/files/written', '/stock', '/runs', '/jobs'].map(
    (path): Asked => ({ name: path, path: () => path, goal: 100 }),
  ),
  { name: 'search by a common name', path: () => `/orders?search=${encodeURIComponent('試験')}`, goal: 200 },
];

const rounds = 60;
const readers = 20;

/**
 * The console with a long history: `CONSOLE_SIZE` closed orders (1,000,000), `HISTORY_DIR` as in the bench of the history. Each page
 * is asked for one at a time; then twenty readers at once, for the memory.
 */
export async function benchConsole(log: (line: string) => void): Promise<string> {
  const size = Number(process.env.CONSOLE_SIZE ?? 1_000_000);
  const { root, end } = await openWorkspace(size, process.env.HISTORY_DIR, log);
  const bridge = spawn(process.execPath, [...cli, 'start', '--no-lab', '-C', root], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const address = await new Promise<string>((resolve) => {
      let said = '';
      bridge.stdout.on('data', (bytes: Buffer) => {
        said += bytes.toString('utf8');
        const found = /(http:\/\/[\d.]+:\d+)\/\s*$/m.exec(said);
        if (found?.[1]) resolve(found[1]);
      });
    });
    const first = await fetch(address, { redirect: 'manual' });
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const ask = async (path: string): Promise<number> => {
      const start = performance.now();
      const answer = await fetch(address + path, { headers: { cookie }, redirect: 'manual' });
      const text = await answer.text();
      if (answer.status !== 200 || !text.includes('</html>')) throw new Error(`${path}: ${answer.status}`);
      return performance.now() - start;
    };
    const rows: string[][] = [];
    for (const { name, path, goal } of asked) {
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) times.push(await ask(path(round, size)));
      const sorted = times.toSorted((a, b) => a - b);
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);
      log(`${name}: median ${at(0.5)} ms, p95 ${at(0.95)} ms`);
      rows.push([name, at(0.5), at(0.95), `≤ ${goal}`]);
    }
    const everybody = Array.from({ length: readers }, async (_, reader) => {
      for (let round = 0; round < 20; round++)
        await ask(asked[(reader + round) % asked.length]!.path(reader * 31 + round, size));
    });
    await Promise.all(everybody);
    const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${bridge.pid}/status`, 'utf8'))![1]) / 1024;
    log(`memory after ${readers} readers: ${memory.toFixed(0)} MB`);
    const table = markdownTable([`page, ${size.toLocaleString('en')} orders`, 'median ms', 'p95 ms', 'goal'], rows);
    return `${table}\n\nMemory of the whole bridge after ${readers} readers at once: ${memory.toFixed(0)} MB (goal ≤ 250 MB).`;
  } finally {
    bridge.kill('SIGTERM');
    await once(bridge, 'exit');
    await end();
  }
}
