import type { JournalEntry, ShipmentChange, StoredOrder } from '../../store/types.ts';

/** What was decided about some orders. */
export interface Decided {
  readonly orders: readonly StoredOrder[];
  readonly shipments: readonly ShipmentChange[];
  readonly journal: readonly JournalEntry[];
}

/** Orders that are saved together while the next ones are decided: as many as one statement takes (store/room.ts). */
const ordersPerPage = 200;

/** What was decided so far and is not saved; orders stay when they are. */
interface Growing {
  readonly orders: StoredOrder[];
  readonly shipments: ShipmentChange[];
  readonly journal: JournalEntry[];
}

/**
 * Saves a growing plan in pages. Of what is saved, only the shipments that the report of the file speaks of stay in memory, and the orders,
 * which their file holds anyway.
 *
 * @param accept changes of a page as they are saved
 * @param hasNews does the report speak of it?
 */
export function pager(
  plan: Growing,
  save: (decided: Decided) => Promise<void>,
  accept: (changes: readonly ShipmentChange[]) => readonly ShipmentChange[],
  hasNews: (change: ShipmentChange) => boolean,
) {
  let saved = 0;
  const told: ShipmentChange[] = [];
  const savePage = async (): Promise<void> => {
    const orders = plan.orders.slice(saved);
    const shipments = accept(plan.shipments.splice(0));
    saved = plan.orders.length;
    told.push(...shipments.filter(hasNews));
    await save({ orders, shipments, journal: plan.journal.splice(0) });
  };
  return {
    async whenFull(): Promise<void> {
      if (plan.orders.length - saved >= ordersPerPage) await savePage();
    },
    /** Gives the shipments that there is something to say of, as they were saved. */
    async end(): Promise<readonly ShipmentChange[]> {
      await savePage();
      return told;
    },
  };
}
