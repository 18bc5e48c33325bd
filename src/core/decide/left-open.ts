import type { DeliveryMethod } from '../masters.ts';
import type { Destination } from '../order.ts';

/**
 * What the shop's words leave open and a person chooses on the carrier's screen (aiship's manual, cases 1 and 2: メール便, クール便; trust A);
 * undefined when nothing is, or when somebody has said it for this destination.
 */
export function leftOpen(destination: Destination, method: DeliveryMethod | null): 'slip' | 'cool' | undefined {
  if (method?.onScreen === 'slip') return destination.service ? undefined : 'slip';
  if (method?.onScreen === 'cool') return destination.cool ? undefined : 'cool';
  return undefined;
}
