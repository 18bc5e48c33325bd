import { iso } from '../../clock.ts';
import { addressLife, type FeedDocument } from '../state/feed.ts';
import type { AmazonState } from '../state/state.ts';

/** A new address for a document, good for five minutes (trust A). */
export function documentUrl(state: AmazonState, document: FeedDocument, base: string, now: number): string {
  const key = state.random().token(40);
  document.keys.set(key, now + addressLife);
  return `${base}/files/${document.id}?X-Amz-Date=${iso(now)}&X-Amz-Expires=300&X-Amz-Signature=${key}`;
}
