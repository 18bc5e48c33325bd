import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openBridge } from '../../src/app.ts';
import { openWorkspace } from '../history/workspace.ts';
import { cli, markdownTable, processorSeconds, quantile, residentMegabytes } from '../measure.ts';
import { type Asking, openAsking } from './ask.ts';
import { measureBeside } from './beside.ts';
import { addBusyDay } from './busy-day.ts';
import { asked, type Place } from './pages.ts';

const rounds = Number(process.env.CONSOLE_ROUNDS ?? 40);
const readers = 20;

/**
 * The console with a long history and a busy day upon it: `CONSOLE_SIZE` closed orders (1,000,000), `HISTORY_DIR` as in the bench of the
 * history. Each page is asked for one at a time; then by twenty readers at once, for the memory; then beside the intake of 5,000 lines.
 * `CONSOLE_ONLY`: a part of the names of those that are measured. `CONSOLE_ROUNDS`: how often each (40).
 */
export async function benchConsole(log: (line: string) => void): Promise<string> {
  const size = Number(process.env.CONSOLE_SIZE ?? 1_000_000);
  const { root, end } = await openWorkspace(size, process.env.HISTORY_DIR, log, secondShop);
  try {
    const filling = await openBridge(root, { env: process.env });
    await addBusyDay(filling.context, size);
    await filling.close();
    const bridge = spawn(process.execPath, [...cli, 'start', '--no-lab', '-C', root], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const asking = await openAsking(bridge.stdout);
      const begun = residentMegabytes(bridge.pid!);
      const table = await eachPage(asking, bridge.pid!, size, log);
      const memory = await together(asking, bridge.pid!, size);
      log(`memory: ${begun.toFixed(0)} MB at first, ${memory.toFixed(0)} MB at most under ${readers} readers`);
      const beside = await measureBeside(asking, bridge.pid!, { root, size, run: '', document: '' }, log);
      return [
        table,
        `Memory of the whole bridge: ${begun.toFixed(0)} MB at first, at most ${memory.toFixed(0)} MB under ${readers} readers at once (goal ≤ 250 MB).`,
        beside,
      ].join('\n\n');
    } finally {
      bridge.kill('SIGTERM');
      await once(bridge, 'exit');
    }
  } finally {
    await end();
  }
}

/** A shop that nothing was ever ordered in: what is narrowed to it must not walk through the other one's history. */
const secondShop = `  second:
    marketplace: sheet
    title: 二号店
    default-method: yamato
`;

async function eachPage(asking: Asking, pid: number, size: number, log: (line: string) => void): Promise<string> {
  const place: Place = {
    size,
    run: await firstLink(asking, '/runs', /href="\/runs\/([^"?]+)"/),
    document: await firstLink(asking, '/files/documents', /href="\/files\/documents\/([0-9a-f]{64})"/),
  };
  const rows: string[][] = [];
  for (const { name, path, goal } of asked) {
    if (process.env.CONSOLE_ONLY && !name.includes(process.env.CONSOLE_ONLY)) continue;
    const times: number[] = [];
    let bytes = 0;
    await asking.ask(path(rounds, place));
    const processor = processorSeconds(pid);
    for (let round = 0; round < rounds; round++) {
      const answer = await asking.ask(path(round, place));
      times.push(answer.milliseconds);
      bytes = Math.max(bytes, answer.bytes);
    }
    const each = ((processorSeconds(pid) - processor) / rounds) * 1000;
    const [half, p95] = [0.5, 0.95].map((share) => quantile(times, share).toFixed(1));
    const isMissed = quantile(times, 0.95) > goal ? ' MISSED' : '';
    log(
      `${name}: median ${half} ms, p95 ${p95} ms, processor ${each.toFixed(1)} ms, ${(bytes / 1024).toFixed(0)} KB${isMissed}`,
    );
    rows.push([name, half!, p95!, `≤ ${goal}`, each.toFixed(1), (bytes / 1024).toFixed(0)]);
  }
  const head = [`page, ${size.toLocaleString('en')} orders`, 'median ms', 'p95 ms', 'goal', 'processor ms', 'KB sent'];
  return markdownTable(head, rows);
}

async function firstLink(asking: Asking, page: string, link: RegExp): Promise<string> {
  return link.exec((await asking.ask(page)).text)?.[1] ?? '';
}

/** Most that the bridge ever holds while everybody reads everything. */
async function together(asking: Asking, pid: number, size: number): Promise<number> {
  let most = 0;
  const watching = setInterval(() => {
    most = Math.max(most, residentMegabytes(pid));
  }, 100);
  const place: Place = { size, run: 'none', document: '0'.repeat(64) };
  const known = asked.filter(({ name }) => !name.startsWith('/runs/') && !name.startsWith('/files/documents/'));
  const everybody = Array.from({ length: readers }, async (_, reader) => {
    for (let round = 0; round < 40; round++)
      await asking.ask(known[(reader * 7 + round) % known.length]!.path(reader * 31 + round, place));
  });
  await Promise.all(everybody).finally(() => clearInterval(watching));
  return most;
}
