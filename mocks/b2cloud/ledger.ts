import { iso } from '../clock.ts';
import type { Ledger } from '../ledger/types.ts';
import type { B2State } from './state/state.ts';

export const b2Ledger = (state: B2State, system: string): Ledger => ({
  labels: () =>
    // A slip that was taken out of the list carries no parcel (trust C).
    state.waybills
      .filter((one) => one.hiddenAt === undefined)
      .map((one) => ({
        system,
        reference: one.customerNo,
        number: one.trackingNumber,
        parcel: `${one.parcel}/${one.parcels}`,
        issuedAt: iso(one.issuedAt),
        printedAt: one.printedAt === undefined ? '' : iso(one.printedAt),
        name: one.values.consignee_name ?? '',
      })),
});
