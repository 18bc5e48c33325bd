import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Draft {
  write(bytes: Uint8Array): void;
  /** Makes the file appear, whole; gives its path. */
  finish(): string;
  /** Leaves nothing behind. */
  drop(): void;
}

/** A file that appears under its name only when it is complete. Synchronous: used by one-shot commands. */
export function createDraft(path: string): Draft {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.part`;
  const handle = openSync(part, 'w');
  let open = true;
  const close = () => {
    if (open) closeSync(handle);
    open = false;
  };
  return {
    write(bytes) {
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, bytes.length - at);
    },
    finish() {
      fsyncSync(handle);
      close();
      renameSync(part, path);
      return path;
    },
    drop() {
      close();
      rmSync(part, { force: true });
    },
  };
}
