import type { Outcome } from './contract.ts';

/** After so many calls in a row that did not work out, the other side has trouble, not the single item. */
const enough = 3;

/**
 * For connectors that tell item by item. Tells when a series of single calls should stop: at once when the shop stands still, and after some calls in a row that
 * failed or stayed in doubt. `next` is then what the items that are not sent any more get: never `unsure`, nothing was sent.
 */
export function watchTrouble(): { note(outcome: Outcome): void; next(): Outcome | undefined } {
  let inRow = 0;
  let stop: Outcome | undefined;
  return {
    note(outcome) {
      if (outcome.kind === 'halt') stop = outcome;
      // Closed is closed for all.
      if (outcome.code === 'shop-maintenance') inRow = enough;
      if (outcome.kind !== 'retry' && outcome.kind !== 'unsure') {
        inRow = 0;
        return;
      }
      inRow++;
      if (inRow < enough) return;
      // A code of its own, so that what was never sent does not count as a try.
      stop = { ...outcome, kind: 'retry', code: 'shop-failing-not-sent' };
    },
    next: () => stop,
  };
}
