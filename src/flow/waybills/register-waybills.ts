import type { Problem } from '../../core/problem.ts';
import { mayMove, type ShipmentState } from '../../core/shipment.ts';
import { bareNumber, isYamatoNumber, yamato } from '../../core/tracking.ts';
import type { Waybill } from '../../core/waybill.ts';
import type { JournalEntry, Reads, ShipmentChange, StoredShipment, StoredWaybill } from '../../store/types.ts';
import type { Context } from '../types.ts';

export interface ReadWaybill {
  readonly waybill: Waybill;
  readonly row: number;
}

export interface WaybillPlan {
  readonly waybills: readonly { readonly shipment: string; readonly waybill: StoredWaybill }[];
  /** One step of the walk after the other: first → issued, then → shipped. */
  readonly steps: readonly (readonly ShipmentChange[])[];
  readonly journal: readonly JournalEntry[];
  readonly problems: readonly Problem[];
  readonly counts: { readonly waybills: number; readonly known: number };
}

/**
 * Issued numbers → shipments. Each row is checked by itself: check digit, unknown お客様管理番号, a number that another
 * shipment has, a second number that nobody asked for. Good rows go on. Several rows of one document for one shipment
 * are several parcels: the first number is the one that marketplaces hear.
 */
export async function planWaybills(
  ctx: Context,
  reads: Reads,
  file: string,
  document: string,
  rows: readonly ReadWaybill[],
): Promise<WaybillPlan> {
  const at = ctx.now().toString();
  const customerNos = [...new Set(rows.map((one) => one.waybill.customerNo))];
  const shipments = new Map((await reads.shipments({ customerNos })).map((one) => [one.shipment.customerNo, one]));
  const owners = new Map(await reads.waybillOwner(rows.map((one) => bareNumber(one.waybill.number))));
  const reissued = await reissueTimes(reads, [...shipments.values()]);
  const plan = {
    waybills: [] as WaybillPlan['waybills'][number][],
    steps: [[], []] as [ShipmentChange[], ShipmentChange[]],
    journal: [] as JournalEntry[],
    problems: [] as Problem[],
  };
  const touched = new Set<string>();
  let known = 0;

  for (const { waybill, row } of rows) {
    const number = bareNumber(waybill.number);
    const refuse = (code: Problem['code'], column: string, value: string, args: Problem['args'] = {}) =>
      plan.problems.push({ code, kind: 'fix', place: { file, row, column, value }, args });
    const carrier = waybill.carrier || yamato;
    if (number === '') {
      refuse('waybill-number-blank', '伝票番号', '', { customerNo: waybill.customerNo });
      continue;
    }
    if (carrier === yamato ? !isYamatoNumber(number) : !/^[A-Za-z0-9]{8,20}$/.test(number)) {
      refuse('waybill-check-digit', '伝票番号', waybill.number, { customerNo: waybill.customerNo });
      continue;
    }
    const stored = shipments.get(waybill.customerNo);
    if (!stored) {
      refuse('waybill-unknown-customer-no', 'お客様管理番号', waybill.customerNo);
      continue;
    }
    const owner = owners.get(number);
    if (owner === stored.shipment.id) {
      known++;
      continue;
    }
    if (owner !== undefined) {
      refuse('waybill-number-taken', '伝票番号', number, { customerNo: waybill.customerNo });
      continue;
    }
    const earlier = stored.waybills.filter((one) => one.document !== document);
    const askedAgain = (reissued.get(stored.shipment.id) ?? '') > (earlier.at(-1)?.at ?? '');
    if (earlier.length > 0 && !askedAgain) {
      refuse('waybill-already-registered', '伝票番号', number, {
        customerNo: waybill.customerNo,
        number: earlier[0]?.number ?? '',
      });
      continue;
    }
    owners.set(number, stored.shipment.id);
    plan.waybills.push({ shipment: stored.shipment.id, waybill: { ...waybill, carrier, number, document, at } });
    if (stored.state === 'cancelled') refuse('waybill-for-cancelled', 'お客様管理番号', waybill.customerNo, { number });
    if (touched.has(stored.shipment.id)) continue;
    touched.add(stored.shipment.id);
    move(ctx, stored, at, number, plan);
  }
  return { ...plan, counts: { waybills: plan.waybills.length, known } };
}

/** When each shipment was last written into a B2 file: a number told after that is the answer to it. */
async function reissueTimes(reads: Reads, shipments: readonly StoredShipment[]): Promise<ReadonlyMap<string, string>> {
  const numbered = shipments.filter((one) => one.waybills.length > 0).map((one) => one.shipment.id);
  return numbered.length === 0 ? new Map() : reads.lastWritten(numbered, 'issue');
}

/** The label exists: `issued`, and at once `shipped` when the shop counts that as shipped. */
function move(
  ctx: Context,
  stored: StoredShipment,
  at: string,
  number: string,
  plan: { steps: [ShipmentChange[], ShipmentChange[]]; journal: JournalEntry[] },
): void {
  const shop = ctx.config.shops[stored.shipment.shop];
  const path: readonly ('issued' | 'shipped')[] =
    shop?.shippedWhen === 'confirmed' ? ['issued'] : ['issued', 'shipped'];
  // Labelled by hand in B2 Cloud: what kept it from being issued is over; what happened to the order is still to be read.
  const holds = stored.holds.filter((hold) => hold.origin === 'history' || hold.cleared !== null);
  let state: ShipmentState = stored.state;
  let { version } = stored;
  for (const next of path) {
    if (!mayMove(state, next)) break;
    plan.steps[next === 'issued' ? 0 : 1].push({ ...stored, holds, state: next, version });
    plan.journal.push({
      at,
      actor: 'intake',
      what: 'shipment-moved',
      shop: stored.shipment.shop,
      orderNumber: stored.shipment.orderNumber,
      shipment: stored.shipment.customerNo,
      details: { from: state, to: next, number },
    });
    state = next;
    version++;
  }
}
