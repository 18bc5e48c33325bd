import { cli, markdownTable, measureProcess, median } from './measure.ts';

/** From the start of the command line to the end of a command that only says something. Goal: 0.4 s. */
export async function benchStart(log: (line: string) => void): Promise<string> {
  const rows = [['--version'], ['--help']].map((args) => {
    const runs = Array.from({ length: 7 }, () => measureProcess(process.execPath, [...cli, ...args]));
    const seconds = median(runs.map((run) => run.seconds));
    log(`b2-bridge ${args.join(' ')}: ${seconds.toFixed(2)} s`);
    return [`b2-bridge ${args.join(' ')}`, seconds.toFixed(2), Math.max(...runs.map((run) => run.peak)).toFixed(0)];
  });
  return markdownTable(['command', 'median s of 7', 'peak MB'], rows);
}
