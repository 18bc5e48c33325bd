import type { ConsoleSettings } from '../core/console.ts';
import type { Doors } from './security/origin.ts';

/** Is this address reached from this machine only? */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

/** May people elsewhere get to it, by the network or through a proxy on this machine? */
export function isReachedFromElsewhere({ host, address }: ConsoleSettings): boolean {
  return !isLoopback(host) || (address !== '' && !isLoopback(new URL(address).hostname.replace(/^\[(.*)\]$/, '$1')));
}

/** Under which addresses the console answers, from `bridge.yaml`. */
export function doorsOf({ host, address, certificate }: ConsoleSettings): Doors {
  const known = address === '' ? undefined : new URL(address);
  const names = [host.toLowerCase(), ...(known ? [known.hostname.toLowerCase()] : [])];
  return { https: certificate !== '', names, origins: known ? [known.origin] : [] };
}
