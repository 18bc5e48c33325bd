import { touch } from './hand-over.ts';
import { trackingNumber } from './numbers.ts';
import { type B2State, type Entry, type HandOver, type Issue, moment, type Route, type Waybill } from './state.ts';

export interface PrintOrder {
  readonly entries: readonly Entry[];
  readonly route: Route;
  readonly printType: string;
  readonly printerType: string;
  readonly now: number;
}

/** Takes a print order: the rows are out of the hand-over, and no second order can take them. */
export function order(state: B2State, handOver: HandOver, given: PrintOrder): Issue {
  state.counter += 1;
  const isFailing = state.plans.failIssues > 0;
  if (isFailing) state.plans.failIssues -= 1;
  const issue: Issue = {
    no: `${given.route === 'api' ? 'TMIN' : 'UMIN'}${String(state.counter).padStart(10, '0')}`,
    handOver,
    entries: given.entries,
    route: given.route,
    at: given.now,
    printType: given.printType,
    printerType: given.printerType,
    readyAt: given.now + (given.route === 'api' ? state.plans.pollMs : 0),
    state: isFailing ? 'failed' : 'queued',
    polledAt: Number.NEGATIVE_INFINITY,
    checkedAt: undefined,
    numberedAt: undefined,
    spooledAt: undefined,
    waybills: [],
  };
  for (const entry of given.entries) entry.state = isFailing ? 'failed' : 'queued';
  touch(state, handOver, given.now);
  state.issues.push(issue);
  return issue;
}

/** Gives the numbers: from here on the waybills exist. Doing it twice gives no second number. */
export function giveNumbers(state: B2State, issue: Issue, now: number): void {
  if (issue.state !== 'queued') return;
  issue.state = 'numbered';
  issue.numberedAt = now;
  const parents = new Map<string, string>();
  for (const entry of issue.entries) {
    entry.state = 'issued';
    const count = Number(entry.values.package_qty) || 1;
    for (let parcel = 1; parcel <= count; parcel += 1) {
      const number = trackingNumber(state.stem);
      state.stem += 1;
      const waybill = makeWaybill(state, issue, entry, number, parcel, parents, now);
      entry.numbers.push(number);
      issue.waybills.push(waybill);
      state.waybills.push(waybill);
    }
  }
}

function makeWaybill(
  state: B2State,
  issue: Issue,
  entry: Entry,
  number: string,
  parcel: number,
  parents: Map<string, string>,
  now: number,
): Waybill {
  const { values } = entry;
  const given = values.closure_key ?? '';
  const isSeveral = Number(values.package_qty) > 1 || values.service_type === '6';
  let key = given;
  if (values.service_type === '6') {
    // The key becomes the number of the first slip of the parcel group. Trust B.
    key = parents.get(given) ?? number;
    parents.set(given, key);
  } else if (isSeveral && given === '' && values.is_printing_lot === '3') key = 'B2';
  return {
    trackingNumber: number,
    customerNo: values.shipment_number ?? '',
    parcel,
    parcels: Number(values.package_qty) || 1,
    route: issue.route,
    issueNo: issue.no,
    issuedAt: now,
    printedAt: undefined,
    values: {
      ...values,
      tracking_number: number,
      closure_key: key,
      package_seq: String(parcel),
      created_ms: String(moment(state, now)),
      search_key_title5: 'ユーザーID',
      search_key5: state.access.userId,
    },
    changed: changedIn(entry),
    dropped: entry.dropped,
  };
}

/** What a person changed after the hand-over. */
function changedIn(entry: Entry): readonly string[] {
  const names = new Set([...Object.keys(entry.given), ...Object.keys(entry.values)]);
  return [...names].filter((name) => (entry.given[name] ?? '') !== (entry.values[name] ?? ''));
}

/** Prints by the clock, when a print is due without anybody fetching its PDF; screens are as old as their hand-overs. */
export function settleIssues(state: B2State, now: number): void {
  if (state.plans.numbersAt === 'pdf') return;
  for (const issue of state.issues) if (issue.readyAt <= now) giveNumbers(state, issue, issue.readyAt);
}

/** Issued slips stay searchable so long, ms. Trust B. */
export const historyLife = 90 * 86_400_000;
