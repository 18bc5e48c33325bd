import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder that stands in for the system's temporary folder during one test run, for this process and all that it starts:
 * so whatever a test forgets is seen, also while other programs use the real one.
 */
export interface TempFolder {
  readonly path: string;
  /** Gives the real folder back and takes this one away. @throws Error that names what was left in it */
  close(): void;
}

const names = ['TMPDIR', 'TMP', 'TEMP'] as const;

export function standInTempFolder(): TempFolder {
  const before = names.map((name) => [name, process.env[name]] as const);
  const path = mkdtempSync(join(tmpdir(), 'b2-bridge-tests-'));
  // PostgreSQL must find its data in here, and never runs as root.
  chmodSync(path, 0o711);
  for (const name of names) process.env[name] = path;
  return {
    path,
    close() {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      const left = readdirSync(path).sort();
      rmSync(path, { recursive: true, force: true });
      if (left.length > 0) throw new Error(`tests left in the temporary folder: ${left.join(', ')}`);
    },
  };
}
