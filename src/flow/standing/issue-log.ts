import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { japanDay } from '../../core/time.ts';
import type { IssuedName, IssueMark } from '../../store/types.ts';
import { codeOf } from '../files/index.ts';

const names = /^\.issued-\d{4}-\d{2}\.log$/;

/**
 * Adds to the list of everything of which a label may exist, `outbox/.issued-YYYY-MM.log`: `epoch TAB shop TAB お客様管理番号`, one a line,
 * with a last word `released` where it was taken back unprinted; forced to the disk. A line that a killed process left in the middle is
 * ended first.
 */
export async function appendIssued(outbox: string, now: Temporal.Instant, marks: readonly IssueMark[]): Promise<void> {
  if (marks.length === 0) return;
  const lines = marks
    .map(
      ({ epoch, shop, customerNo, released }) =>
        `${[epoch, shop, customerNo, ...(released ? [word] : [])].join('\t')}\n`,
    )
    .join('');
  const handle = await open(join(outbox, `.issued-${japanDay(now).slice(0, 7)}.log`), 'a');
  try {
    await handle.appendFile(`\n${lines}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const word = 'released';

/**
 * Everything in such lists of a folder of which a label may exist. Taken back counts only where it is the last that is said, and after
 * the greatest epoch in which it was issued: two processes, or one that was killed, may have written the same lines again.
 */
export async function readIssued(folder: string): Promise<IssuedName[]> {
  const found = new Map<string, { name: IssuedName; issued: number; isReleased: boolean }>();
  for await (const { shop, customerNo, epoch, released } of readMarks(folder)) {
    const key = `${shop}\u0000${customerNo}`;
    const issued = Math.max(released ? 0 : epoch, found.get(key)?.issued ?? 0);
    found.set(key, { name: { shop, customerNo }, issued, isReleased: released === true && epoch > issued });
  }
  return [...found.values()].flatMap(({ name, isReleased }) => (isReleased ? [] : [name]));
}

async function* readMarks(folder: string): AsyncGenerator<IssueMark> {
  const files = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  for (const file of files.filter((name) => names.test(name)).sort()) {
    for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) {
      const [epoch, shop, customerNo, last] = line.split('\t');
      if (shop === undefined || !customerNo) continue;
      yield { epoch: Number(epoch) || 0, shop, customerNo, ...(last === word && { released: true as const }) };
    }
  }
}
