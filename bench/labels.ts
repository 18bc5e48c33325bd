import { spawnSync } from 'node:child_process';
import { markdownTable, measureProcess } from './measure.ts';

/** Last line of a script of this folder, which is JSON. */
function told(script: string): Readonly<Record<string, number>> {
  const said = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (said.status !== 0) throw new Error(said.stderr);
  return JSON.parse(said.stdout.trim().split('\n').at(-1)!) as Record<string, number>;
}

/** 1,000 labels of the lab's B2 Cloud. Goal: 15 s and 200 MB for drawing them. */
export async function benchLabels(log: (line: string) => void): Promise<string> {
  const [alone, whole] = ['dist/bench/labels-alone.js', 'dist/bench/labels-lab.js'] as const;
  const { seconds = 0, bytes = 0 } = told(alone);
  const { register = 0, seconds: inLab = 0 } = told(whole);
  const peak = measureProcess(process.execPath, [alone]).peak.toFixed(0);
  const labPeak = measureProcess(process.execPath, [whole]).peak.toFixed(0);
  log(`1,000 labels: ${seconds.toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB, peak ${peak} MB`);
  return markdownTable(
    ['what', 'measured', 'goal'],
    [
      ['PDF of 1,000 pages, s', seconds.toFixed(1), '≤ 15'],
      ['peak of a process that draws them, MB', peak, '≤ 200'],
      ['size of the PDF, MB', (bytes / 1e6).toFixed(1), ''],
      ['the same fetched from a running lab, s', inLab.toFixed(1), '≤ 15'],
      ['peak of that lab with 1,000 rows in it, MB', labPeak, ''],
      ['1,000 rows registered and checked by the lab, s', register.toFixed(2), ''],
    ],
  );
}
