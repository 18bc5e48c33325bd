import { canonicalJson } from '../ids.ts';
import type { SentenceArgs, SentenceCode } from '../sentences/index.ts';
import type { Clearer, Hold } from '../shipment.ts';

/** A hold that rules compute anew each time. Its fingerprint is its arguments: other facts, other reason. */
export function hold(code: SentenceCode, clearedBy: Clearer, args: SentenceArgs = {}): Hold {
  return { code, origin: 'rules', clearedBy, args, fingerprint: canonicalJson(args) };
}

/** A hold made by something that happened; stays until a person clears it. */
export function historyHold(code: SentenceCode, fingerprint: string, args: SentenceArgs = {}): Hold {
  return { code, origin: 'history', clearedBy: 'operator', args, fingerprint };
}
