import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { markdownTable, quantile, residentMegabytes } from '../measure.ts';
import { amazonReport } from '../orders.ts';
import type { Asking } from './ask.ts';
import { asked, type Place } from './pages.ts';

const lines = 5000;
const files = 3;
/** People who look at pages all the time, each with a pause of so many ms. */
const readers = 4;
const pause = 100;
const goal = 300;

/** What readers wait while a file of 5,000 lines comes in, three files one after the other. */
export async function measureBeside(
  asking: Asking,
  pid: number,
  place: Place & { readonly root: string },
  log: (line: string) => void,
): Promise<string> {
  const times: number[] = [];
  let taken = 0;
  let most = 0;
  for (let file = 0; file < files; file++) {
    let isOver = false;
    const known = asked.filter(({ name }) => /^(今日|受注|search: a )/.test(name));
    const reading = Array.from({ length: readers }, async (_, reader) => {
      for (let round = 0; !isOver; round++) {
        const { milliseconds } = await asking.ask(
          known[(reader * 5 + round) % known.length]!.path(reader * 31 + round, place),
        );
        times.push(milliseconds);
        most = Math.max(most, residentMegabytes(pid));
        await sleep(pause);
      }
    });
    const start = performance.now();
    await drop(place.root, file);
    taken += (performance.now() - start) / 1000 / files;
    isOver = true;
    await Promise.all(reading);
  }
  const [half, p95, worst] = [0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(1));
  log(
    `beside an intake of ${lines} lines (${taken.toFixed(1)} s): median ${half} ms, p95 ${p95} ms, most ${worst} ms, ${most.toFixed(0)} MB`,
  );
  const what = `all pages of 今日 and orders, ${readers} readers beside the intake of ${lines} lines (${taken.toFixed(1)} s, ${files} files, ${times.length} pages, ${most.toFixed(0)} MB)`;
  return markdownTable(
    ['what', 'median ms', 'p95 ms', 'most ms', 'goal'],
    [[what, half!, p95!, worst!, `p95 ≤ ${goal}`]],
  );
}

/** Drops a file of orders that nobody had before, and waits until it is filed away. */
async function drop(root: string, file: number): Promise<void> {
  const inbox = join(root, 'inbox', 'amazon');
  mkdirSync(inbox, { recursive: true });
  const name = `orders-${file}.txt`;
  writeFileSync(join(inbox, name), amazonReport(lines).toString('utf8').replaceAll('\n250-1000', `\n7${file}0-1000`));
  for (let tries = 0; !isFiled(root, name); tries++) {
    if (tries > 600) throw new Error(`${name} was not taken`);
    await sleep(100);
  }
}

const isFiled = (root: string, name: string): boolean =>
  ['_done', '_error'].some((where) => {
    const folder = join(root, 'inbox', where);
    if (!existsSync(folder)) return false;
    return readdirSync(folder).some((day) => existsSync(join(folder, day, `${name}.txt`)));
  });
