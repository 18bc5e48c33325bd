import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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
