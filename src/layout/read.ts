import type { Opened } from './document.ts';
import { readOrders } from './read-orders.ts';
import { readRecords } from './read-records.ts';
import type { ReadEnv, ReadResult } from './read-result.ts';

export type { Placed, ReadEnv, ReadOrder, ReadResult, ReturnFormRow } from './read-result.ts';

/**
 * Reads a whole table through its layout. Rows of one order belong together wherever they stand; one bad row holds back or
 * refuses its whole order and never the others. `Unreadable` from the reader below passes through: then nothing was read.
 */
export function readTable(opened: Opened, env: ReadEnv): ReadResult {
  return opened.match.layout.yields === 'order' ? readOrders(opened, env) : readRecords(opened, env);
}
