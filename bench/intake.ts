import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cli, markdownTable, measureProcess, median } from './measure.ts';
import { amazonReport } from './orders.ts';

const node = process.execPath;
const times = 5;

/** A new workspace with all that it holds back by itself, of a shop that a person has opened. */
function makeWorkspace(root: string): void {
  measureProcess(node, [...cli, 'init', root]);
  measureProcess(node, [...cli, 'shops', 'open', 'amazon', '--from', '2026-11-01', '-C', root]);
}

/** Whole processes: intake of 20,000 lines with store, encryption and decide; then the B2 files of its shipments. */
export async function benchIntake(log: (line: string) => void): Promise<string> {
  const lines = 20_000;
  const report = amazonReport(lines);
  const runs = Array.from({ length: times }, () => {
    const root = mkdtempSync(join(tmpdir(), 'b2-bench-'));
    try {
      makeWorkspace(root);
      const file = join(root, 'report.txt');
      writeFileSync(file, report);
      const intake = measureProcess(node, [...cli, 'intake', file, '-C', root]);
      const issue = measureProcess(node, [...cli, 'issue', '--shop', 'amazon', '-C', root]);
      return { intake, issue, orders: (lines / 5) * 3 };
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
  const intake = median(runs.map((run) => run.intake.seconds));
  const issue = median(runs.map((run) => run.issue.seconds));
  const cpu = median(runs.map((run) => run.intake.cpuSeconds));
  log(
    `intake of ${lines} lines: ${intake.toFixed(2)} s (processor ${cpu.toFixed(2)} s), ${Math.round(lines / intake)} lines/s`,
  );
  log(`issue of ${runs[0]!.orders} shipments: ${issue.toFixed(2)} s`);
  const peak = (of: 'intake' | 'issue') => Math.max(...runs.map((run) => run[of].peak)).toFixed(0);
  return markdownTable(
    ['what (whole process)', `median s of ${times}`, 'rate', 'peak MB', 'goal'],
    [
      [
        `intake of ${lines} lines`,
        intake.toFixed(2),
        `${Math.round(lines / intake)} lines/s`,
        peak('intake'),
        '≥ 10,000 lines/s, ≤ 300 MB',
      ],
      [
        `issue of ${runs[0]!.orders} shipments`,
        issue.toFixed(2),
        `${Math.round(runs[0]!.orders / issue)}/s`,
        peak('issue'),
        '≤ 2 s for 10,000',
      ],
    ],
  );
}

/** From the moment that a 300-order file lies in the inbox to the moment that its B2 file lies in the outbox. */
export async function benchDrop(log: (line: string) => void): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), 'b2-bench-'));
  makeWorkspace(root);
  const bridge = spawn(node, [...cli, 'start', '-C', root], { stdio: 'ignore' });
  try {
    await sleep(2000);
    const seconds: number[] = [];
    for (let run = 0; run < times; run++) {
      const aside = join(root, 'aside.txt');
      // Other orders of other goods each time: the same goods for the same people would be held.
      const report = amazonReport(500).toString('utf8');
      writeFileSync(aside, report.replaceAll('250-1000', `25${run}-1000`).replaceAll('SKU-', `SKU-${run}-`));
      const written = () =>
        readdirSync(join(root, 'outbox'), { recursive: true }).filter((name) => String(name).endsWith('.csv')).length;
      const before = written();
      const start = performance.now();
      renameSync(aside, join(root, 'inbox', `report-${run}.txt`));
      while (written() === before) {
        if (performance.now() - start > 30_000) throw new Error('no B2 file within 30 s');
        await sleep(5);
      }
      seconds.push((performance.now() - start) / 1000);
    }
    const middle = median(seconds).toFixed(2);
    log(`drop to outbox, 300 orders: ${middle} s`);
    return markdownTable(
      ['what', `median s of ${times}`, 'goal'],
      [['drop to outbox, 300 orders (500 lines)', middle, '≤ 1.5 s']],
    );
  } finally {
    bridge.kill('SIGTERM');
    rmSync(root, { recursive: true, force: true });
  }
}
