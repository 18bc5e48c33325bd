import type { Qoo10State } from '../state/state.ts';
import { processing } from '../state/verdict.ts';
import type { Method } from './door.ts';
import { param, searchTime } from './fields.ts';
import { renderClaimRow } from './render-claim.ts';
import { found } from './reply.ts';
import { isWithin, readSpan, searchDays } from './search-time.ts';

const statuses = ['1', '2', '3', '4', '5', '6', '11', '12', '13', '14', '15', '16'];

/** Cancels, returns, exchanges. Both dates are required (trust A); without a condition the day of the request counts (trust C). */
export const getClaimInfo = (state: Qoo10State): Method => ({
  name: 'ShippingBasic.GetClaimInfo_V3',
  versions: ['1.0'],
  sends: [
    param('ClaimStat', 'status of the claim; left out = any', { values: statuses }),
    searchTime('search_Sdate', true),
    searchTime('search_Edate', true),
    param('search_condition', 'dates are of 1 order, 2 request, 3 completion; left out = 2', {
      values: ['1', '2', '3'],
    }),
  ],
  limits: [`${searchDays} days a search`],
  answer({ text, now }) {
    const status = text('ClaimStat');
    if (status !== '' && !statuses.includes(status)) return processing('ClaimStat is unknown');
    const condition = text('search_condition') || '2';
    if (!/^[1-3]$/.test(condition)) return processing('search_condition must be 1 to 3');
    const span = readSpan(text('search_Sdate'), text('search_Edate'), now, true);
    if ('code' in span) return span;
    const rows = [];
    for (const cart of state.carts.values()) {
      for (const order of cart.orders) {
        const { claim } = order;
        if (!claim || (status !== '' && String(claim.status) !== status)) continue;
        const at = { 1: cart.createdAt, 2: claim.requestedAt, 3: claim.completedAt }[condition];
        if (isWithin(at, span)) rows.push(renderClaimRow(cart, order, state.habits));
      }
    }
    return found(rows);
  },
});
