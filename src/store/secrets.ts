import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { StoreRefused } from './refused.ts';
import { type Keys, openSealer } from './seal.ts';

/**
 * Keys of marketplaces and mail servers, sealed like personal data under the workspace's own key, in one file beside it
 * (`data/secrets.json`, mode 0600): name → box in base64. A box opens under its own name only.
 */
export interface Secrets {
  names(): string[];
  /** `undefined` when there is no secret of this name. Throws `StoreRefused`. */
  get(name: string): string | undefined;
  /** Written whole or not at all. */
  set(name: string, value: string): void;
  /** false when it was not there. */
  remove(name: string): boolean;
}

/** @param keys from `loadKeys`; drawn only when a secret is sealed or opened */
export function openSecrets(file: string, keys: () => Keys): Secrets {
  const read = (): Record<string, string> => {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
      throw error;
    }
    try {
      const boxes = JSON.parse(text) as unknown;
      if (typeof boxes !== 'object' || boxes === null || Array.isArray(boxes)) throw new Error('no map');
      return boxes as Record<string, string>;
    } catch (cause) {
      throw new StoreRefused('secrets-damaged', { file }, cause);
    }
  };
  return {
    names: () => Object.keys(read()).sort(),
    get(name) {
      const boxes = read();
      if (!Object.hasOwn(boxes, name)) return undefined;
      const box = Buffer.from(String(boxes[name]), 'base64');
      return openSealer(keys()).unseal(box, ['secrets', name]).toString('utf8');
    },
    set(name, value) {
      const box = Buffer.from(openSealer(keys()).seal(value, ['secrets', name]));
      write(file, { ...read(), [name]: box.toString('base64') });
    },
    remove(name) {
      const { [name]: gone, ...rest } = read();
      if (gone === undefined) return false;
      write(file, rest);
      return true;
    },
  };
}

function write(file: string, boxes: Record<string, string>): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    const fd = openSync(draft, 'w', 0o600);
    try {
      writeSync(fd, `${JSON.stringify(boxes, null, 2)}\n`);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
