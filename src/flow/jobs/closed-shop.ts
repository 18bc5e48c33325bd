import type { Outcome } from '../../connectors/contract.ts';
import type { RunResult } from '../types.ts';

/** A connector that stopped after several failures, or because the shop is closed, says so of the rest. */
const notSent = 'shop-failing-not-sent';
const closed = 'shop-maintenance';
/** The day's calls or the hour's sign-ins are used up: nothing is sent until they are counted anew. */
const usedUp: ReadonlySet<string> = new Set(['quota-used-up', 'quota-used-up-there', 'sign-ins-used-up']);

/** This process may not send any more, or cannot write down that it does. */
const notOurs: ReadonlySet<string> = new Set(['lease-lost', 'database-failed', 'database-busy']);

/** What was kept back because of it was no try: a night of maintenance parks nothing. */
export const wasNoTry = ({ code }: Pick<Outcome, 'code'>): boolean =>
  code === notSent || code === closed || usedUp.has(code) || notOurs.has(code);

/** Maintenance, and calls that are used up, are one line of a run, however much waited for it. */
export const isSaidAlready = (items: RunResult['items'], outcome: Pick<Outcome, 'code'>): boolean =>
  wasNoTry(outcome) &&
  items.some(
    ({ code }) => code === closed || (usedUp.has(code) && (code === outcome.code || outcome.code === notSent)),
  );
