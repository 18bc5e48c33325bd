import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

/** Under which addresses the console may be asked for. */
export interface Doors {
  readonly https: boolean;
  /** Host names that are allowed besides the address at which a connection arrived. */
  readonly names: readonly string[];
  /** Whole origins of a proxy in front (`https://bridge.example.jp`). */
  readonly origins: readonly string[];
}

/**
 * Is this `Host` the console's own? Against DNS rebinding: a page of a foreign site whose name suddenly leads to this machine still
 * sends its own name. Bare addresses are fine when they are the ones at which the connection arrived.
 *
 * @param local the address at which the connection arrived
 */
export function isOwnHost(host: string | undefined, local: string | undefined, { names }: Doors): boolean {
  const name = hostName(host);
  if (name === undefined) return false;
  const address = plainAddress(local);
  if (isIP(name) !== 0) return name === address;
  if (name === 'localhost') return address === '127.0.0.1' || address === '::1' || names.includes(name);
  return names.includes(name);
}

/**
 * Does a changing request come from a page of the console itself? Every browser sends `Origin` with a form; where it leaves it out (a
 * call of a script to its own origin) it says so in `Sec-Fetch-Site`, which no page can set (Fetch Metadata, trust A).
 */
export function isOwnOrigin(
  { origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders,
  { https, origins }: Doors,
): boolean {
  if (host === undefined) return false;
  if (origin === undefined) return site === 'same-origin';
  if (origins.includes(origin)) return true;
  return origin === `${https ? 'https' : 'http'}://${host.toLowerCase()}`;
}

function hostName(host: string | undefined): string | undefined {
  if (host === undefined || !/^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i.test(host)) return undefined;
  return host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
}

/** `::ffff:192.168.0.5` is 192.168.0.5. */
const plainAddress = (address: string | undefined): string => (address ?? '').replace(/^::ffff:/, '');
