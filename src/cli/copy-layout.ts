import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** Copies a layout's folder with its cases, whole or not at all. What is there already is left alone. */
export function copyLayout(from: string, to: string): void {
  if (existsSync(to)) return;
  const draft = `${to}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, draft, { recursive: true });
    renameSync(draft, to);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
