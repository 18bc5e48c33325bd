import type { Random } from '../../random.ts';

/** Roles of the app that decide what it may do and see. */
export const roles = ['inventory-and-order-tracking', 'product-listing', 'direct-to-consumer-shipping'] as const;
export type Role = (typeof roles)[number];

export interface RestrictedResource {
  readonly method: string;
  readonly path: string;
  readonly dataElements: readonly string[];
}

export interface Token {
  readonly kind: 'seller' | 'grantless' | 'restricted';
  readonly expiresAt: number;
  readonly resources: readonly RestrictedResource[];
}

/** Keys, roles and tokens of the one seller and the one app of the lab. All of it is made up. */
export interface Access {
  readonly clientId: string;
  readonly sellerId: string;
  readonly refreshToken: string;
  clientSecret: string;
  isRevoked: boolean;
  readonly roles: Set<Role>;
  readonly tokens: Map<string, Token>;
}

/** Life of an access token and of a restricted data token, s (trust A). */
export const tokenLife = 3600;

/** @param tag tells the keys of a further seller from the first one's, '' = the first's */
export function createAccess(tag = ''): Access {
  return {
    clientId: `amzn1.application-oa2-client.lab00000000000000000000000000001${tag}`,
    sellerId: `ALABSELLER0001${tag.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')}`,
    refreshToken: `Atzr|lab-refresh-token-0001${tag}`,
    clientSecret: `amzn1.oa2-cs.v1.lab-secret-0001${tag}`,
    isRevoked: false,
    roles: new Set(roles),
    tokens: new Map(),
  };
}

export function issueToken(
  access: Access,
  kind: Token['kind'],
  now: number,
  random: Random,
  resources: readonly RestrictedResource[] = [],
): string {
  for (const [text, token] of access.tokens) {
    if (token.expiresAt + 86_400_000 < now) access.tokens.delete(text);
  }
  const text = `${kind === 'restricted' ? 'Atz.sprdt|' : 'Atza|'}lab-${random.token(40)}`;
  access.tokens.set(text, { kind, expiresAt: now + tokenLife * 1000, resources });
  return text;
}
