import type { Options, Params, SingleBar } from 'cli-progress';
import type { OnProgress, ProgressStep } from '../core/progress.ts';
import { fill } from '../core/sentences/help.ts';
import { progressWords as words } from '../core/sentences/progress.ts';
import { fit as cutToWidth } from '../text/width.ts';
import { beforeLines } from './output.ts';

/** Short work shows nothing. A file that is big is shown at once: while it is read nothing can be drawn. */
const firstAfterMs = 500;
const bigFile = 2_000_000;
/** A bar that runs is drawn anew at most this often. */
const everyMs = 100;

export interface Progress {
  /** undefined = nobody looks. */
  readonly onProgress: OnProgress | undefined;
  /** Takes the line away. */
  end(): void;
}

/**
 * A bar with counts and time left for long work, on stderr and only when that is a terminal (and `wanted`: never beside `--json`). It stands on one line, which goes away
 * when something else is printed and at the end. It changes nothing of the terminal that a killed process would leave behind.
 */
export async function openProgress(wanted: boolean, stream: NodeJS.WriteStream = process.stderr): Promise<Progress> {
  if (!wanted || !stream.isTTY) return { onProgress: undefined, end: () => {} };
  const { SingleBar } = await import('cli-progress');
  const begun = performance.now();
  let bar: { readonly what: ProgressStep['what']; readonly line: SingleBar } | undefined;
  let last = 0;
  const clear = () => {
    bar?.line.stop();
    bar = undefined;
  };
  beforeLines(clear);
  return {
    onProgress: (step) => {
      const now = performance.now();
      const isBig = step.what === 'read' && step.done >= bigFile;
      if (bar === undefined && now - begun < firstAfterMs && !isBig) return;
      if (bar?.what === step.what && now - last < everyMs && step.done !== step.total) return;
      last = now;
      if (bar?.what !== step.what) {
        clear();
        bar = { what: step.what, line: new SingleBar(options(stream)) };
        bar.line.start(step.total ?? 0, step.done, { step });
        return;
      }
      bar.line.setTotal(step.total ?? 0);
      bar.line.update(step.done, { step });
    },
    end: () => {
      clear();
      beforeLines(undefined);
    },
  };
}

const options = (stream: NodeJS.WriteStream): Options => ({
  stream,
  format: line,
  clearOnComplete: true,
  linewrap: true, // else it switches the terminal's wrapping off, and a kill would leave it off
  etaBuffer: 30,
  fps: 1000 / everyMs,
});

const barWidth = 20;

/** `出荷の判定 [######--------------] 3,000 / 10,000 件 残り約 8秒`, cut to the terminal. ASCII: blocks are two columns wide in Japan. */
function line(_options: Options, { progress, eta, maxWidth }: Params, { step }: { step: ProgressStep }): string {
  const filled = Math.round(progress * barWidth);
  const parts = [words.titles[step.what]];
  if (step.total !== undefined) parts.push(`[${'#'.repeat(filled)}${'-'.repeat(barWidth - filled)}]`);
  parts.push(counted(step));
  if (step.total !== undefined && step.done < step.total && Number.isFinite(eta))
    parts.push(fill(words.left, { time: timeLeft(eta) }));
  return cutToWidth(parts.join(' '), maxWidth - 1).head;
}

/** Files go by bytes, everything else by pieces. */
function counted({ what, done, total }: ProgressStep): string {
  if (what === 'read') return fill(words.megabytes, { done: megabytes(done) });
  if (total === undefined) return fill(words.count, { done: number(done) });
  if (what === 'convert') return fill(words.megabytesOfTotal, { done: megabytes(done), total: megabytes(total) });
  return fill(words.ofTotal, { done: number(done), total: number(total) });
}

const number = (value: number): string => value.toLocaleString('en-US');
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

function timeLeft(seconds: number): string {
  if (seconds < 60) return fill(words.seconds, { seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return fill(words.minutes, { minutes, seconds: seconds % 60 });
  return fill(words.hours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
