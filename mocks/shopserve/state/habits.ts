/**
 * What nobody outside knows for certain: each is a switch, and a client should live with every position. The first value is what the
 * lab does unless told otherwise.
 */
export const habits = {
  /** The API in maintenance: an error of its own, or the shop's page. */
  maintenance: ['json', 'page'],
  /** A list of nothing, of one. */
  empty: ['list', 'null', 'absent'],
  single: ['list', 'object'],
  /** Numbers as numbers, or as text. */
  numbers: ['typed', 'text'],
  /** Settlement as a code, or as the label of the screen (`回収予定 12/27`). */
  settlements: ['codes', 'labels'],
  /** 決済依頼 from the fifteenth day on: taken anew without trouble, or failing. */
  'late-settlement': ['fails', 'works'],
  /** A slip number for a delivery that is shipped already. */
  'shipped-again': ['overwrite', 'refuse'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export type Habit = keyof typeof habits;
export type Habits = { [Name in Habit]: (typeof habits)[Name][number] };

export const usualHabits = (): Habits =>
  Object.fromEntries(Object.entries(habits).map(([name, [usual]]) => [name, usual])) as Habits;
