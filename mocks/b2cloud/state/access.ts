import type { Random } from '../../random.ts';

/** Life of a session after its last use, and of an RXID; ms. Trust B. */
export const sessionLife = 3_600_000;

/** A pass for one request without a session: into the edit screen, or to issued data. */
export interface Pass {
  readonly kind: 'edit' | 'spool';
  /** Id of the hand-over, or number of the issue. */
  readonly about: string;
  readonly expiresAt: number;
  usedAt: number | undefined;
}

/** The one customer of the lab. Everything is made up. */
export interface Access {
  accessKey: string;
  readonly apiUserId: string;
  isRefused: boolean;
  /** ご請求先: customer code, class, freight numbers. */
  readonly billing: { readonly code: string; readonly ext: string; readonly freight: readonly string[] }[];
  readonly userId: string;
  /** What the contract has. */
  readonly contracts: Set<string>;
  /** Last use by cookie. */
  readonly sessions: Map<string, number>;
  readonly passes: Map<string, Pass>;
  /** Hosts that may be told of a print. */
  readonly domains: Set<string>;
}

/** Contracts that can be had: 収納代行, EAZY, and slip types that may be switched off. */
export const contracts = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'agent', 'payment'] as const;

/** @param tag tells the keys of a further customer from the first one's, '' = the first's */
export function createAccess(tag: string): Access {
  return {
    accessKey: `lab-b2-access-key-0001${tag}`,
    apiUserId: `LABAPI0001${tag}`,
    isRefused: false,
    billing: [
      { code: '000000000000', ext: '', freight: ['01', '02'] },
      { code: '0000000000', ext: '001', freight: ['01'] },
    ],
    userId: '000000000000',
    contracts: new Set(['0', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'payment']),
    sessions: new Map(),
    passes: new Map(),
    domains: new Set(['127.0.0.1', 'localhost']),
  };
}

export function openSession(access: Access, now: number, random: Random): string {
  const cookie = random.token(32);
  access.sessions.set(cookie, now);
  return cookie;
}

/** Is the session alive? Then it lives on from now. */
export function useSession(access: Access, cookie: string, now: number): boolean {
  const usedAt = access.sessions.get(cookie);
  if (usedAt === undefined) return false;
  if (now - usedAt > sessionLife) {
    access.sessions.delete(cookie);
    return false;
  }
  access.sessions.set(cookie, now);
  return true;
}

export function issuePass(access: Access, kind: Pass['kind'], about: string, now: number, random: Random): string {
  const text = `RX${random.token(38)}`;
  access.passes.set(text, { kind, about, expiresAt: now + sessionLife, usedAt: undefined });
  return text;
}

/** Takes a pass: works once, within 60 minutes. */
export function takePass(access: Access, text: string, kind: Pass['kind'], now: number): Pass | undefined {
  const pass = access.passes.get(text);
  if (!pass || pass.kind !== kind || pass.usedAt !== undefined || pass.expiresAt <= now) return undefined;
  pass.usedAt = now;
  return pass;
}
