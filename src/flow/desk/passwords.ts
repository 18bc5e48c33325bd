import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt's cost: N = 2^15, r = 8, p = 3: 32 MB, ~0.15 s (OWASP Password Storage Cheat Sheet's third choice, trust A). */
const cost = { log2N: 15, r: 8, p: 3 };
const keyBytes = 32;

/** At most so many at a time, and so many that wait: each takes 32 MB and a thread. */
const atOnce = 2;
const waiting = 20;

export const shortestPassword = 10;

/** `scrypt$15$8$3$salt$hash`, both in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.log2N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Takes as long for a user who is not there (`stored` undefined). */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, log2N, r, p, salt = '', hash = ''] = (stored ?? decoy).split('$');
  const key = await derive(password, Buffer.from(salt, 'base64url'), {
    log2N: Number(log2N),
    r: Number(r),
    p: Number(p),
  });
  const expected = Buffer.from(hash, 'base64url');
  return expected.length === key.length && timingSafeEqual(expected, key) && stored !== undefined;
}

const decoy = `scrypt$${cost.log2N}$${cost.r}$${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Too many are being checked: ask again later. */
export class TooManyChecks extends Error {
  override name = 'TooManyChecks';
}

let running = 0;
const queue: (() => void)[] = [];

async function derive(password: string, salt: Uint8Array, { log2N, r, p }: typeof cost): Promise<Buffer> {
  if (running >= atOnce) {
    if (queue.length >= waiting) throw new TooManyChecks();
    await new Promise<void>((resolve) => queue.push(resolve));
  }
  running += 1;
  try {
    return await new Promise((resolve, reject) => {
      // The same characters, however the keyboard composed them.
      scrypt(
        password.normalize('NFKC'),
        salt,
        keyBytes,
        { N: 2 ** log2N, r, p, maxmem: 128 * 1024 ** 2 },
        (error, key) => (error ? reject(error) : resolve(key)),
      );
    });
  } finally {
    running -= 1;
    queue.shift()?.();
  }
}
