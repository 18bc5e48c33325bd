import type { IntakeDocument } from '../types.ts';

/**
 * Documents that were taken while others are about to be taken, until what they set off is done for all of them at once: files that come
 * together become one B2 file a shop instead of one each.
 */
export interface Gathering {
  add(documents: readonly IntakeDocument[], now: number): void;
  /**
   * Whether it is time.
   *
   * @param isMoreComing another file will be taken within a moment
   */
  isTime(now: number, isMoreComing: boolean): boolean;
  /** What was gathered; stays until `done`. */
  readonly documents: readonly IntakeDocument[];
  /** They are dealt with. */
  done(): void;
  /** Not before then (an error that may pass). */
  putOff(until: number): void;
  /** Files taken one after another are waited for so long, ms after the first. */
  readonly until: number;
}

/** The longest that the first file waits for those after it, and the longest pause between two of them, ms. */
export const gatheredFor = 20_000;
const longestPause = 2000;
/** As many as one B2 file can hold. */
const enough = 1000;

export function gathering(): Gathering {
  let documents: IntakeDocument[] = [];
  let byShop = new Map<string, number>();
  let first = 0;
  let last = 0;
  let notBefore = 0;
  return {
    get documents() {
      return documents;
    },
    get until() {
      return documents.length === 0 ? Number.POSITIVE_INFINITY : Math.max(notBefore, last + longestPause);
    },
    add(more, now) {
      if (documents.length === 0) first = now;
      last = now;
      documents.push(...more);
      for (const { shop, orders } of more) byShop.set(shop, (byShop.get(shop) ?? 0) + orders.new);
    },
    isTime(now, isMoreComing) {
      if (documents.length === 0 || now < notBefore) return false;
      if (!isMoreComing || now - first >= gatheredFor || now - last >= longestPause) return true;
      return byShop.values().some((count) => count >= enough);
    },
    done() {
      documents = [];
      byShop = new Map();
      notBefore = 0;
    },
    putOff(until) {
      notBefore = until;
    },
  };
}
