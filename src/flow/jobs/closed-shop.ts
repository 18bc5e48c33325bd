import type { Outcome } from '../../connectors/contract.ts';
import type { RunResult } from '../types.ts';

/** A connector that stopped after several failures, or because the shop is closed, says so of the rest. */
const notSent = 'shop-failing-not-sent';
const closed = 'shop-maintenance';

/** What was kept back because of it was no try: a night of maintenance parks nothing. */
export const wasNoTry = (outcome: Pick<Outcome, 'code'>): boolean =>
  outcome.code === notSent || outcome.code === closed;

/** Maintenance is one line of a run, however much waited for it. */
export const isSaidAlready = (items: RunResult['items'], outcome: Pick<Outcome, 'code'>): boolean =>
  wasNoTry(outcome) && items.some((one) => one.code === closed);
