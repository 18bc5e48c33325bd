import { japanDay } from '../../clock.ts';
import { historyLife } from './issue.ts';
import type { B2State, Issue, Route, Waybill } from './state.ts';

/** Slips that were issued in the last 90 days. */
export const stillKept = (state: B2State, now: number): readonly Waybill[] =>
  state.waybills.filter((one) => now - one.issuedAt <= historyLife);

/** What the search of issued slips asks for; '' = anything. */
export interface Wanted {
  /** Days of issue in Japan, YYYY-MM-DD, both included. */
  readonly from: string;
  readonly to: string;
  /** The beginning of お客様管理番号. */
  readonly customerNo: string;
  /** 伝票番号, with or without hyphens; also its beginning. */
  readonly number: string;
  /** A part of the receiver's name. */
  readonly name: string;
  readonly service: string;
  /** 'hidden' = those that were taken out. */
  readonly shown: string;
}

/** Newest first. */
export function search(state: B2State, wanted: Wanted, now: number): readonly Waybill[] {
  const number = wanted.number.replaceAll('-', '');
  return stillKept(state, now)
    .filter((one) => {
      const day = japanDay(one.issuedAt);
      return (
        (wanted.from === '' || day >= wanted.from) &&
        (wanted.to === '' || day <= wanted.to) &&
        one.customerNo.startsWith(wanted.customerNo) &&
        one.trackingNumber.startsWith(number) &&
        (one.values.consignee_name ?? '').includes(wanted.name) &&
        (wanted.service === '' || one.values.service_type === wanted.service) &&
        (one.hiddenAt !== undefined) === (wanted.shown === 'hidden')
      );
    })
    .reverse();
}

/** Prints issued slips again: a print order of its own, the same numbers, no new waybill, no new issued data. */
export function reissue(
  state: B2State,
  waybills: readonly Waybill[],
  given: { readonly route: Route; readonly printType: string; readonly printerType: string; readonly now: number },
): Issue {
  state.counter += 1;
  for (const one of waybills) one.reissues = (one.reissues ?? 0) + 1;
  const issue: Issue = {
    no: `${given.route === 'api' ? 'TMIN' : 'UMIN'}${String(state.counter).padStart(10, '0')}`,
    handOver: undefined,
    entries: [],
    route: given.route,
    at: given.now,
    printType: given.printType,
    printerType: given.printerType,
    readyAt: given.now + (given.route === 'api' ? state.plans.pollMs : 0),
    state: 'numbered',
    polledAt: Number.NEGATIVE_INFINITY,
    checkedAt: undefined,
    numberedAt: given.now,
    // The issued data were given out when the numbers were: once.
    spooledAt: given.now,
    waybills: [...waybills],
  };
  state.issues.push(issue);
  return issue;
}

/** Takes slips out of the list of issued ones, or back into it. */
export function show(waybills: readonly Waybill[], isShown: boolean, now: number): void {
  for (const one of waybills) one.hiddenAt = isShown ? undefined : (one.hiddenAt ?? now);
}
