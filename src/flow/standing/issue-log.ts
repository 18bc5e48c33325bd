import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { japanDay } from '../../core/time.ts';
import type { IssuedName } from '../../store/types.ts';
import { codeOf } from '../files/index.ts';

const names = /^\.issued-\d{4}-\d{2}\.log$/;

/**
 * Adds to the list of everything of which a label may exist, `outbox/.issued-YYYY-MM.log`: `epoch TAB shop TAB お客様管理番号`, one a line,
 * forced to the disk. A line that a killed process left in the middle is ended first.
 */
export async function appendIssued(
  outbox: string,
  now: Temporal.Instant,
  issued: readonly (IssuedName & { readonly epoch: number })[],
): Promise<void> {
  if (issued.length === 0) return;
  const lines = issued.map(({ epoch, shop, customerNo }) => `${epoch}\t${shop}\t${customerNo}\n`).join('');
  const handle = await open(join(outbox, `.issued-${japanDay(now).slice(0, 7)}.log`), 'a');
  try {
    await handle.appendFile(`\n${lines}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Every line of every such list in a folder. */
export async function* readIssued(folder: string): AsyncGenerator<IssuedName> {
  const files = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  for (const file of files.filter((name) => names.test(name)).sort()) {
    for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) {
      const [, shop, customerNo] = line.split('\t');
      if (shop !== undefined && customerNo) yield { shop, customerNo };
    }
  }
}
