import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { StoreRefused } from './refused.ts';
import type { Keys } from './seal.ts';

/**
 * Makes a key file (mode 0600) with one fresh key in base64. Never overwrites: `false` when the file is there already.
 * Whoever loses this file loses the sealed data, so it belongs into the backup, apart from the database.
 */
export function makeKeyFile(file: string): boolean {
  let fd: number;
  try {
    fd = openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  try {
    writeSync(fd, `${randomBytes(32).toString('base64')}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return true;
}

/**
 * Keys from the environment (`B2_BRIDGE_KEY`) or else from the key file. Several keys, separated by line ends or
 * commas: the first seals, the others still open older data.
 *
 * @throws StoreRefused `key-missing`, `key-malformed`, `key-file-open-to-others` (any mode bit for group or others).
 */
export function loadKeys(from: { readonly env: string | undefined; readonly file: string }): Keys {
  if (from.env?.trim()) return parseKeys(from.env, 'B2_BRIDGE_KEY');
  const { file } = from;
  let mode: number;
  try {
    mode = statSync(file).mode & 0o777;
  } catch (cause) {
    throw new StoreRefused('key-missing', { file }, cause);
  }
  // Windows has no such mode bits; there the folder's own rights count.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new StoreRefused('key-file-open-to-others', { file, mode: mode.toString(8) });
  }
  return parseKeys(readFileSync(file, 'utf8'), file);
}

/** One or more keys as text, each 64 hex digits or 44 characters of base64. */
export function parseKeys(text: string, from: string): Keys {
  const [first, ...rest] = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => parseKey(part, from));
  if (!first) throw new StoreRefused('key-malformed', { from });
  return [first, ...rest];
}

function parseKey(text: string, from: string): Uint8Array {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (/^[A-Za-z0-9+/]{43}=$/.test(text)) return Buffer.from(text, 'base64');
  throw new StoreRefused('key-malformed', { from });
}
