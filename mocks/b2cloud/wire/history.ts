import type { Call } from '../../system.ts';
import { columnOf, properties } from '../state/columns.ts';
import { reissue, show, stillKept } from '../state/history.ts';
import type { B2State, Waybill } from '../state/state.ts';
import type { Guarded } from './door.ts';
import { feedAnswer, Refused, readFeed, renderWaybill } from './feed.ts';
import { slipFields } from './fields.ts';
import { fitsPrinter, printTypes } from './print-types.ts';

/** Search in what was issued, print it again, take it out of the list and back. */
export const historyOperations = (state: B2State): readonly Guarded[] => [
  {
    name: 'history',
    method: 'get',
    path: '/b2/p/history',
    // `field=value`, `field=value*`, and comparisons as `field-ge-=value`.
    query: ['all', 'shipment_*', 'tracking_number*', 'search_key*', 'service_type*', 'consignee_*', 'display_flg'],
    answer(call) {
      // The web application has it; that a partner's session may call it is an assumption (trust C), so it can be shut.
      if (!state.plans.isHistoryOpen) throw new Refused(403, 'history is not open to partners.');
      if (!call.query.has('all')) throw new Refused(400, 'all is required.');
      const filters = [...call.query].filter(([name]) => name !== 'all' && name !== 'display_flg');
      const shown = call.query.get('display_flg') ?? '1';
      const found = stillKept(state, call.now).filter(
        (one) =>
          shown === (one.hiddenAt === undefined ? '1' : '0') &&
          filters.every(([name, value]) => matches(one, name, value)),
      );
      if (found.length === 0) return feedAnswer(200, { title: 'Error', subtitle: '204' });
      return feedAnswer(200, { title: String(found.length), entry: found.map((one) => renderWaybill(state, one)) });
    },
  },
  {
    name: 'reissue',
    method: 'put',
    path: '/b2/p/history',
    fits: ({ query }) => query.has('reissue'),
    query: ['reissue', 'print_type', 'display'],
    sends: slipFields,
    answer(call) {
      const printType = call.query.get('print_type') ?? '';
      if (!(printTypes as readonly string[]).includes(printType)) throw new Refused(400, `print_type ${printType}`);
      const { waybills, printerType } = meant(state, call);
      if (!['1', '2', '3'].includes(printerType)) throw new Refused(400, 'printer_type must be 1, 2 or 3.');
      for (const one of waybills) fitsPrinter(one.values.service_type ?? '', printType, printerType);
      const hidden = waybills.find((one) => one.hiddenAt !== undefined);
      if (hidden) throw new Refused(400, `Slip ${hidden.trackingNumber} was taken out.`);
      const issue = reissue(state, waybills, { route: 'api', printType, printerType, now: call.now });
      return feedAnswer(200, { title: issue.no, subtitle: String(state.plans.pollMs) });
    },
  },
  {
    name: 'displayHistory',
    method: 'put',
    path: '/b2/p/history',
    query: ['display_flg'],
    sends: slipFields,
    answer(call) {
      const flag = call.query.get('display_flg');
      if (flag !== '0' && flag !== '1') throw new Refused(400, 'display_flg must be 0 or 1.');
      const { waybills } = meant(state, call);
      show(waybills, flag === '1', call.now);
      return feedAnswer(200, {
        title: String(waybills.length),
        entry: waybills.map((one) => renderWaybill(state, one)),
      });
    },
  },
];

/** The issued slips that a body names by number or id, all or none. @throws Refused */
function meant(state: B2State, call: Call): { readonly waybills: readonly Waybill[]; readonly printerType: string } {
  if (!state.plans.isHistoryOpen) throw new Refused(403, 'history is not open to partners.');
  const { entries } = readFeed(call.body, properties);
  if (entries.length === 0) throw new Refused(400, 'feed.entry is empty.');
  const numbers = entries.map(
    (one) => one.shipment.tracking_number || (/\/history\/(\d{12})(,\d+)?$/.exec(one.id)?.[1] ?? ''),
  );
  const kept = stillKept(state, call.now);
  const waybills = numbers.map((number) => {
    const found = kept.find((one) => one.trackingNumber === number);
    if (!found) throw new Refused(400, `There is no issued slip ${number}.`);
    return found;
  });
  return { waybills: [...new Set(waybills)], printerType: entries[0]!.shipment.printer_type || '1' };
}

function matches(waybill: Waybill, name: string, wanted: string): boolean {
  const [, field = name, compare] = /^(\w+?)(?:-(ge|le|ne)-)?$/.exec(name) ?? [];
  if (!columnOf(field)) throw new Refused(400, `unknown field ${name}`);
  const value = waybill.values[field] ?? '';
  if (compare === 'ge') return value >= wanted;
  if (compare === 'le') return value <= wanted;
  if (compare === 'ne') return value !== wanted;
  return wanted.endsWith('*') ? value.startsWith(wanted.slice(0, -1)) : value === wanted;
}
