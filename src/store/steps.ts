import { budgetReads } from './budgets.ts';
import { buyerReads } from './buyers.ts';
import { consoleReads, consoleWrites } from './console-access.ts';
import { viewReads, viewWrites } from './console-views.ts';
import { countReads } from './counts.ts';
import { documentReads, documentWrites } from './documents.ts';
import { exportReads, exportWrites } from './exports.ts';
import { formReads, formWrites } from './forms.ts';
import { goneReads } from './gone-goods.ts';
import { goodsReads, goodsWrites } from './goods.ts';
import { goodsAttributeReads, goodsAttributeWrites } from './goods-attributes.ts';
import { handOverReads, handOverWrites } from './hand-overs.ts';
import { journalReads, journalWrites } from './journal.ts';
import { keptReads, keptWrites } from './kept.ts';
import { listHolds } from './list-holds.ts';
import { countOrders, listOrders } from './list-orders.ts';
import { mailReads, mailWrites } from './mails.ts';
import { markReads, markWrites } from './marks.ts';
import { noticeReads, noticeWrites } from './notices.ts';
import { openGoodsReads } from './open-goods.ts';
import { tagReads } from './order-tags.ts';
import { orderReads, orderWrites, writeOrders } from './orders.ts';
import { outboxReads, outboxWrites } from './outbox.ts';
import { progressReads, progressWrites } from './progress.ts';
import type { Room } from './room.ts';
import { runReads, runWrites } from './runs.ts';
import { shipmentReads, shipmentWrites, writeShipments } from './shipments.ts';
import { standingReads, standingWrites } from './standing.ts';
import { toldReads, toldWrites } from './told.ts';
import { toldStockReads, toldStockWrites } from './told-stock.ts';
import type { Reads, Writes } from './types.ts';
import { waybillReads, waybillWrites } from './waybills.ts';

export function reads(room: Room): Reads {
  return {
    ...documentReads(room),
    ...orderReads(room),
    ...shipmentReads(room),
    ...waybillReads(room),
    ...outboxReads(room),
    ...toldReads(room),
    ...goodsReads(room),
    ...goodsAttributeReads(room),
    ...buyerReads(room),
    ...journalReads(room),
    ...runReads(room),
    ...noticeReads(room),
    ...progressReads(room),
    ...exportReads(room),
    ...budgetReads(room),
    ...keptReads(room),
    ...mailReads(room),
    ...handOverReads(room),
    ...goneReads(room),
    ...openGoodsReads(room),
    ...toldStockReads(room),
    ...markReads(room),
    ...formReads(room),
    ...standingReads(room),
    ...consoleReads(room),
    ...viewReads(room),
    ...tagReads(room),
    ...countReads(room),
    listOrders: (filter, page) => listOrders(room, filter, page),
    countOrders: (shop) => countOrders(room, shop),
    listHolds: (filter, page) => listHolds(room, filter, page),
  };
}

/** Names of all steps of a transaction. */
export const stepNames = (room: Room): (keyof Writes)[] => Object.keys(writes(room)) as (keyof Writes)[];

function writes(room: Room): Writes {
  const journal = journalWrites(room);
  return {
    ...reads(room),
    ...documentWrites(room),
    ...orderWrites(room),
    ...shipmentWrites(room),
    async saveDecided(decided) {
      const places = await writeOrders(room, decided.orders);
      await writeShipments(room, decided.shipments, places);
      await journal.addJournal(decided.journal);
    },
    ...waybillWrites(room),
    ...outboxWrites(room),
    ...toldWrites(room),
    ...goodsWrites(room),
    ...goodsAttributeWrites(room),
    ...toldStockWrites(room),
    ...journal,
    ...runWrites(room),
    ...noticeWrites(room),
    ...progressWrites(room),
    ...exportWrites(room),
    ...keptWrites(room),
    ...mailWrites(room),
    ...handOverWrites(room),
    ...markWrites(room),
    ...formWrites(room),
    ...standingWrites(room),
    ...consoleWrites(room),
    ...viewWrites(room),
  };
}

/**
 * The writing side of one transaction. A step that failed fails the whole transaction even if the caller swallows the
 * error (PostgreSQL would quietly turn the commit into a rollback), and nothing can be written once it is over.
 */
export function guarded(room: Room): { writes: Writes; check<T>(result: T): T; end(): void } {
  let failed: { error: unknown } | null = null;
  let over = false;
  const guard =
    (step: Step): Step =>
    async (...args) => {
      if (over) throw new Error('this transaction is over: a step was not awaited');
      // Some failures end the transaction in the database too: what came next would be committed by itself.
      if (failed) throw failed.error;
      try {
        return await step(...args);
      } catch (error) {
        failed ??= { error };
        throw error;
      }
    };
  return {
    writes: mapSteps(writes(room), guard),
    check(result) {
      if (failed) throw failed.error;
      return result;
    },
    end() {
      over = true;
    },
  };
}

export type Step = (...args: never[]) => Promise<unknown>;

/** The same functions under the same names, each put through `map`. */
export function mapSteps<T extends object>(steps: T, map: (step: Step) => Step): T {
  return Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, map(step as Step)])) as T;
}
