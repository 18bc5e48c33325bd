import { randomBytes } from 'node:crypto';
import { originalSample, refusedSample, type Sample } from '../../../flow/desk/layouts/samples.ts';
import type { Ask } from '../../types.ts';

interface Kept {
  readonly session: string;
  readonly sample: Sample;
}

/** Files that were sent to be tried, the newest last: in memory only, for the session that sent them, until room is needed. */
const kept = new Map<string, Kept>();
const mostBytes = 64 * 1024 ** 2;

/** Keeps a sent file until the page has no more room; gives its name for addresses. */
export function keepSample(session: string, sample: Sample): string {
  const key = randomBytes(9).toString('base64url');
  kept.set(key, { session, sample });
  const size = () => [...kept.values()].reduce((sum, one) => sum + one.sample.bytes.length, 0);
  for (const [old] of kept) {
    if (size() <= mostBytes || old === key) break;
    kept.delete(old);
  }
  return `u.${key}`;
}

export const originalRef = (hash: string): string => `d.${hash}`;
export const refusedRef = (day: string, name: string): string => `r.${day}.${name}`;

/** The file that an address names; undefined: it is gone, and must be sent again. Who sees it is written down. */
export async function sampleOf(ask: Ask, ref: string): Promise<Sample | undefined> {
  const rest = ref.slice(2);
  if (ref.startsWith('u.')) {
    const found = kept.get(rest);
    return found?.session === ask.session ? found.sample : undefined;
  }
  const note = (details: Readonly<Record<string, string>>) =>
    ask.seen({ what: 'document-seen', shop: '', orderNumber: '', details });
  if (ref.startsWith('d.')) {
    const found = await originalSample(ask.ctx, rest);
    if (found) note({ document: rest.slice(0, 12) });
    return found;
  }
  if (!ref.startsWith('r.')) return undefined;
  const found = await refusedSample(ask.ctx, rest.slice(0, 10), rest.slice(11));
  if (found) note({ day: rest.slice(0, 10) });
  return found;
}
