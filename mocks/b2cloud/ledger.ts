import { iso } from '../clock.ts';
import type { Ledger } from '../ledger/types.ts';
import type { B2State } from './state/state.ts';

export const b2Ledger = (state: B2State, system: string): Ledger => ({
  labels: () =>
    state.waybills.map((one) => ({
      system,
      reference: one.customerNo,
      number: one.trackingNumber,
      parcel: `${one.parcel}/${one.parcels}`,
      issuedAt: iso(one.issuedAt),
      printedAt: one.printedAt === undefined ? '' : iso(one.printedAt),
      name: one.values.consignee_name ?? '',
    })),
});
