import { fold } from '../../core/fold.ts';
import type { Problem } from '../../core/problem.ts';
import { mayMove, type ShipmentState } from '../../core/shipment.ts';
import { isYamatoNumber, numbersIn, yamato } from '../../core/tracking.ts';
import { firstNumber, type Waybill } from '../../core/waybill.ts';
import { carrierNamed } from '../../layout/used-method.ts';
import type { JournalEntry, Reads, ShipmentChange, StoredShipment, StoredWaybill } from '../../store/types.ts';
import type { Context } from '../types.ts';

export interface ReadWaybill {
  readonly waybill: Waybill;
  readonly row: number;
}

export interface PlannedWaybill {
  readonly shipment: string;
  readonly waybill: StoredWaybill;
  /** The number was not known; otherwise only what is said of it is corrected. */
  readonly isNew: boolean;
}

export interface WaybillPlan {
  readonly waybills: readonly PlannedWaybill[];
  /** One step of the walk after the other: first → issued, then → shipped. */
  readonly steps: readonly (readonly ShipmentChange[])[];
  readonly journal: readonly JournalEntry[];
  readonly problems: readonly Problem[];
  readonly counts: { readonly waybills: number; readonly known: number };
}

/**
 * Issued numbers → shipments. Each row is checked by itself: check digit, unknown お客様管理番号, a number that another
 * shipment has, a second number that nobody asked for. Good rows go on. Several rows of one document for one shipment, or several
 * numbers in one cell, are several parcels: the first number is the one that marketplaces hear.
 *
 * A number of another carrier than Yamato is nobody's label but what a person wrote: a later list corrects it. So does a later document
 * the carrier or the slip type of a number that is known.
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
  const owners = new Map(await reads.waybillOwner(rows.flatMap((one) => numbersIn(one.waybill.number))));
  const reissued = await reissueTimes(reads, [...shipments.values()]);
  const plan = {
    waybills: [] as WaybillPlan['waybills'][number][],
    steps: [[], []] as [ShipmentChange[], ShipmentChange[]],
    journal: [] as JournalEntry[],
    problems: [] as Problem[],
  };
  const touched = new Set<string>();
  const corrected = new Set<string>();
  let known = 0;
  let byHand = 0;

  for (const { waybill, row } of rows) {
    const { customerNo } = waybill;
    const say = (kind: Problem['kind'], code: Problem['code'], column: string, value: string, args: Problem['args']) =>
      plan.problems.push({ code, kind, place: { file, row, column, value }, args: { ...args } });
    const refuse = (code: Problem['code'], column: string, value: string, args: Problem['args'] = {}) =>
      say('fix', code, column, value, args);
    const stored = shipments.get(customerNo);
    if (!stored && isByHand(waybill)) {
      byHand++;
      continue;
    }
    const carrier = waybill.carrier || plannedCarrier(ctx, stored);
    const named = carrierNamed(ctx.masters, carrier);
    const numbers = numbersIn(waybill.number);
    if (numbers.length === 0) {
      refuse('waybill-number-blank', '伝票番号', '', { customerNo });
      continue;
    }
    const isYamato = named?.carrier === yamato;
    if (!numbers.every((one) => (isYamato ? isFromYamato(one, waybill) : /^[A-Za-z0-9]{8,20}$/.test(one)))) {
      refuse('waybill-check-digit', '伝票番号', waybill.number, { customerNo });
      continue;
    }
    if (!stored) {
      refuse('waybill-unknown-customer-no', 'お客様管理番号', customerNo);
      continue;
    }
    for (const number of numbers) {
      const fact: StoredWaybill = { ...waybill, carrier, number, document, at };
      const owner = owners.get(number);
      if (owner === stored.shipment.id) {
        const before = stored.waybills.find((one) => one.number === number);
        if (before && !corrected.has(number) && saysMore(ctx, waybill, before)) {
          corrected.add(number);
          plan.waybills.push({ shipment: stored.shipment.id, waybill: fact, isNew: false });
          const args = { customerNo, number, before: before.carrier, carrier };
          if (!isSameCarrier(ctx, carrier, before.carrier))
            say('done', 'waybill-carrier-corrected', '配送会社', carrier, args);
        } else known++;
        continue;
      }
      if (owner !== undefined) {
        refuse('waybill-number-taken', '伝票番号', number, { customerNo });
        continue;
      }
      const earlier = stored.waybills.filter((one) => one.document !== document);
      const [first] = earlier;
      const last = earlier.at(-1);
      // 発行中 with a number: a second slip was asked for on B2's screen.
      const askedAgain = stored.state === 'issuing' || (reissued.get(stored.shipment.id) ?? '') > (last?.at ?? '');
      if (first && last && !askedAgain) {
        if (carrierNamed(ctx.masters, last.carrier)?.carrier === yamato) {
          refuse('waybill-already-registered', '伝票番号', number, { customerNo, number: first.number });
          continue;
        }
        if (number === numbers[0])
          say('done', 'waybill-number-corrected', '伝票番号', number, { customerNo, before: last.number, number });
      }
      owners.set(number, stored.shipment.id);
      const replaces =
        last && askedAgain && !touched.has(stored.shipment.id) ? firstNumber({ waybills: earlier }).number : undefined;
      plan.waybills.push({ shipment: stored.shipment.id, waybill: fact, isNew: true });
      if (number !== numbers[0]) continue;
      if (!named) refuse('waybill-carrier-unknown', '配送会社', carrier, { carrier, customerNo });
      if (stored.state === 'cancelled') refuse('waybill-for-cancelled', 'お客様管理番号', customerNo, { number });
      if (touched.has(stored.shipment.id)) continue;
      touched.add(stored.shipment.id);
      if (replaces !== undefined) {
        plan.journal.push(labelReplaced(stored, at, replaces, number));
        say('done', 'label-replaced', '伝票番号', number, { customerNo, before: replaces, number });
      }
      move(ctx, stored, at, number, plan);
    }
  }
  if (byHand > 0)
    plan.problems.push({ code: 'waybills-by-hand', kind: 'done', place: { file }, args: { count: byHand } });
  return { ...plan, counts: { waybills: plan.waybills.length, known } };
}

/** クロネコゆうパケット (slip type 7) may have 11 digits, which Japan Post tracks (two independent tools, trust C). */
const isFromYamato = (number: string, { serviceCode }: Waybill): boolean =>
  isYamatoNumber(number) || (serviceCode === '7' && /^\d{11}$/.test(number));

/**
 * A slip that somebody typed into B2: its number has not the form of ours (order, `_`, serial). Only B2's own data name the slip type;
 * a list of another carrier holds what a person wrote, and a number that is nowhere is a mistake there.
 */
const isByHand = ({ customerNo, serviceCode }: Waybill): boolean => serviceCode !== '' && !/_\d+$/.test(customerNo);

/** A list that names no carrier speaks of the one that was planned. */
function plannedCarrier({ masters }: Context, stored: StoredShipment | undefined): string {
  return masters.methods.find((one) => one.code === stored?.shipment.method)?.carrier ?? yamato;
}

/** The same number, told with another carrier or with a slip type that was not known. */
const saysMore = (ctx: Context, now: Waybill, before: StoredWaybill): boolean =>
  (now.carrier !== '' && !isSameCarrier(ctx, now.carrier, before.carrier)) ||
  (now.serviceCode !== '' && now.serviceCode !== before.serviceCode);

function isSameCarrier({ masters }: Context, a: string, b: string): boolean {
  const [one, other] = [carrierNamed(masters, a), carrierNamed(masters, b)];
  if (!one || !other) return fold(a) === fold(b);
  return one.carrier === other.carrier && one.method === other.method;
}

/** When each shipment was last written into a B2 file: a number told after that is the answer to it. */
async function reissueTimes(reads: Reads, shipments: readonly StoredShipment[]): Promise<ReadonlyMap<string, string>> {
  const numbered = shipments.filter((one) => one.waybills.length > 0).map((one) => one.shipment.id);
  return numbered.length === 0 ? new Map() : reads.lastWritten(numbered, 'issue');
}

/** 再発行: the first slip must not travel any more. */
const labelReplaced = ({ shipment }: StoredShipment, at: string, before: string, number: string): JournalEntry => ({
  at,
  actor: 'intake',
  what: 'label-replaced',
  shop: shipment.shop,
  orderNumber: shipment.orderNumber,
  shipment: shipment.customerNo,
  details: { before, number },
});

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
