/** Seeded randomness: the same seed gives the same orders, tokens and faults. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  /** Integer, 0 ≤ n < limit. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
  /** So many decimal digits. */
  digits(count: number): string;
  /** So many lower-case letters and digits. */
  token(count: number): string;
  uuid(): string;
  /** A seed that goes on from here. */
  state(): number;
}

/** mulberry32: small, good enough for test data, not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const characters = (alphabet: string, count: number) => {
    let text = '';
    for (let i = 0; i < count; i += 1) text += alphabet[below(alphabet.length)];
    return text;
  };
  const hex = (count: number) => characters('0123456789abcdef', count);
  return {
    next,
    below,
    pick: (list) => list[below(list.length)]!,
    digits: (count) => characters('0123456789', count),
    token: (count) => characters('abcdefghijklmnopqrstuvwxyz0123456789', count),
    state: () => state,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  };
}
