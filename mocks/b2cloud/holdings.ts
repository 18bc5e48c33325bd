import { iso } from '../clock.ts';
import type { Holdings } from '../system.ts';
import { spaced } from './state/numbers.ts';
import type { B2State, Values } from './state/state.ts';

const at = (ms: number | undefined): string => (ms === undefined ? '' : iso(ms));
const address = (values: Values): string =>
  [1, 2, 3, 4].map((part) => values[`consignee_address${part}`] ?? '').join('');

/** What really happened at the lab's B2 Cloud. `waybills` is the ledger: one row per parcel that Yamato will carry. */
export function b2Holdings(state: B2State): Holdings {
  return {
    waybills: state.waybills.map((one) => ({
      customerNo: one.customerNo,
      trackingNumber: one.trackingNumber,
      printedNumber: spaced(one.trackingNumber),
      parcel: `${one.parcel}/${one.parcels}`,
      route: one.route,
      issueNo: one.issueNo,
      issuedAt: at(one.issuedAt),
      printedAt: at(one.printedAt),
      service: one.values.service_type,
      cool: one.values.is_cool,
      shipmentDate: one.values.shipment_date,
      deliveryDate: one.values.delivery_date ?? '',
      timeZone: one.values.delivery_time_zone,
      amount: one.values.amount ?? '',
      closureKey: one.values.closure_key ?? '',
      name: one.values.consignee_name,
      postalCode: one.values.consignee_zip_code,
      address: address(one.values),
      changed: one.changed,
      dropped: one.dropped,
      reissues: one.reissues ?? 0,
      hiddenAt: at(one.hiddenAt),
    })),
    handOvers: state.handOvers.map((one) => ({
      id: one.id,
      route: one.route,
      at: at(one.at),
      rows: one.entries.length,
      open: one.entries.filter((entry) => entry.state === 'open').length,
      issued: one.entries.filter((entry) => entry.state === 'issued').length,
      lost: one.entries.filter((entry) => entry.state === 'lost').length,
      screen: one.screenState,
      notify: one.notify,
    })),
    rows: state.handOvers.flatMap((handOver) =>
      handOver.entries.map((one) => ({
        handOver: handOver.id,
        no: one.no,
        customerNo: one.values.shipment_number ?? '',
        state: one.state,
        flag: one.checked.flag,
        errors: one.checked.complaints.map((complaint) => `${complaint.code} ${complaint.property}`),
      })),
    ),
    issues: state.issues.map((one) => ({
      issueNo: one.no,
      handOver: one.handOver?.id ?? '',
      route: one.route,
      state: one.state,
      at: at(one.at),
      readyAt: at(one.readyAt),
      numberedAt: at(one.numberedAt),
      spooledAt: at(one.spooledAt),
      waybills: one.waybills.length,
    })),
    notifications: state.notifications.map((one) => ({ ...one, at: iso(one.at) })),
    pickups: state.pickups.map((one) => ({ ...one, at: iso(one.at) })),
    sessions: [...state.access.sessions].map(([, usedAt]) => ({ usedAt: iso(usedAt) })),
  };
}
