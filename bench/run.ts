import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { benchB2Link } from './b2-link.ts';
import { benchConsole } from './console/index.ts';
import { benchConvert } from './convert.ts';
import { benchFiveShops } from './five-shops.ts';
import { benchHistory } from './history.ts';
import { benchIdle } from './idle.ts';
import { benchDrop, benchIntake } from './intake.ts';
import { benchLab } from './lab.ts';
import { benchLabels } from './labels.ts';
import { benchLayouts } from './layouts.ts';
import { benchManyShops } from './many-shops.ts';
import { markdownTable } from './measure.ts';
import { benchNotify } from './notify.ts';
import { benchPull } from './pull.ts';
import { benchRules } from './rules.ts';
import { benchStart } from './start.ts';
import { benchStock } from './stock.ts';
import { benchStore } from './store.ts';
import { benchWorkers } from './workers.ts';

/*
 * `npm run bench` runs all of these and writes bench/RESULTS.md; `npm run bench -- convert` runs one and only prints.
 * A benchmark, not a test: it fails only when something breaks.
 */
interface Bench {
  readonly name: string;
  readonly title: string;
  /** Gives its section in Markdown. */
  readonly run: (log: (line: string) => void) => Promise<string>;
}

const benches: readonly Bench[] = [
  { name: 'convert', title: 'Convert one table into another', run: benchConvert },
  { name: 'layouts', title: 'The layout engine alone', run: benchLayouts },
  { name: 'intake', title: 'Intake and B2 files', run: benchIntake },
  { name: 'drop', title: 'From the inbox to the outbox', run: benchDrop },
  { name: 'store', title: 'The store alone', run: storeSection },
  { name: 'rules', title: 'Rules', run: benchRules },
  { name: 'stock', title: 'Stock figures', run: benchStock },
  { name: 'notify', title: 'Amazon within its limits', run: benchNotify },
  { name: 'pull', title: 'Pull with store and decisions', run: benchPull },
  { name: 'five-shops', title: 'Five shops at once', run: benchFiveShops },
  { name: 'many-shops', title: 'Two hundred shops', run: benchManyShops },
  { name: 'workers', title: 'Two workers on one PostgreSQL', run: benchWorkers },
  { name: 'lab', title: 'The lab alone', run: benchLab },
  { name: 'labels', title: 'Labels of the lab', run: benchLabels },
  { name: 'b2', title: 'B2 Cloud by API', run: benchB2Link },
  { name: 'history', title: 'With a long history', run: benchHistory },
  { name: 'console', title: "The operator's console with a long history", run: benchConsole },
  { name: 'idle', title: 'A bridge with nothing to do', run: benchIdle },
  { name: 'start', title: 'Start of the command line', run: benchStart },
];

async function storeSection(log: (line: string) => void): Promise<string> {
  const measured = await benchStore();
  for (const { name, milliseconds } of measured) log(`${name}: ${milliseconds.toFixed(1)} ms`);
  const rows = measured.map(({ name, milliseconds, goal }) => [name, milliseconds.toFixed(1), goal ? `≤ ${goal}` : '']);
  return markdownTable(['what', 'ms', 'goal'], rows);
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0)
  throw new Error(`no benchmark ${unknown.join(', ')}; there are ${benches.map((bench) => bench.name).join(', ')}`);
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}, Node ${process.version}`;
const sections = [
  '# Benchmark results',
  `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}. ${machine}. Medians; a ratio below 1 means that ours is faster.`,
];
for (const bench of benches) {
  if (wanted.length > 0 && !wanted.includes(bench.name)) continue;
  console.log(`\n== ${bench.title}`);
  sections.push(`## ${bench.title}`, await bench.run((line) => console.log(line)));
}
const results = sections.join('\n\n') + '\n';
console.log(`\n${results}`);
if (wanted.length === 0) writeFileSync('bench/RESULTS.md', results);
