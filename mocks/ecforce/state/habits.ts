/**
 * What nobody outside ecforce knows for certain, what sources tell differently, or what a shop buys: each is a switch, and a client
 * should live with every position. The first value is what the lab does unless told otherwise.
 */
export const habits = {
  /** 自動化オプション: the return of results moves the order to `shipped` by itself (manual: double processing). */
  automation: ['off', 'on'],
  /** Body of a good answer to a write: what the reference shows, nothing (seen live, trust B), or a JSON null. */
  'write-body': ['full', 'empty', 'null'],
  /** `data` of a list that finds nothing, and of one that finds one thing. */
  empty: ['list', 'null'],
  single: ['list', 'object'],
  /** `meta.total_pages`: there, 0 or missing (all seen, trust B). */
  'total-pages': ['there', 'zero', 'missing'],
  /** Ids in `attributes` and in bulk answers as numbers or as text. */
  ids: ['number', 'text'],
  /** `type` of relationships: `order-item`, `order_items` (trust B). */
  relations: ['hyphen', 'plural'],
  /** Is the answer over the daily quota with or without `Retry-After`? */
  'quota-answer': ['bare', 'with-header'],
  /** Does an item say which address it goes to? Not known (orders with several addresses). */
  'item-address': ['relation', 'none'],
  /** A query that is not known: Ransack would ignore it (trust C), the lab says so. */
  'unknown-parameters': ['refuse', 'ignore'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type Habit = keyof typeof habits;
export type Habits = { [Name in Habit]: (typeof habits)[Name][number] };

export const usualHabits = (): Habits =>
  Object.fromEntries(Object.entries(habits).map(([name, [usual]]) => [name, usual])) as Habits;
