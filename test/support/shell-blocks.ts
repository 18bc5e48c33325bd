import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './programs.ts';

/** The commands of the first shell block after a text in a document, without their comments. */
export function commandsAfter(file: string, text: string): string[] {
  const document = readFileSync(join(root, file), 'utf8');
  const at = document.indexOf(text);
  if (at < 0) throw new Error(`${file} does not say "${text}"`);
  const block = document.slice(at).match(/```sh\n([\s\S]*?)```/)?.[1] ?? '';
  return block
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter((line) => line !== '');
}
