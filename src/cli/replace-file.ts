import { existsSync, writeFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';

/** Puts a new content in a file's place, whole or not at all. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text);
    await rename(draft, file);
  } finally {
    if (existsSync(draft)) await rm(draft);
  }
}
