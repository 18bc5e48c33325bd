import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { standardLayoutsFolder } from '../../../config/layout-files.ts';
import type { SentenceArgs } from '../../../core/sentences/index.ts';

/** Copies a layout's folder with its cases, whole or not at all. What is there already is left alone. */
export function copyLayout(from: string, to: string): void {
  if (existsSync(to)) return;
  const draft = `${to}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, draft, { recursive: true });
    rememberOrigin(from, draft);
    renameSync(draft, to);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** In the copy's folder: the standard layout as it was, below a line that names it and the day. */
const originFile = 'copied-from.txt';

function rememberOrigin(from: string, to: string): void {
  const day = Temporal.Now.instant().toZonedDateTimeISO('Asia/Tokyo').toPlainDate();
  const layout = readFileSync(join(from, 'layout.yaml'), 'utf8');
  writeFileSync(join(to, originFile), `${basename(from)} ${day}\n${layout}`);
}

export interface Origin {
  readonly from: string;
  /** Japan's day. */
  readonly at: string;
  /** `layout.yaml` as it was copied. */
  readonly text: string;
}

/** What a copy began as; undefined: it is older than this record, or somebody took it away. */
export function readOrigin(folder: string): Origin | undefined {
  const path = join(folder, originFile);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  const found = /^(\S+) (\d{4}-\d{2}-\d{2})\r?\n/.exec(text);
  return found ? { from: found[1]!, at: found[2]!, text: text.slice(found[0].length) } : undefined;
}

export type CopiedLayout =
  | { readonly path: string; readonly direction: 'read' | 'write' }
  | {
      readonly code: 'command-bad-layout-name' | 'command-unknown-layout' | 'command-layout-exists';
      readonly args: SentenceArgs;
    };

/** `layouts new NAME --from STD` (X1): a copy of a layout with its cases, in the workspace, to be changed there. */
export function copyAsOwn(root: string, name: string, from: string): CopiedLayout {
  if (!isLayoutName(name)) return { code: 'command-bad-layout-name', args: { name } };
  const own = join(root, 'layouts');
  const places = [standardLayoutsFolder(), own].flatMap((folder) => [join(folder, 'read'), join(folder, 'write')]);
  const place = isLayoutName(from) && places.find((folder) => existsSync(join(folder, from, 'layout.yaml')));
  if (!place) return { code: 'command-unknown-layout', args: { name: from, hint: '' } };
  if (places.some((folder) => existsSync(join(folder, name)))) return { code: 'command-layout-exists', args: { name } };
  const direction = place.endsWith('read') ? 'read' : 'write';
  const path = resolve(own, direction, name);
  copyLayout(join(place, from), path);
  return { path, direction };
}

/** May a layout's folder be called so? */
export const isLayoutName = (name: string): boolean => /^[a-z][a-z0-9-]{0,59}$/.test(name);
