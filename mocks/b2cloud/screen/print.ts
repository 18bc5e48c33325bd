import type { Answer, Call } from '../../system.ts';
import { issuePass } from '../state/access.ts';
import { openEntries } from '../state/hand-over.ts';
import { giveNumbers, order } from '../state/issue.ts';
import { services } from '../state/services.ts';
import type { B2State, Issue } from '../state/state.ts';
import { json, openScreenOf, rowOf, ScreenRefused, type Wish } from './answers.ts';
import { papers } from './papers.ts';
import { countsOf, renderRow } from './row.ts';

/** 発行開始: the numbers are given, the PDF can be fetched, and the partner is told. */
export function printRows(state: B2State, wish: Wish, { now, again }: Call): Answer {
  const handOver = openScreenOf(state, wish.screen);
  const entries = [...new Set(wish.rows)].map((no) => rowOf(openEntries(handOver), no));
  if (entries.length === 0) throw new ScreenRefused('発行する行を選んでください。');
  const bad = entries.find((one) => one.checked.flag === '9');
  if (bad) throw new ScreenRefused(`${bad.no}行目に修正が必要な項目があります。`);
  const [printType, printerType] = papers[wish.paper] ?? [];
  if (printType === undefined || printerType === undefined) throw new ScreenRefused('用紙を選んでください。');
  const misfit = entries.find((one) => !services.get(one.values.service_type ?? '')?.labelPrinter);
  if (printerType === '3' && misfit) {
    throw new ScreenRefused(`${misfit.no}行目の送り状の種類は、ラベルプリンタでは印刷できません。`);
  }
  const route = handOver.route === 'csv' ? 'csv' : 'screen';
  const issue = order(state, handOver, { entries, route, printType, printerType, now });
  if (issue.state === 'failed') throw new ScreenRefused('発行に失敗しました。');
  giveNumbers(state, issue, now);
  const notify = handOver.notify === '' ? '' : noticeOf(state, issue, now, again ?? false);
  return json(200, {
    issueNo: issue.no,
    waybills: issue.waybills.map((one) => ({ number: one.trackingNumber, customerNo: one.customerNo })),
    pdf: `../_screen/pdf?issue_no=${issue.no}&screen=${handOver.screen}`,
    notify,
    rows: entries.map((one) => ({ no: one.no, html: renderRow(state, one) })),
    counts: countsOf(handOver),
  });
}

/**
 * The notify address with the pass to the issued data: GET by the browser as the summary of the API draws it, or by this server (whether
 * Yamato's does is not known, trust C), or by nobody. Gives the address for the browser, '' when it has nothing to call.
 */
function noticeOf(state: B2State, issue: Issue, now: number, again: boolean): string {
  const address = new URL(issue.handOver!.notify);
  address.searchParams.set('_RXID', issuePass(state.access, 'spool', issue.no, now, state.random()));
  const { notify } = state.plans;
  const note = { at: now, issueNo: issue.no, by: notify, address: address.href, status: 0 };
  state.notifications.push(note);
  if (!again && (notify === 'server' || notify === 'twice')) void call(note, notify === 'twice' ? 2 : 1);
  return notify === 'browser' ? address.href : '';
}

async function call(note: { readonly address: string; status: number }, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    try {
      const answer = await fetch(note.address, { signal: AbortSignal.timeout(10_000), redirect: 'manual' });
      note.status = answer.status;
      await answer.arrayBuffer();
    } catch {
      // Nobody listens there: the partner never hears of the print.
      note.status = -1;
    }
  }
}
