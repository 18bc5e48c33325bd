import { isoJapan, japanDay } from '../../clock.ts';
import { sessionLife } from './access.ts';
import { type Checked, checkRow } from './check.ts';
import { normalize } from './normalize.ts';
import { type B2State, type Entry, type HandOver, moment, type Values } from './state.ts';

/** Rows of one request at most. Trust B. */
export const mostEntries = 1000;

/** Registers rows and checks them. Nothing of it is kept unless it is printed. */
export function register(
  state: B2State,
  rows: readonly Values[],
  from: {
    readonly route: HandOver['route'];
    readonly session: string;
    readonly now: number;
    readonly source?: HandOver['source'];
  },
): HandOver {
  const { now } = from;
  const today = japanDay(now);
  const normal = rows.map((row) => normalize(row, today));
  state.counter += 1;
  const handOver: HandOver = {
    id: `EA${String(state.counter).padStart(8, '0')}`,
    route: from.route,
    at: now,
    updated: '',
    entries: [],
    session: from.session,
    screen: '',
    screenState: 'none',
    notify: '',
    usedAt: now,
    ...(from.source && { source: from.source }),
  };
  const siblingsOf = relatives(normal);
  normal.forEach((values, index) => {
    const forced = force(state, values.shipment_number ?? '');
    handOver.entries.push({
      no: String(index + 1),
      createdMs: String(moment(state, now)),
      revision: 1,
      given: values,
      values,
      numbers: [],
      checked: check(state, handOver, values, forced, siblingsOf(values), now),
      forced,
      dropped: droppedOf(rows[index]!, values),
      state: 'open',
    });
  });
  touch(state, handOver, now);
  state.handOvers.push(handOver);
  return handOver;
}

/** Options that B2 leaves out without a word, because the slip type has none of them. Trust B for the cool class. */
const droppedOf = (given: Values, normal: Values): readonly string[] =>
  !['', '0', undefined].includes(given.is_cool) && normal.is_cool === '0' ? ['is_cool'] : [];

/** Changes values of a row and checks it, and all rows that share a number or a key with it, again. */
export function correct(state: B2State, handOver: HandOver, entry: Entry, changes: Values, now: number): void {
  const merged: Record<string, string> = { ...entry.values };
  const { delivery_date: wished, short_delivery_date_flag: shortest } = changes;
  // An explicit day ends the wish for the shortest one.
  if (wished !== undefined && wished !== '最短日' && shortest === undefined && wished !== merged.delivery_date) {
    merged.short_delivery_date_flag = '0';
  }
  Object.assign(merged, changes);
  const before = entry.values;
  entry.values = normalize(merged, japanDay(now));
  entry.revision += 1;
  entry.forced = entry.forced.filter((one) => changes[one.property] === undefined);
  recheck(state, handOver, [before, entry.values], now);
  touch(state, handOver, now);
}

/** Takes rows out, and checks those again that shared a number or a key with them. */
export function remove(state: B2State, handOver: HandOver, entries: readonly Entry[], now: number): void {
  for (const entry of entries) entry.state = 'deleted';
  recheck(
    state,
    handOver,
    entries.map((one) => one.values),
    now,
  );
  touch(state, handOver, now);
}

const marks = ['shipment_number', 'closure_key'] as const;

/** Checks the open rows again that have a number or a key of these. */
function recheck(state: B2State, handOver: HandOver, changed: readonly Values[], now: number): void {
  const open = openEntries(handOver);
  const siblingsOf = relatives(open.map((one) => one.values));
  const concerns = marks.map((mark) => new Set(changed.map((one) => one[mark]).filter(Boolean)));
  for (const entry of open) {
    if (!changed.includes(entry.values) && !marks.some((mark, at) => concerns[at]!.has(entry.values[mark]))) continue;
    entry.checked = check(state, handOver, entry.values, entry.forced, siblingsOf(entry.values), now);
    entry.values = entry.checked.values;
  }
}

/** Finds the other rows that share a number or a key with a row. */
function relatives(rows: readonly Values[]): (row: Values) => readonly Values[] {
  const byMark = marks.map((mark) => {
    const found = new Map<string, Values[]>();
    for (const row of rows) {
      const key = row[mark] ?? '';
      if (key === '') continue;
      const list = found.get(key);
      if (list) list.push(row);
      else found.set(key, [row]);
    }
    return found;
  });
  return (row) => [
    ...new Set(marks.flatMap((mark, at) => byMark[at]!.get(row[mark] ?? '') ?? []).filter((one) => one !== row)),
  ];
}

export const openEntries = (handOver: HandOver): readonly Entry[] =>
  handOver.entries.filter((one) => one.state === 'open');

export function touch(state: B2State, handOver: HandOver, now: number): void {
  handOver.updated = isoJapan(moment(state, now));
  handOver.usedAt = now;
}

function check(
  state: B2State,
  handOver: HandOver,
  values: Values,
  forced: Entry['forced'],
  siblings: readonly Values[],
  now: number,
): Checked {
  return checkRow({
    values,
    access: state.access,
    today: japanDay(now),
    siblings,
    elsewhere: (customerNo) => elsewhere(state, handOver, customerNo),
    forced,
    isApi: handOver.route === 'api',
  });
}

/** Takes the errors that were set by hand for this row. */
function force(state: B2State, customerNo: string): Entry['forced'] {
  const found = state.plans.forced.filter((one) => one.left > 0 && ['', customerNo].includes(one.customerNo));
  for (const one of found) one.left -= 1;
  return found.map(({ code, property }) => ({ code, property }));
}

/** Checks all open rows again, because the world has changed since they were handed over. */
export function recheckAll(state: B2State, handOver: HandOver, now: number): void {
  recheck(
    state,
    handOver,
    openEntries(handOver).map((one) => one.values),
    now,
  );
}

/**
 * A slip that was printed, or a row that waits on another open screen or in a print order. What was handed over and never
 * opened is nowhere. What makes a duplicate is not documented (trust C).
 */
function elsewhere(state: B2State, own: HandOver, customerNo: string): 'printed' | 'waiting' | undefined {
  if (state.waybills.some((one) => one.customerNo === customerNo && one.hiddenAt === undefined)) return 'printed';
  const waits = (one: HandOver) =>
    one.entries.some(
      ({ state: is, values }) =>
        values.shipment_number === customerNo && (is === 'queued' || (is === 'open' && one.screenState === 'open')),
    );
  return state.handOvers.some((one) => one !== own && waits(one)) ? 'waiting' : undefined;
}

/** What was not printed is gone. */
export function closeScreen(handOver: HandOver, state: 'closed' | 'expired'): number {
  const lost = openEntries(handOver);
  for (const entry of lost) entry.state = 'lost';
  if (handOver.screenState === 'open') handOver.screenState = state;
  return lost.length;
}

/** Hand-overs that nobody used for an hour are gone. Trust C for the hour. */
export function settleHandOvers(state: B2State, now: number): void {
  for (const handOver of state.handOvers) {
    if (now - handOver.usedAt > sessionLife) closeScreen(handOver, 'expired');
  }
}
