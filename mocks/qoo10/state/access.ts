import type { Random } from '../../random.ts';

/** Keys of the one shop of the lab. All of it is made up. */
export interface Access {
  /** Given by Qoo10 after an application; only good for making certification keys. */
  readonly apiKey: string;
  /** Login of QSM, the seller's console. */
  readonly userId: string;
  password: string;
  /** Certification keys (販売者認証キー) that were ever made. */
  readonly keys: Map<string, SellerKey>;
}

export interface SellerKey {
  readonly issuedAt: number;
  expiresAt: number;
  /** Ended by a change of the QSM password: Qoo10 no longer knows it. */
  isDead: boolean;
}

/** Life of a certification key, ms: one year (trust B: other vendors' help pages). */
export const keyLife = 365 * 86_400_000;

/** What the lab's client begins with. Escapes such as `_g_1_` stand in real ones, too (trust B). */
export const firstKey = 'LabSeller0001_g_1_certification_g_2_key0001';

/** @param tag tells the keys of a further shop from the first one's, '' = the first's */
export function createAccess(now: number, tag: string): Access {
  return {
    apiKey: `LabApiKey0001${tag}`,
    userId: `labshop${tag}`,
    password: `lab-qsm-password-0001${tag}`,
    keys: new Map([[`${firstKey}${tag}`, { issuedAt: now, expiresAt: now + keyLife, isDead: false }]]),
  };
}

/** A new certification key. Older ones go on (trust C). */
export function issueKey(access: Access, now: number, random: Random): string {
  const text = `LabSeller_g_1_${random.token(40)}_g_2_`;
  access.keys.set(text, { issuedAt: now, expiresAt: now + keyLife, isDead: false });
  return text;
}
