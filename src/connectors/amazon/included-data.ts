import type { Outcome } from '../contract.ts';
import type { Sent } from './client.ts';
import { amazonError, reasonOf } from './errors.ts';

/** Everything that shipping needs. Which personal data come is decided by the application's role (trust A). */
const sections = [
  'BUYER',
  'RECIPIENT',
  'PROCEEDS',
  'EXPENSE',
  'PROMOTION',
  'CANCELLATION',
  'FULFILLMENT',
  'PACKAGES',
  'PAYMENT',
] as const;

/**
 * Without these an order is read all the same: without people it is held until they come, the rest is not needed for a label. Without
 * the others nobody would know that the buyer cancels, what is paid, or what is still to be shipped.
 */
const spare: readonly string[] = ['BUYER', 'RECIPIENT', 'EXPENSE', 'PROMOTION', 'PACKAGES'];

/**
 * A call with `includedData`. When Amazon refuses it (400) and names a section that can be done without, it is made once more without
 * that section (seen when a role or a region lacks one; trust C).
 */
export async function withSections(send: (includedData: string) => Promise<Sent>): Promise<Sent> {
  const first = await send(sections.join(','));
  if (!first.failed || first.answer?.status !== 400) return first;
  const { message, details } = amazonError(first.answer);
  const named = spare.filter((one) => new RegExp(`\\b${one}\\b`, 'i').test(`${message} ${details}`));
  // A message that lists all that is allowed names nothing.
  if (named.length === 0 || named.length === spare.length) return first;
  return send(sections.filter((one) => !named.includes(one)).join(','));
}

/** A refused search is made again by the next run: nothing was changed by it, and its window follows the clock. */
export function searchRefused(sent: Sent & { readonly failed: Outcome }, operation: string): Outcome {
  if (sent.answer?.status !== 400) return sent.failed;
  const { code, message } = amazonError(sent.answer);
  const args = { system: 'Amazon', operation, reason: reasonOf(message || code) };
  return { ...sent.failed, kind: 'retry', code: 'search-refused', args };
}
