import type { SentenceCode } from '../sentences/index.ts';

/**
 * Holds that a rule may release (closed list): questions of a shop's taste, where a person who clears them only gives up a wish, takes
 * the replacement that is proposed, or says "I have read it". Everything else may mean a wrong address, money that is not there, a
 * second parcel or goods that nobody wants any more (damage, cancelled, unpaid, changed, address missing, label out, unknown words,
 * other rules' holds): those need data or a person who looked.
 */
export const releasable = [
  'remark-present',
  'cod-amount-high',
  'double-purchase',
  'slot-impossible',
  'slot-unknown',
  'slot-abolished',
  'wished-date-impossible',
  'char-not-in-cp932',
  'char-dependent',
  'house-number-missing',
  'postal-unlisted',
  'delivery-method-untold',
] as const satisfies readonly SentenceCode[];
