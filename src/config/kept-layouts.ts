import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Masters } from '../core/masters.ts';
import type { RuleSet } from '../core/rules/rule.ts';
import type { RuleFiles } from '../layout/rules/load.ts';
import type { LayoutSet } from '../layout/types.ts';
import type { readLayoutFiles } from './layout-files.ts';

/*
 * Layouts and dictionaries as they were loaded last, kept in the workspace's data folder: to parse and check forty YAML files
 * takes half of the time and a third of the memory of a short command. Kept only when nothing was wrong with them; another
 * content of any file or another build of the program makes it void, and so does whatever is wrong with what was kept.
 */

export interface Loaded {
  readonly layouts: LayoutSet;
  readonly masters: Masters;
  readonly rules: RuleSet;
}

type Files = ReturnType<typeof readLayoutFiles> & { readonly rules: RuleFiles };

/** Name of the file in `data/`. Nothing is lost when it is deleted. */
export const keptLayoutsFile = 'layouts.kept';

const hashBytes = 32;

/** What was kept of these very files, in the workspace or by the build; undefined when there is nothing that fits. */
export function findKept(data: string, files: Files, build = buildId()): Loaded | undefined {
  const kept = build === undefined ? recall(files) : openEither(data, keyOf(build, files));
  const { shown = '', origin } = files.rules.rules ?? {};
  return kept && { ...kept, rules: { ...kept.rules, file: shown, ...(origin && { origin }) } };
}

const openEither = (data: string, key: Buffer) => openKept(data, key) ?? openKept(builtFolder, key);

function openKept(folder: string, key: Buffer): Loaded | undefined {
  try {
    const kept = readFileSync(join(folder, keptLayoutsFile));
    const content = kept.subarray(2 * hashBytes);
    if (!kept.subarray(0, hashBytes).equals(key)) return undefined;
    if (!kept.subarray(hashBytes, 2 * hashBytes).equals(digest(content))) return undefined;
    return deserialize(content) as Loaded;
  } catch {
    return undefined;
  }
}

/** Keeps what was loaded of these files without a complaint. A folder that cannot be written to keeps nothing. */
export function keep(data: string, files: Files, { layouts, masters, rules }: Loaded, build = buildId()): void {
  const content = serialize({ layouts, masters, rules });
  if (build === undefined) {
    remember(files, content);
    return;
  }
  const path = join(data, keptLayoutsFile);
  const draft = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, Buffer.concat([keyOf(build, files), digest(content), content]));
    renameSync(draft, path);
  } catch {
    rmSync(draft, { force: true });
  }
}

/*
 * The source tree keeps nothing on the disk, but within one process its code stays as it is: what was loaded last is remembered, so that
 * tests which open a bridge again and again do not parse forty files each time.
 */
const remembered = new Map<string, Buffer>();
const mostRemembered = 4;

function remember(files: Files, content: Buffer): void {
  remembered.set(keyOf('', files).toString('hex'), content);
  if (remembered.size > mostRemembered) remembered.delete(remembered.keys().next().value!);
}

function recall(files: Files): Loaded | undefined {
  const content = remembered.get(keyOf('', files).toString('hex'));
  return content && (deserialize(content) as Loaded);
}

/** Where packaging/after-build.ts leaves what it makes; one folder up from here, bundled too. */
const builtFolder = join(import.meta.dirname, '..');

/** Written by packaging/after-build.ts; the source tree has none, because its code may change under what was kept. */
export function buildId(): string | undefined {
  try {
    return `${process.versions.v8} ${readFileSync(join(builtFolder, 'build-id.txt'), 'utf8')}`;
  } catch {
    return undefined;
  }
}

/** Of everything that what is loaded depends on; where the files lie only shows in complaints. */
function keyOf(build: string, { layouts, masters, rules }: Files): Buffer {
  const hash = createHash('sha256').update(build);
  const add = (...words: readonly string[]) => hash.update(JSON.stringify(words));
  for (const { name, text } of masters) add(name, text);
  for (const { direction, folder, origin, cases, text } of layouts) add(direction, folder, origin, text, ...cases);
  // Where the rules lie is said anew each time: it depends on where the command was called.
  add(rules.rules?.text ?? '');
  for (const { rule, text } of rules.cases) add(rule, text);
  return hash.digest();
}

const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
