import { createCipheriv, createDecipheriv, createHash, randomFillSync } from 'node:crypto';
import { type BlindIndex, openBlindIndex } from './blind.ts';
import { StoreRefused } from './refused.ts';

/** Keys of 32 bytes; the first seals, all of them open. So a new key can be put in front while old data stays readable. */
export type Keys = readonly [Uint8Array, ...Uint8Array[]];

/**
 * AES-256-GCM boxes for personal data. Layout of a box: key id (1 byte) · nonce (12) · ciphertext · tag (16).
 * `place` (table, column, row) is authenticated with the content: a box cannot be moved to another row unnoticed.
 */
export interface Sealer {
  seal(content: string | Uint8Array, place: readonly (string | number)[]): Uint8Array;
  /** Throws `StoreRefused` (`key-does-not-fit` or `sealed-data-damaged`). */
  unseal(box: Uint8Array, place: readonly (string | number)[]): Buffer;
  readonly blind: BlindIndex;
}

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes;

/** Names a key without telling anything about it: the first byte of a labelled hash. */
export function keyId(key: Uint8Array): number {
  return createHash('sha256').update('b2-bridge key id').update(key).digest()[0] ?? 0;
}

/** @throws StoreRefused `key-malformed` when a key is not 32 bytes or two keys share an id. */
export function openSealer(keys: Keys): Sealer {
  const byId = new Map<number, Uint8Array>();
  for (const key of keys) {
    const id = keyId(key);
    if (key.length !== 32 || byId.has(id)) throw new StoreRefused('key-malformed', { from: 'key' });
    byId.set(id, key);
  }
  const current = keys[0];
  const currentId = keyId(current);
  const nextNonce = nonces();
  return {
    blind: openBlindIndex(keys),
    seal(content, place) {
      const nonce = nextNonce();
      const box = createCipheriv(cipher, current, nonce);
      box.setAAD(Buffer.from(place.join('\0')));
      const body = typeof content === 'string' ? box.update(content, 'utf8') : box.update(content);
      // GCM is a stream: final() gives no more bytes, it only closes the tag.
      box.final();
      const sealed = Buffer.allocUnsafe(headBytes + body.length + tagBytes);
      sealed[0] = currentId;
      sealed.set(nonce, 1);
      sealed.set(body, headBytes);
      sealed.set(box.getAuthTag(), headBytes + body.length);
      return sealed;
    },
    unseal(box, place) {
      const table = String(place[0]);
      if (box.length < headBytes + tagBytes) throw new StoreRefused('sealed-data-damaged', { table });
      const key = byId.get(box[0]!);
      if (!key) throw new StoreRefused('key-does-not-fit');
      const end = box.length - tagBytes;
      const opener = createDecipheriv(cipher, key, box.subarray(1, headBytes), { authTagLength: tagBytes });
      opener.setAAD(Buffer.from(place.join('\0')));
      opener.setAuthTag(box.subarray(end));
      const content = opener.update(box.subarray(headBytes, end));
      try {
        opener.final();
      } catch (cause) {
        throw new StoreRefused('sealed-data-damaged', { table }, cause);
      }
      return content;
    },
  };
}

/** Random nonces, drawn in bulk: one system call per thousand. 96 random bits are safe for 2^32 boxes per key. */
function nonces(): () => Uint8Array {
  const pool = Buffer.alloc(nonceBytes * 1024);
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    at += nonceBytes;
    return pool.subarray(at - nonceBytes, at);
  };
}
