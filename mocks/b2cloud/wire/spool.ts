import { issuePass } from '../state/access.ts';
import type { B2State } from '../state/state.ts';
import type { Guarded } from './door.ts';
import { feedAnswer, Refused, renderWaybill } from './feed.ts';

/** Issued data. */
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
];

/** After a print on the screen the data are there when the notification goes out. */
const spoolDelay = (state: B2State, route: string): number => (route === 'api' ? state.plans.spoolMs : 0);
