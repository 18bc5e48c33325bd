import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LabAddress } from './config/endpoints.ts';

/** The address of a lab as programs get it: one line of JSON. */
export function labLine({ control, panel, mail, systems, curl }: LabAddress): string {
  return JSON.stringify({ control, panel, mail, systems, curl });
}

/** Leaves a lab's address in a workspace. Gives back what takes it away again, unless another lab wrote its own by then. */
export function writeLabFile(file: string, lab: LabAddress): () => void {
  const line = labLine(lab);
  const draft = `${file}.${process.pid}.tmp`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(draft, `${line}\n`, { mode: 0o600 });
  renameSync(draft, file);
  return () => {
    try {
      if (readFileSync(file, 'utf8').trimEnd() === line) rmSync(file);
    } catch {
      // Gone already, or the folder with it: nothing to take away.
    }
  };
}
