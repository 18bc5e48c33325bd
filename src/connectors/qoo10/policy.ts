import type { OrderLine } from '../../core/order.ts';
import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import type { ShipmentState } from '../../core/shipment.ts';
import type { DueNotice, NoticeLine, Policy, PolicyFacts, PolicyShipment } from '../contract.ts';
import { dueDay, limitDays } from './due-day.ts';
import type { Qoo10Settings } from './settings.ts';

type Problem = Policy['problems'][number];

/** 出荷待ち, 出荷準備中, 作業中, 検品済み, 出荷済み (Q9). */
const due: ReadonlySet<ShipmentState> = new Set(['ready', 'issuing', 'issued', 'shipped', 'closed']);
const shipped: ReadonlySet<ShipmentState> = new Set(['shipped', 'closed', 'returned']);

/** Goods that go by another carrier than Yamato wait for their number, not for an answer: they are 出荷待ち to Qoo10. */
const isDue = ({ state, holds }: PolicyShipment): boolean =>
  due.has(state) || (state === 'held' && holds.length > 0 && holds.every((code) => code === 'not-a-yamato-method'));

/** A shipment as Qoo10 is to hear of it: `own` is ours, `parcel` the one that travels (another one when bundled). */
interface Told {
  readonly own: PolicyShipment;
  readonly parcel: PolicyShipment;
  /** Its lines that Qoo10 knows by an order number. */
  readonly lines: readonly OrderLine[];
}

/**
 * What Qoo10 must be told of an order, by コマースロボ's manual (trust A; what it leaves open: C):
 * - 発送予定日 for each shipment that is 出荷待ち or further, once, unless Qoo10 has it already (registered by hand)
 * - 出荷実績 for each shipped one that has a number, on the day of shipping, after its 発送予定日, not while a cancel is asked for.
 *   A day that has gone by is for a person: the manual's robot looks at today's only
 * - a line that a person split over several parcels is told with the first of them
 */
export function qoo10Policy(facts: PolicyFacts, settings: Qoo10Settings): Policy {
  const { order } = facts;
  const notices: DueNotice[] = [];
  const problems: Problem[] = [];
  const again: string[] = [];
  if (order.cancelled) return { due: [], problems: saidOfCancelled(facts) };
  if (facts.isCopyRelated) {
    const gone = facts.shipments.filter((one) => shipped.has(one.state));
    return { due: [], problems: gone.map((one) => ({ about: one.shipment.id, kind: 'ship', code: 'notice-copied' })) };
  }
  for (const told of parcelsOf(facts)) {
    if (told.lines.length === 0) continue;
    const planned = schedule(told, facts, settings);
    if (planned.notice) notices.push(planned.notice);
    if (planned.problem) problems.push(planned.problem);
    if (planned.again !== undefined) again.push(planned.again);
    const result = ship(told, facts, planned.notice !== undefined);
    if (result.notice) notices.push(result.notice);
    if (result.problem) problems.push(result.problem);
    if (result.again !== undefined) again.push(result.again);
  }
  const first = again.toSorted()[0];
  return { due: notices, problems, ...(first !== undefined && { again: first }) };
}

interface Answer {
  readonly notice?: DueNotice;
  readonly problem?: Problem;
  readonly again?: string;
}

const saidOfCancelled = ({ order, shipments }: PolicyFacts): Problem[] =>
  shipments
    .filter((one) => shipped.has(one.state))
    .map((one) => ({
      about: one.shipment.id,
      kind: 'ship',
      code: 'notice-order-cancelled',
      args: { order: order.number },
    }));

/** Shipments that are not dropped, each with the lines of which Qoo10 is told through it. */
function parcelsOf({ order, shipments }: PolicyFacts): Told[] {
  const open = new Map(
    order.lines.filter((line) => line.status === 'open' && line.remote?.orderNo).map((line) => [line.no, line]),
  );
  const own = shipments.filter(
    ({ shipment, state }) => shipment.lines.length > 0 && (state !== 'cancelled' || shipment.bundledInto !== ''),
  );
  const taken = new Set<string>();
  return own
    .toSorted((a, b) => a.shipment.part - b.shipment.part || a.shipment.serial - b.shipment.serial)
    .flatMap((one): Told[] => {
      const parcel = one.shipment.bundledInto === '' ? one : one.carriedBy;
      const lines = one.shipment.lines.flatMap(({ no }) => {
        const line = open.get(no);
        if (!line || taken.has(no)) return [];
        taken.add(no);
        return [line];
      });
      return parcel ? [{ own: one, parcel, lines }] : [];
    });
}

/** 3 配送準備 and further: Qoo10 has a day of shipping, whoever registered it. */
const isConfirmed = (line: OrderLine): boolean => Number(line.remote?.status ?? 0) >= 3;

const linesOf = (lines: readonly OrderLine[]): NoticeLine[] =>
  lines.map(({ no, quantity, remote }) => ({ line: no, quantity, keys: { orderNo: remote?.orderNo ?? '' } }));

const numbersOf = (lines: readonly OrderLine[]): string[] => lines.map((line) => line.remote?.orderNo ?? '');

function schedule({ own, parcel, lines }: Told, facts: PolicyFacts, settings: Qoo10Settings): Answer {
  const about = own.shipment.id;
  const isTold = facts.told.some((one) => one.about === about && one.kind === 'schedule');
  if (!facts.kinds.includes('schedule') || !isDue(parcel) || facts.order.payment.state !== 'paid') return {};
  const left = lines.filter((line) => !isConfirmed(line));
  // Told and seen there, or registered by hand.
  if (left.length === 0) return {};
  const { orderNumber } = own.shipment;
  const wished = own.shipment.deliveryDate;
  const answer = dueDay(settings, facts.shop, facts.today, wished);
  const content = { lines: numbersOf(lines) };
  const notice = (shipDate: string): DueNotice => ({
    about,
    notice: { kind: 'schedule', orderNumber, schedule: { lines: linesOf(left), shipDate } },
    content,
  });
  if ('day' in answer) return { notice: notice(answer.day) };
  if (isTold) return { notice: notice(facts.today) };
  const problem = (code: SentenceCode, args: SentenceArgs): Problem => ({ about, kind: 'schedule', code, args });
  if ('none' in answer) return { problem: problem('due-day-none', { order: orderNumber }) };
  const args = { order: orderNumber, day: answer.wanted, from: answer.from, limit: limitDays };
  return { problem: problem('due-day-beyond', args), again: answer.from };
}

/** Of several numbers (`1111, 2222`) the first. */
function firstNumber({ waybill }: PolicyShipment): string {
  return (waybill?.number ?? '').split(/[,，、\s]+/).find((part) => part !== '') ?? '';
}

function ship({ own, parcel, lines }: Told, facts: PolicyFacts, hasSchedule: boolean): Answer {
  if (!facts.kinds.includes('ship') || !shipped.has(parcel.state)) return {};
  const about = own.shipment.id;
  const problem = (code: SentenceCode, args?: SentenceArgs): Answer => ({
    problem: { about, kind: 'ship', code, ...(args && { args }) },
  });
  const isTold = facts.told.some((one) => one.about === about && one.kind === 'ship');
  const number = firstNumber(parcel);
  if (number === '') return problem('notice-waits-number');
  if (!isTold && lines.some((line) => line.cancelRequested)) return problem('notice-cancel-requested');
  const { method } = parcel;
  const carrierName = method?.codes.qoo10?.carrierName ?? '';
  if (carrierName === '') {
    return problem('notice-method-unknown', { method: method?.title ?? (own.shipment.method || '－') });
  }
  const shipDate = parcel.shippedOn;
  if (shipDate === null) return problem('notice-waits-number');
  // 出荷日 is today: not before (a day that was planned), and not after without a person.
  if (shipDate > facts.today && !isTold) return { again: shipDate };
  const isPrinted =
    facts.told.some((one) => one.about === about && one.kind === 'schedule') || lines.every(isConfirmed);
  if (!isPrinted && !hasSchedule) return problem('notice-waits-schedule');
  const { serial, undone } = own.shipment;
  const items = linesOf(lines);
  return {
    notice: {
      about,
      notice: {
        kind: 'ship',
        orderNumber: own.shipment.orderNumber,
        ship: {
          parcel: serial,
          parcels: facts.shipments.length,
          items,
          shipDate,
          carrierCode: '',
          carrierName,
          shipMethod: '',
          trackingNumber: number,
          collect: false,
        },
      },
      content: {
        lines: numbersOf(lines),
        trackingNumber: number,
        method: method?.code ?? '',
        confirmed: parcel.confirmations + undone + (parcel === own ? 0 : parcel.shipment.undone),
      },
      // Only while the day is still to be registered.
      ...(!isPrinted && { after: [{ about, kind: 'schedule' as const }] }),
      ...(shipDate < facts.today && !isTold && { asks: { code: 'notice-day-passed', args: { day: shipDate } } }),
    },
  };
}
