import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The command line as it ships: compiled JavaScript under the Node that runs the benchmark. Run from the repository. */
export const cli = ['dist/src/cli/main.js'];

export interface Run {
  readonly seconds: number;
  /** Peak resident memory of the process and of what it started, MB; NaN when GNU time is not there. */
  readonly peak: number;
  /** Processor time of the process and of what it started: tells more than wall time on a machine that others use, too. */
  readonly cpuSeconds: number;
}

const gnuTime = '/usr/bin/time';

/** Runs a whole process and measures it. Throws when it fails. */
export function measureProcess(command: string, args: readonly string[]): Run {
  const timed = existsSync(gnuTime);
  const folder = mkdtempSync(join(tmpdir(), 'b2-bridge-time-'));
  const report = join(folder, 'time');
  // What it says may be as long as a history: nobody reads it.
  const options: SpawnSyncOptionsWithStringEncoding = { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] };
  const start = performance.now();
  const done = timed
    ? spawnSync(gnuTime, ['-f', '%M %U %S', '-o', report, command, ...args], options)
    : spawnSync(command, args, options);
  const seconds = (performance.now() - start) / 1000;
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stderr || done.error?.message}`);
  const figures = timed ? readFileSync(report, 'utf8').trim().split('\n').at(-1)!.split(' ').map(Number) : [];
  const [peak = Number.NaN, user = Number.NaN, system = Number.NaN] = figures;
  rmSync(folder, { recursive: true });
  return { seconds, peak: peak / 1024, cpuSeconds: user + system };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value that this share of all does not pass: 0.95 = p95. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** A Markdown table. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Linux only: processor time of all threads of a process, in hundredths of a second. */
export function processorSeconds(pid: number): number {
  const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(after[11]) + Number(after[12])) / 100;
}

/** Linux only. */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}
