import type { Order } from '../core/order.ts';
import { purchaseWords } from '../text/person-words.ts';
import { searchWords } from '../text/search-words.ts';
import type { StoredOrder } from './records.ts';

/** A revision of an order as it is written, but for what takes the key or the database: made by whoever has time for it. */
export interface PreparedOrder extends Pick<StoredOrder, 'shop' | 'revision' | 'contentHash' | 'at'> {
  readonly number: string;
  /** JSON that is sealed. */
  readonly content: string;
  /** Number that people see, where it is another one. */
  readonly label: string | null;
  readonly orderedAt: string | null;
  readonly payment: Order['payment']['state'];
  readonly cancelled: boolean;
  /** Tags that people gave it. */
  readonly tags: readonly string[];
  /** What it is found by. */
  readonly words: readonly string[];
}

export function prepareOrder(stored: StoredOrder): PreparedOrder {
  const { shop, order, revision, contentHash, at } = stored;
  const { number, remote, orderedAt, payment, cancelled } = order;
  return {
    shop,
    number,
    revision,
    contentHash,
    at,
    content: orderContent(stored),
    label: remote?.number && remote.number !== number ? remote.number : null,
    orderedAt,
    payment: payment.state,
    cancelled,
    tags: stored.arrangement?.tags ?? [],
    words: [...searchWords(order), ...purchaseWords(order)],
  };
}

/** What is sealed of a revision. */
export function orderContent({ order, origins, arrangement, source, edits }: StoredOrder): string {
  return JSON.stringify({ order, origins, arrangement, source, edits });
}
