import { loadConfig } from '../config/load.ts';
import { diffWords } from '../core/sentences/diff-words.ts';
import { fill } from '../core/sentences/fill.ts';
import { diffLayout as compare } from '../flow/desk/layouts/diff.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { print, printJson } from './output.ts';

/** `layouts diff NAME`: what the standard changed since the copy, and what was changed here. */
export async function diffLayout({
  C,
  name,
  from,
  json,
}: JsonArgs & { name: string; from?: string }): Promise<ExitCode> {
  const { root } = loadConfig(C, process.env).config;
  const found = compare(root, name, from);
  if ('code' in found) throw new CommandRefused(exitCodes.usage, found.code, { name });
  if (json) {
    const { standardSinceCopy, own, ...rest } = found;
    printJson({ ...rest, ...(standardSinceCopy && { standardSinceCopy }), own });
    return exitCodes.done;
  }
  const isKnown = found.standardSinceCopy !== undefined;
  const words = { name, standard: found.standard, at: found.copied ?? '' };
  print(fill(isKnown ? diffWords.known : diffWords.unknown, words));
  if (found.standardSinceCopy) section(diffWords.byStandard, found.standardSinceCopy);
  section(isKnown ? diffWords.byOwn : diffWords.between, found.own);
  return exitCodes.done;
}

function section(title: string, lines: readonly string[]): void {
  print();
  print(title);
  for (const line of lines.length === 0 ? [diffWords.none] : lines) print(`  ${line}`);
}
