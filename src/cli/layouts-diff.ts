import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardLayoutsFolder } from '../config/layout-files.ts';
import { loadConfig } from '../config/load.ts';
import { diffLines, shortDiff } from '../core/line-diff.ts';
import { diffWords } from '../core/sentences/diff-words.ts';
import { fill } from '../core/sentences/fill.ts';
import { readOrigin } from './copy-layout.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { print, printJson } from './output.ts';

const directions = ['read', 'write'] as const;

/**
 * `layouts diff NAME`: a workspace's own layout against the standard one that it was copied from, after an upgrade: what the standard changed since
 * the copy and what was changed here, where the copy knows what it began as; otherwise the difference of both.
 */
export async function diffLayout({
  C,
  name,
  from,
  json,
}: JsonArgs & { name: string; from?: string }): Promise<ExitCode> {
  const { root } = loadConfig(C, process.env).config;
  const folder = directions
    .map((one) => join(root, 'layouts', one, name))
    .find((one) => existsSync(join(one, 'layout.yaml')));
  if (!folder) throw new CommandRefused(exitCodes.usage, 'layout-not-own', { name });
  const origin = readOrigin(folder);
  const standardName = from ?? origin?.from ?? name;
  const path = directions
    .map((one) => join(standardLayoutsFolder(), one, standardName, 'layout.yaml'))
    .find((one) => existsSync(one));
  if (!path) throw new CommandRefused(exitCodes.usage, 'layout-origin-unknown', { name });
  const own = readFileSync(join(folder, 'layout.yaml'), 'utf8');
  const standard = readFileSync(path, 'utf8');
  const base = origin?.from === standardName ? origin.text : undefined;
  const byStandard = base === undefined ? undefined : shortDiff(diffLines(base, standard));
  const byOwn = shortDiff(diffLines(base ?? standard, own));
  if (json) {
    const since = byStandard && { standardSinceCopy: byStandard };
    printJson({ name, standard: standardName, copied: origin?.at ?? null, ...since, own: byOwn });
    return exitCodes.done;
  }
  const words = { name, standard: standardName, at: origin?.at ?? '' };
  print(fill(base === undefined ? diffWords.unknown : diffWords.known, words));
  if (byStandard) section(diffWords.byStandard, byStandard);
  section(base === undefined ? diffWords.between : diffWords.byOwn, byOwn);
  return exitCodes.done;
}

function section(title: string, lines: readonly string[]): void {
  print();
  print(title);
  for (const line of lines.length === 0 ? [diffWords.none] : lines) print(`  ${line}`);
}
