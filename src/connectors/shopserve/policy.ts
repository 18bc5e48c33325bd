import { type NoticeKind, theOrder } from '../../core/notices.ts';
import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import type { ShipmentState } from '../../core/shipment.ts';
import { addDays } from '../../core/time.ts';
import type { DueNotice, Policy, PolicyFacts, PolicyShipment } from '../contract.ts';
import { isOneOf } from './order-api.ts';
import type { ShopserveSettings } from './settings.ts';

type Problem = Policy['problems'][number];

const shipped: ReadonlySet<ShipmentState> = new Set(['shipped', 'closed', 'returned']);

/** What goes to one destination: shopserve knows one carrier and number of it. `own` speaks for the parcels of a split one. */
interface Place {
  readonly own: PolicyShipment;
  /** The parcels that travel (another one when bundled). */
  readonly parcels: readonly PolicyShipment[];
}

/**
 * What shopserve must be told of an order, by コマースロボ's manual (trust A; what it leaves open: C):
 * - 確認済 of every order that is not キャンセル or 返品, unless it is so already
 * - 決済依頼 of card orders, once, as soon as a number of them can be told
 * - carrier and number of each destination on the day of shipping, after 確認済 and the result of 決済依頼. A day that has gone by is for a
 *   person; not when the result of 決済依頼 came over midnight
 * - 取引完了 when all of them were told and the settlement stands where it must. Until then the order is read again and again, for
 *   `complete-within-days`: the manual asks for 決済依頼 of cards only, so that deferred ways and Paidy may wait for a person for ever
 *
 * Orders that only a file gave are not told of.
 */
export function shopservePolicy(facts: PolicyFacts, settings: ShopserveSettings): Policy {
  const { order, kinds, shipments } = facts;
  const serialCode = order.remote?.key;
  if (!serialCode || order.remote?.confirm === undefined) return { due: [], problems: [] };
  const said = (code: SentenceCode, args?: SentenceArgs): Problem[] =>
    shipments
      .filter((one) => shipped.has(one.state))
      .map((one) => ({ about: one.shipment.id, kind: 'ship', code, ...(args && { args }) }));
  if (order.cancelled) return { due: [], problems: said('notice-order-cancelled', { order: order.number }) };
  if (facts.isCopyRelated) return { due: [], problems: said('notice-copied') };

  const { words } = settings['order-api'];
  const has = (list: readonly string[], name: string) =>
    isOneOf(list, order.remote?.[name] ?? '') || (name === 'payment' && isOneOf(list, order.payment.method));
  const isTold = (about: string, kind: NoticeKind) =>
    facts.told.some((one) => one.about === about && one.kind === kind);
  const base = { orderNumber: order.number, keys: { key: serialCode } };
  const lines = order.lines
    .filter((line) => line.status === 'open')
    .map(({ no, quantity }) => ({ line: no, quantity }));
  const due: DueNotice[] = [];
  const problems: Problem[] = [];

  const isAlive = shipments.some((one) => one.state !== 'cancelled' && one.state !== 'returned');
  const isConfirmed = has(words.confirmed, 'confirm');
  const wantsConfirm = kinds.includes('acknowledge') && (isTold(theOrder, 'acknowledge') || (isAlive && !isConfirmed));
  if (wantsConfirm)
    due.push({ about: theOrder, notice: { ...base, kind: 'acknowledge', acknowledge: { lines } }, content: 'known' });
  const first = wantsConfirm && !isConfirmed ? [{ about: theOrder, kind: 'acknowledge' as const }] : [];

  const takesMoney = has(words.card, 'payment') && kinds.includes('capture');
  const captured = facts.told.find((one) => one.about === theOrder && one.kind === 'capture');
  const places = placesOf(shipments);
  const answers = places.map((place) => ship(place, facts, captured?.day === facts.today));
  const ready = answers.flatMap((one) => one.notice ?? []);
  problems.push(...answers.flatMap((one) => one.problem ?? []));
  if (takesMoney && (ready.length > 0 || captured)) {
    // Not while all that could go waits for a person.
    const asks = captured || ready.some((one) => !one.asks) ? undefined : ready[0]?.asks;
    due.push({
      about: theOrder,
      notice: { ...base, kind: 'capture', capture: { method: order.payment.method, amount: order.total } },
      content: 'once',
      after: first,
      ...(asks && { asks }),
    });
  }
  const money = takesMoney ? [{ about: theOrder, kind: 'capture' as const }] : [];
  for (const one of ready) due.push({ ...one, after: [...first, ...money] });

  const isOver = has(words.yes, 'completed');
  const wantsComplete = kinds.includes('complete') && places.length > 0;
  const areGone = kinds.includes('ship')
    ? ready.length === places.length
    : order.destinations.every((one) => isOneOf(words.shipped, one.remote?.shipping ?? ''));
  const mayComplete = wantsComplete && areGone && isSettled(has, words) && !isOver;
  if (mayComplete || (wantsComplete && isTold(theOrder, 'complete')))
    due.push({
      about: theOrder,
      notice: { ...base, kind: 'complete', complete: { lines } },
      content: 'over',
      after: ready.map(({ about }) => ({ about, kind: 'ship' })),
    });
  const waits = wantsComplete && !isOver && !mayComplete && !isTold(theOrder, 'complete');
  const days = settings['complete-within-days'];
  const last = waits && areGone ? lastDay(facts) : undefined;
  const leaveOn = last === undefined ? undefined : addDays(last, days);
  const isLeft = leaveOn !== undefined && facts.today >= leaveOn;
  // Said once: closed, it is over.
  if (isLeft && shipments.some((one) => one.state === 'shipped'))
    problems.push({ about: theOrder, kind: 'complete', code: 'complete-left', args: { days } });
  const again = [
    ...answers.flatMap((one) => one.again ?? []),
    ...(leaveOn === undefined || isLeft ? [] : [leaveOn]),
  ].toSorted()[0];
  return { due, problems, ...(again !== undefined && { again }), ...(waits && !isLeft && { unfinished: true }) };
}

/** Japan's day on which the last number was told, or the last parcel went where numbers are not told. */
function lastDay({ told, shipments }: PolicyFacts): string | undefined {
  const days = told.filter((one) => one.kind === 'ship').map((one) => one.day);
  const gone = shipments.flatMap((one) => one.shippedOn ?? one.waybill?.shipDate ?? []);
  return (days.length > 0 ? days : gone).toSorted().at(-1);
}

/** The manual's conditions of 取引完了フォルダ移動 by way of payment (trust A). */
function isSettled(
  has: (list: readonly string[], name: string) => boolean,
  words: ShopserveSettings['order-api']['words'],
): boolean {
  if (has(words.card, 'payment')) return has(words.collected, 'settlement');
  if (has(words.deferred, 'payment') || has(words.paidy, 'payment')) return has(words.settled, 'settlement');
  return true;
}

/** Destinations to which something goes. */
function placesOf(shipments: readonly PolicyShipment[]): Place[] {
  const own = shipments.filter(
    ({ shipment, state }) => shipment.lines.length > 0 && (state !== 'cancelled' || shipment.bundledInto !== ''),
  );
  const sorted = own.toSorted((a, b) => a.shipment.part - b.shipment.part || a.shipment.serial - b.shipment.serial);
  return [...Map.groupBy(sorted, (one) => one.shipment.destination).values()].flatMap((group): Place[] => {
    const parcels = group.flatMap((one) => (one.shipment.bundledInto === '' ? one : (one.carriedBy ?? [])));
    return parcels.length === group.length ? [{ own: group[0]!, parcels }] : [];
  });
}

interface Answer {
  readonly notice?: DueNotice;
  readonly problem?: Problem;
  readonly again?: string;
}

/** The slip number that a destination had at shopserve when it was last read. */
const knownSlip = (order: PolicyFacts['order'], key: string): string =>
  order.destinations.find((one) => one.key === key)?.remote?.slip ?? '';

/** Of several numbers (`1111, 2222`) the first. */
const firstNumber = ({ waybill }: PolicyShipment): string =>
  (waybill?.number ?? '').split(/[,，、\s]+/).find((part) => part !== '') ?? '';

function ship({ own, parcels }: Place, facts: PolicyFacts, isMoneyOfToday: boolean): Answer {
  const { order, today, kinds } = facts;
  const about = own.shipment.id;
  const gone = parcels.filter((one) => shipped.has(one.state));
  const parcel = gone[0];
  if (!kinds.includes('ship') || !parcel) return {};
  const isTold = facts.told.some((one) => one.about === about && one.kind === 'ship');
  // 返品 before anything was told: no number, no money.
  if (!isTold && gone.every((one) => one.state === 'returned')) return {};
  const problem = (code: SentenceCode, args?: SentenceArgs): Answer => ({
    problem: { about, kind: 'ship', code, ...(args && { args }) },
  });
  const left = parcels.length - gone.length;
  if (left > 0) return problem('notice-waits-parts', { parts: left });
  const number = firstNumber(parcel);
  const days = gone.map((one) => one.shippedOn);
  if (number === '' || days.includes(null)) return problem('notice-waits-number');
  const { method } = parcel;
  const { carrierCode = '', carrierName = '' } = method?.codes.shopserve ?? {};
  if (carrierCode === '')
    return problem('notice-method-unknown', { method: method?.title ?? (own.shipment.method || '－') });
  const shipDate = days.map(String).toSorted().at(-1)!;
  // 出荷日 is today: not before (a day that was planned), and not after without a person.
  if (shipDate > today && !isTold) return { again: shipDate };
  const asks = shipDate < today && !isTold && !isMoneyOfToday;
  const destination = own.shipment.destination;
  return {
    notice: {
      about,
      notice: {
        kind: 'ship',
        orderNumber: order.number,
        // The first time, only the number that is known here (a provisional one) may be written over.
        keys: { key: order.remote?.key ?? '', ...(!isTold && { mayReplace: knownSlip(order, destination) }) },
        ship: {
          parcel: own.shipment.serial,
          parcels: facts.shipments.length,
          items: own.shipment.lines.map(({ no, quantity }) => ({ line: no, quantity })),
          destination,
          shipDate,
          carrierCode,
          carrierName,
          shipMethod: '',
          trackingNumber: number,
          collect: false,
        },
      },
      content: {
        trackingNumber: number,
        method: method?.code ?? '',
        confirmed: gone.reduce((sum, one) => sum + one.confirmations + one.shipment.undone, 0),
      },
      ...(asks && { asks: { code: 'notice-day-passed', args: { day: shipDate } } }),
    },
  };
}
