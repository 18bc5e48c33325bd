import type { RawBuilder, SqlBool } from 'kysely';

/**
 * A way into the list that an index has in the list's order: `x` is walked from its newest row on. Several ways (one per state …)
 * are walked side by side and merged.
 */
export interface Way {
  readonly table: 'order_heads' | 'shipments' | 'open_holds' | 'search_words' | 'order_tags';
  /** Column of `x` with the order's number in the store. */
  readonly no: string;
  readonly where: readonly RawBuilder<SqlBool>[];
  /** What else is looked at for each row; not counted. */
  readonly also?: readonly RawBuilder<SqlBool>[];
}
