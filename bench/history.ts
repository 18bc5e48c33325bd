import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { orderNumber, phoneOf } from './history/orders.ts';
import { openWorkspace } from './history/workspace.ts';
import { cli, markdownTable, measureProcess, median, type Run } from './measure.ts';
import { amazonReport } from './orders.ts';

/*
 * What a year, or ten, of closed orders cost what is done today: `npm run bench -- history`. Each figure is a process of its own.
 * Goals at 1,000,000 against 1,000: at most 1.5 × the time, and 200 MB; a workbook of 100,000 rows within 300 MB.
 *
 * HISTORY_SIZES="1000,100000" sets the sizes, DATABASE_URL an empty PostgreSQL (with one size), HISTORY_RUNS how often each is run,
 * HISTORY_DIR a folder where stores are kept: made once, measured as copies.
 */

interface Measured {
  readonly name: string;
  /** Arguments of the command line, or a job of `job-alone.ts`. */
  readonly args: (place: Place) => readonly string[];
  readonly isAlone?: true;
  /** Its output is as long as the history: no goal for the time. */
  readonly isWhole?: true;
}

interface Place {
  readonly root: string;
  readonly size: number;
  /** Counts up, so that each intake takes other orders and each report another file. */
  next(): number;
}

const command = (name: string, isWhole?: true): Measured => ({
  name,
  args: ({ root }) => [...name.split(' '), '-C', root],
  ...(isWhole && { isWhole }),
});
const alone = (name: string, what: string): Measured => ({ name, args: ({ root }) => [root, what], isAlone: true });

const measured: readonly Measured[] = [
  command('run notify'),
  command('run restock'),
  command('run pull'),
  command('run sync'),
  command('run sweep'),
  alone('job mail', 'mail'),
  alone('job b2', 'b2'),
  alone('job purge', 'purge'),
  command('holds list'),
  command('orders list --state held'),
  command('orders list'),
  { name: 'orders show N', args: ({ root, size }) => ['orders', 'show', orderNumber(size >> 1), '-C', root] },
  {
    name: 'orders list --search (phone)',
    args: ({ root, size }) => ['orders', 'list', '--search', phoneOf(size >> 1), '-C', root],
  },
  { name: 'orders list --search (name)', args: ({ root }) => ['orders', 'list', '--search', '試験', '-C', root] },
  { name: 'intake of 300 orders', args: intakeOf },
  alone('start of the watching bridge', 'start'),
];

const whole: readonly Measured[] = [
  command('orders list --json', true),
  {
    name: 'report',
    args: (place) => ['report', '--out', join(place.root, `report-${place.next()}.xlsx`), '-C', place.root],
    isWhole: true,
  },
];

/** 500 lines are 300 orders; each time other ones. */
function intakeOf(place: Place): readonly string[] {
  const no = String(place.next()).padStart(6, '0');
  const file = join(place.root, `orders-${no}.txt`);
  const text = amazonReport(500)
    .toString('utf8')
    .replaceAll('\n250-1000', `\n4${no.slice(0, 2)}-${no.slice(2)}`);
  writeFileSync(file, text);
  return ['intake', file, '--shop', 'amazon', '-C', place.root];
}

export async function benchHistory(log: (line: string) => void): Promise<string> {
  const sizes = (process.env.HISTORY_SIZES ?? '1000,100000,1000000').split(',').map(Number);
  const runs = Number(process.env.HISTORY_RUNS ?? 5);
  const columns: { size: number; made: string; figures: Map<string, Run> }[] = [];
  for (const size of sizes) columns.push(await benchSize(size, runs, log));
  const [small] = columns;
  const rows = [...measured, ...whole].map(({ name, isWhole }) => {
    const base = small?.figures.get(name);
    const cells = columns.map(({ figures }) => {
      const one = figures.get(name);
      return one ? `${one.seconds.toFixed(2)} s (${one.cpuSeconds.toFixed(2)} s), ${one.peak.toFixed(0)} MB` : '';
    });
    const last = columns.at(-1)?.figures.get(name);
    const ratio = !isWhole && base && last ? (last.cpuSeconds / base.cpuSeconds).toFixed(2) : '';
    return [name, ...cells, ratio];
  });
  const head = ['whole process: time (processor time), peak', ...sizes.map((size) => `${size} closed`), 'last / first'];
  return `${markdownTable(head, rows)}\n\n${columns.map((one) => one.made).join('\n')}`;
}

async function benchSize(size: number, runs: number, log: (line: string) => void) {
  const { root, made, end } = await openWorkspace(size, process.env.HISTORY_DIR, log);
  try {
    let count = 0;
    const place: Place = { root, size, next: () => ++count };
    const figures = new Map<string, Run>();
    // The first runs note their settings and take what the lab holds; what they mark is worked out by the second.
    for (let round = 0; round < 3; round++) for (const one of measured.slice(0, 5)) measure(one, place);
    const keep = (name: string, run: Run) => {
      figures.set(name, run);
      log(`  ${name}: ${run.seconds.toFixed(2)} s (${run.cpuSeconds.toFixed(2)} s), ${run.peak.toFixed(0)} MB`);
    };
    for (const one of measured) keep(one.name, medianOf(Array.from({ length: runs }, () => measure(one, place))));
    if (size <= 100_000) for (const one of whole) keep(one.name, measure(one, place));
    return { size, made, figures };
  } finally {
    await end();
  }
}

function measure({ args, isAlone }: Measured, place: Place): Run {
  const program = isAlone ? ['dist/bench/history/job-alone.js'] : cli;
  return measureProcess(process.execPath, [...program, ...args(place)]);
}

function medianOf(runs: readonly Run[]): Run {
  return {
    seconds: median(runs.map((run) => run.seconds)),
    cpuSeconds: median(runs.map((run) => run.cpuSeconds)),
    peak: Math.max(...runs.map((run) => run.peak)),
  };
}
