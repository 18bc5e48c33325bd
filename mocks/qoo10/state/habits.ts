/**
 * What nobody outside Qoo10 knows for certain, or what sources tell differently: each is a switch, and a client should live with every
 * position. The first value is what the lab does unless told otherwise.
 */
export const habits = {
  /** Envelope of a wrong key: `{ErrorCode: -90001}` (seen live, trust B) or `{ResultCode: -10000}` (guide). */
  'key-errors': ['ErrorCode', 'ResultCode'],
  /** `ResultObject` of a search that finds nothing. */
  empty: ['list', 'null', 'absent'],
  /** `ResultObject` of a search that finds one thing. */
  single: ['list', 'object'],
  /** `ResultCode` as a number, or as text (a public client takes both). */
  codes: ['number', 'text'],
  /** Numbers inside `ResultObject` as the guide types them, or as text. */
  numbers: ['typed', 'text'],
  /** `On request(2)`, or the bare digit. */
  'shipping-status': ['words', 'digit'],
  /** Bare digit, or words with the digit in brackets. */
  'claim-status': ['digit', 'words'],
  /** Real Qoo10 ignores a parameter that it does not know, so that a misspelt date confirms without a date (trust B). */
  'unknown-parameters': ['refuse', 'ignore'],
  /** Is today a good day of shipping? The guide's words say no, a public client sends it. */
  'due-today': ['refuse', 'allow'],
  /** Days ahead that a day of shipping may lie. */
  'due-cap': ['10', '30', 'none'],
  /** `cont_no` of a bulk answer: the order number, or the place in the list. */
  'bulk-number': ['order', 'position'],
  /** What a bulk of products says of its rows: a result each, or nothing (the guide names the members, not what is in them). */
  'item-results': ['each', 'none'],
  /** A tracking number that cannot be one: refused, or said to be fine while nothing happens. */
  'bad-number': ['refuse', 'ignore'],
  /** A number for an order that is on its way already. */
  'sent-again': ['refuse', 'overwrite'],
  /** Do certification keys end with a change of the QSM password? (one vendor's help page says so) */
  'password-ends-keys': ['yes', 'no'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type Habit = keyof typeof habits;
export type Habits = { [Name in Habit]: (typeof habits)[Name][number] };

export const usualHabits = (): Habits =>
  Object.fromEntries(Object.entries(habits).map(([name, [usual]]) => [name, usual])) as Habits;
