import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../core/ids.ts';
import type { Masters } from '../core/masters.ts';
import type { LayoutCase } from '../layout/cases.ts';
import type { Layout } from '../layout/types.ts';
import { buildId } from './kept-layouts.ts';

/*
 * Which layouts of the workspace passed their cases, kept in the workspace's data folder: to run the cases of ten costs a start a quarter of a
 * second. Only what passed is kept, under a hash of the layout, the dictionaries, every byte of its cases and the program's build.
 */

/** Name of the file in `data/`. Nothing is lost when it is deleted. */
export const provedLayoutsFile = 'layouts.proved';

/** So many are remembered: far more than a workspace has, so that the file cannot grow for ever. */
const most = 200;

/** What a layout is proved by; '' = this build keeps nothing (the source tree, whose code may change under it). */
export function proofOf(layout: Layout, masters: Masters, cases: readonly LayoutCase[], build = buildId()): string {
  if (build === undefined) return '';
  const plain = (_: string, value: unknown) => (value instanceof Map ? [...value] : value);
  const hashes = cases.map(({ name, input, expected }) => [
    name,
    ...[input, expected].flatMap((file) => [file.name, sha256(file.bytes)]),
  ]);
  return sha256(JSON.stringify([build, layout, masters, hashes], plain));
}

export function isProved(data: string, proof: string): boolean {
  return proof !== '' && read(data).includes(proof);
}

/** Remembers that a layout passed. A folder that cannot be written to remembers nothing. */
export function keepProved(data: string, proof: string): void {
  if (proof === '') return;
  const path = join(data, provedLayoutsFile);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    const all = [...read(data).filter((one) => one !== proof), proof].slice(-most);
    writeFileSync(draft, `${all.join('\n')}\n`);
    renameSync(draft, path);
  } catch {
    rmSync(draft, { force: true });
  }
}

function read(data: string): readonly string[] {
  try {
    return readFileSync(join(data, provedLayoutsFile), 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
