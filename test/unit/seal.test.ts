import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadKeys, makeKeyFile, parseKeys } from '../../src/store/key.ts';
import { keyId, openSealer } from '../../src/store/seal.ts';

const one = Buffer.alloc(32, 1);
const two = Buffer.alloc(32, 2);

describe('a sealed box', () => {
  const sealer = openSealer([one]);

  test.each(['', '山田 〜 髙 𠮷 ①', 'x'.repeat(100_000)])('gives back what was put in (%#)', (text) => {
    const box = sealer.seal(text, ['orders', 'sealed', 'A-1']);
    expect(sealer.unseal(box, ['orders', 'sealed', 'A-1']).toString('utf8')).toBe(text);
    expect(box).toHaveLength(1 + 12 + Buffer.byteLength(text) + 16);
  });

  test('of the same content never looks the same twice', () => {
    const boxes = Array.from({ length: 3000 }, () => Buffer.from(sealer.seal('same', ['t'])).toString('hex'));
    expect(new Set(boxes).size).toBe(3000);
  });

  test('cannot be opened at another place, after a change of any byte, or cut short', () => {
    const box = sealer.seal('text', ['orders', 'a', 1]);
    const damaged = expect.objectContaining({ code: 'sealed-data-damaged' });
    expect(() => sealer.unseal(box, ['orders', 'a', 2])).toThrow(damaged);
    expect(() => sealer.unseal(box.subarray(0, -1), ['orders', 'a', 1])).toThrow(damaged);
    expect(() => sealer.unseal(box.subarray(0, 20), ['orders', 'a', 1])).toThrow(damaged);
    for (let at = 1; at < box.length; at += 1) {
      const changed = Uint8Array.from(box);
      changed[at]! ^= 1;
      expect(() => sealer.unseal(changed, ['orders', 'a', 1]), `byte ${at}`).toThrow(damaged);
    }
  });

  test('names its key, so that an older key still opens it and a foreign one is told apart from damage', () => {
    const box = sealer.seal('text', ['t']);
    expect(box[0]).toBe(keyId(one));
    expect(openSealer([two, one]).unseal(box, ['t']).toString()).toBe('text');
    expect(() => openSealer([two]).unseal(box, ['t'])).toThrow(expect.objectContaining({ code: 'key-does-not-fit' }));
  });

  test('needs a key of 32 bytes', () => {
    expect(() => openSealer([Buffer.alloc(31)])).toThrow(expect.objectContaining({ code: 'key-malformed' }));
  });
});

describe('the key', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'b2-bridge-key-'));
    file = path.join(folder, 'key');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const codeOf = (work: () => unknown): unknown => {
    try {
      return work();
    } catch (error) {
      return (error as { code?: string }).code;
    }
  };

  test('file is made once, for its owner only, and never overwritten', () => {
    expect(makeKeyFile(file)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = readFileSync(file, 'utf8');
    expect(makeKeyFile(file)).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(loadKeys({ env: undefined, file })[0]).toHaveLength(32);
  });

  test.each([0o640, 0o604, 0o660, 0o644])('file with mode %o is refused', (mode) => {
    makeKeyFile(file);
    chmodSync(file, mode);
    expect(codeOf(() => loadKeys({ env: '', file }))).toBe('key-file-open-to-others');
  });

  test('from the environment wins over the file, in base64 or hex, several with the current one first', () => {
    makeKeyFile(file);
    expect(loadKeys({ env: one.toString('base64'), file })).toEqual([one]);
    expect(loadKeys({ env: ` ${two.toString('hex')},${one.toString('base64')}\n`, file })).toEqual([two, one]);
  });

  test('that is missing or badly written is refused without being shown', () => {
    expect(codeOf(() => loadKeys({ env: undefined, file }))).toBe('key-missing');
    writeFileSync(file, '', { mode: 0o600 });
    expect(codeOf(() => loadKeys({ env: undefined, file }))).toBe('key-malformed');
    const bad = 'not-a-key-but-secret';
    expect(() => parseKeys(bad, 'B2_BRIDGE_KEY')).toThrow(expect.objectContaining({ code: 'key-malformed' }));
    expect(() => parseKeys(bad, 'B2_BRIDGE_KEY')).not.toThrow(bad);
  });
});
