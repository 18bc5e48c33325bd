import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, createReadStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from './generate.ts';
import { cli, markdownTable, measureProcess, median, type Run } from './measure.ts';

const rows = 200_000;
const runs = 5;
const python = process.env.BENCH_PYTHON ?? 'python3';

interface Tool {
  readonly name: string;
  readonly command: string;
  readonly args: (input: string, output: string) => readonly string[];
  readonly runs: number;
  /** Python module that it needs. */
  readonly module?: string;
  readonly output?: (folder: string) => string;
}

const ours = 'b2-bridge convert';

/**
 * CP932 CSV of 200,000 rows × 98 columns through a layout of 40 columns to a CP932 CSV, as whole processes, beside what a
 * user might pick instead. The rounds go through all tools in turn, so that a busy machine hurts all alike. The results are
 * compared: Python's codec writes IBM characters with other codes (髙 as EEE0), so text counts where bytes differ.
 */
export async function benchConvert(log: (line: string) => void): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'b2-bridge-bench-'));
  try {
    const input = join(folder, 'in.csv');
    log(`generating ${rows} rows …`);
    generate(input, rows);
    const workspace = makeWorkspace(folder);
    const tools = [...peers(), { ...own(workspace, folder), runs }].filter((tool) => isInstalled(tool, log));
    const measured = new Map<string, Run[]>(tools.map((tool) => [tool.name, []]));
    for (let round = 0; round < runs; round++) {
      for (const tool of tools) {
        if (round >= tool.runs) continue;
        const run = measureProcess(tool.command, tool.args(input, outputOf(tool, folder)));
        measured.get(tool.name)!.push(run);
        log(`${tool.name}: ${run.seconds.toFixed(2)} s, ${run.peak.toFixed(0)} MB`);
      }
    }
    const want = await digest(outputOf(tools.find((tool) => tool.name === ours)!, folder));
    const own_ = seconds(measured.get(ours)!);
    const lines: string[][] = [];
    for (const tool of tools) {
      const all = measured.get(tool.name)!;
      const found = await digest(outputOf(tool, folder));
      const same =
        found.bytes === want.bytes
          ? 'same bytes'
          : found.text === want.text
            ? 'same text'
            : found.loose === want.loose
              ? 'same but for line ends'
              : 'DIFFERENT';
      const ratio = tool.name === ours ? '' : (own_ / seconds(all)).toFixed(2);
      lines.push([tool.name, `${all.length}`, seconds(all).toFixed(2), peak(all).toFixed(0), ratio, same]);
    }
    const flat = await tenTimes(workspace, folder, input, measured.get(ours)!, log);
    const title = `${rows.toLocaleString('en')} rows × 98 columns (${megabytes(input)} MB of CP932) → 40 columns`;
    return [
      title,
      '',
      markdownTable(['tool', 'runs', 'median s', 'peak MB', 'ours / theirs', 'output'], lines),
      '',
      flat,
    ].join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const seconds = (all: readonly Run[]) => median(all.map((run) => run.seconds));
const peak = (all: readonly Run[]) => Math.max(...all.map((run) => run.peak));
const outputOf = (tool: Tool, folder: string) =>
  tool.output?.(folder) ?? join(folder, `${tool.name.replaceAll(/\W+/g, '-')}.csv`);

function peers(): Tool[] {
  const script = (name: string) => join('bench', 'peers', name);
  const byPython = (name: string, file: string, module?: string): Tool => ({
    name,
    command: python,
    args: (input, output) => [script(file), input, output],
    runs,
    ...(module ? { module } : {}),
  });
  return [
    byPython('Python csv module', 'convert.py'),
    byPython('DuckDB (iconv before and after)', 'convert-duckdb.py', 'duckdb'),
    byPython('pandas', 'convert-pandas.py', 'pandas'),
    {
      name: 'csv-parse → objects → csv-stringify → iconv-lite',
      command: process.execPath,
      args: (input, output) => ['dist/bench/peers/convert-csv-parse.js', input, output],
      // Half a minute a run.
      runs: 2,
    },
  ];
}

function own(workspace: string, folder: string): Omit<Tool, 'runs'> {
  const args = (input: string) => [...cli, 'convert', input, '--to', 'bench', '--out', folder, '-C', workspace];
  return { name: ours, command: process.execPath, args, output: () => join(folder, 'in.bench.csv') };
}

/** A fresh workspace that knows the benchmark's layout. */
function makeWorkspace(folder: string): string {
  const workspace = join(folder, 'workspace');
  measureProcess(process.execPath, [...cli, 'init', workspace]);
  const layout = join(workspace, 'layouts', 'write', 'bench');
  mkdirSync(join(layout, 'cases', 'none'), { recursive: true });
  cpSync('bench/convert-layout.yaml', join(layout, 'layout.yaml'));
  writeFileSync(join(layout, 'cases', 'none', 'in.json'), '{}\n');
  writeFileSync(join(layout, 'cases', 'none', 'out.csv'), '\n');
  return workspace;
}

function isInstalled(tool: Tool, log: (line: string) => void): boolean {
  if (tool.command !== python) return true;
  const found = spawnSync(python, ['-c', `import ${tool.module ?? 'csv'}`]).status === 0;
  if (!found) log(`${tool.name}: not installed`);
  return found;
}

/** Digests of the bytes, of the text, and of the text without CR (a peer may write other line ends inside cells). */
async function digest(file: string): Promise<{ bytes: string; text: string; loose: string }> {
  const [bytes, text, loose] = ['bytes', 'text', 'loose'].map(() => createHash('sha256')) as [Hash, Hash, Hash];
  const decoder = new TextDecoder('shift_jis');
  for await (const chunk of createReadStream(file)) {
    bytes.update(chunk as Buffer);
    const decoded = decoder.decode(chunk as Buffer, { stream: true });
    text.update(decoded);
    loose.update(decoded.replaceAll('\r', ''));
  }
  return { bytes: bytes.digest('hex'), text: text.digest('hex'), loose: loose.digest('hex') };
}
type Hash = ReturnType<typeof createHash>;

/** The same rows ten times: time must grow with them and memory must not. */
async function tenTimes(
  workspace: string,
  folder: string,
  input: string,
  once: readonly Run[],
  log: (line: string) => void,
): Promise<string> {
  const large = join(folder, 'ten.csv');
  const bytes = readFileSync(input);
  await appendFile(large, bytes);
  const body = bytes.subarray(bytes.indexOf(0x0a) + 1);
  for (let i = 1; i < 10; i++) await appendFile(large, body);
  const args = [...cli, 'convert', large, '--to', 'bench', '--out', folder, '-C', workspace];
  const all: Run[] = [];
  for (let i = 0; i < 3; i++) {
    all.push(measureProcess(process.execPath, args));
    log(`${ours}, 10 × rows: ${all.at(-1)!.seconds.toFixed(2)} s, ${all.at(-1)!.peak.toFixed(0)} MB`);
  }
  const times = (seconds(all) / seconds(once)).toFixed(1);
  return `10 × rows: ${seconds(all).toFixed(2)} s (median of 3) = ${times} × the time; peak ${peak(all).toFixed(0)} MB against ${peak(once).toFixed(0)} MB.`;
}

const megabytes = (file: string) => Math.round(readFileSync(file).length / 1e6);
