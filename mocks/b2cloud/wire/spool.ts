import { issuePass } from '../state/access.ts';
import { columnOf } from '../state/columns.ts';
import { historyLife } from '../state/issue.ts';
import type { B2State, Waybill } from '../state/state.ts';
import type { Guarded } from './door.ts';
import { feedAnswer, Refused, renderWaybill } from './feed.ts';

/** Issued data, and the search in what was issued. */
export const resultOperations = (state: B2State): readonly Guarded[] => [
  {
    name: 'spool',
    method: 'get',
    path: '/b2/p/editA',
    fits: ({ query }) => query.has('spool'),
    query: ['spool', '_RXID'],
    pass: 'spool',
    answer(call, { about }) {
      if (about === '') throw new Refused(401, 'RXID');
      const issue = state.issues.find((one) => one.no === about)!;
      const isThere =
        issue.state === 'numbered' &&
        issue.spooledAt === undefined &&
        call.now >= issue.numberedAt! + spoolDelay(state, issue.route);
      if (!isThere) {
        // The new RXID stands in `summary`: that one comes along is known (trust B), where is not (trust C).
        const summary = issuePass(state.access, 'spool', about, call.now, state.random());
        return feedAnswer(200, { title: 'Error', subtitle: '204', summary });
      }
      issue.spooledAt = call.now;
      const rows = state.plans.partial === undefined ? issue.waybills : issue.waybills.slice(0, state.plans.partial);
      state.plans.partial = undefined;
      return feedAnswer(200, { title: 'Success', entry: rows.map((one) => renderWaybill(state, one)) });
    },
  },
  {
    name: 'history',
    method: 'get',
    path: '/b2/p/history',
    // `field=value`, `field=value*`, and comparisons as `field-ge-=value`.
    query: ['all', 'shipment_*', 'tracking_number*', 'search_key*', 'service_type*', 'consignee_*'],
    answer(call) {
      // The web application has it; that a partner's session may call it is an assumption (trust C), so it can be shut.
      if (!state.plans.isHistoryOpen) throw new Refused(403, 'history is not open to partners.');
      if (!call.query.has('all')) throw new Refused(400, 'all is required.');
      const filters = [...call.query].filter(([name]) => name !== 'all');
      const found = state.waybills.filter(
        (one) => call.now - one.issuedAt <= historyLife && filters.every(([name, value]) => matches(one, name, value)),
      );
      if (found.length === 0) return feedAnswer(200, { title: 'Error', subtitle: '204' });
      return feedAnswer(200, { title: String(found.length), entry: found.map((one) => renderWaybill(state, one)) });
    },
  },
];

/** After a print on the screen the data are there when the notification goes out. */
const spoolDelay = (state: B2State, route: string): number => (route === 'api' ? state.plans.spoolMs : 0);

function matches(waybill: Waybill, name: string, wanted: string): boolean {
  const [, field = name, compare] = /^(\w+?)(?:-(ge|le|ne)-)?$/.exec(name) ?? [];
  if (!columnOf(field)) throw new Refused(400, `unknown field ${name}`);
  const value = waybill.values[field] ?? '';
  if (compare === 'ge') return value >= wanted;
  if (compare === 'le') return value <= wanted;
  if (compare === 'ne') return value !== wanted;
  return wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted;
}
