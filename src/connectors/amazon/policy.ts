import { carrierToTell, isNameless } from '../../core/carrier-name.ts';
import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import type { ShipmentLine } from '../../core/shipment.ts';
import type { Policy, PolicyFacts, PolicyShipment, ShipNotice } from '../contract.ts';
import type { AmazonSettings } from './settings.ts';

type Problem = Policy['problems'][number];

/** A reserved notice rests so long before it is sent (A7: at least five minutes). */
const restMs = 5 * 60_000;

/** One parcel of the order, as Amazon is to hear of it: `own` is ours, `parcel` the one that travels (another one when bundled). */
interface Told {
  readonly own: PolicyShipment;
  readonly parcel: PolicyShipment;
  readonly lines: readonly ShipmentLine[];
}

/**
 * Which ship notices are due (A2–A5, A8), by the rules of ネクストエンジン's manual (trust A; what it leaves open: C):
 * - shipped, and a number or a method that needs none; of several numbers the first
 * - a split order waits until every part is ready, then all parts are told, each as a parcel of its own
 * - goods that travel in another order's parcel are told with that parcel's number and day
 * - copies, and what was copied, never by themselves; a split order with a set product is refused by Amazon: said instead
 *
 * `content` holds what re-arms a notice: number, delivery method, quantities, and each new confirmation.
 */
export function shipPolicy(facts: PolicyFacts, settings: AmazonSettings): Policy {
  const told = parcels(facts);
  const gone = told.filter((one) => isShipped(one.parcel));
  if (gone.length === 0) return nothing([]);
  const say = (code: SentenceCode, args?: SentenceArgs): Policy =>
    nothing(gone.map((one) => ({ about: one.own.shipment.id, code, ...(args && { args }) })));

  if (facts.order.cancelled) return say('notice-order-cancelled', { order: facts.order.number });
  if (facts.isCopyRelated) return say('notice-copied');
  const unready = told.filter((one) => !isShipped(one.parcel) || numberMissing(one.parcel));
  if (unready.length > 0) {
    return told.length > 1 ? say('notice-waits-parts', { parts: unready.length }) : say('notice-waits-number');
  }
  const sets = new Set([...settings['set-skus'], ...facts.shop.setSkus]);
  const set = told.length > 1 ? told.flatMap((one) => one.lines).find((line) => sets.has(line.sku)) : undefined;
  if (set) return say('notice-set-split', { sku: set.sku });

  const due: Policy['due'][number][] = [];
  const problems: Problem[] = [];
  for (const one of told) {
    const ship = noticeOf(one, told.length, facts);
    const about = one.own.shipment.id;
    if ('code' in ship) problems.push({ about, ...ship });
    else {
      due.push({
        about,
        notice: { kind: 'ship', orderNumber: facts.order.number, ship },
        content: contentOf(ship, one),
        restMs,
      });
    }
  }
  return { due, problems };
}

const nothing = (problems: readonly Problem[]): Policy => ({ due: [], problems });

/** The parcels of an order: its shipments that were not dropped, and those that travel with another order. */
function parcels({ shipments }: PolicyFacts): Told[] {
  return shipments.flatMap((own): Told[] => {
    const { lines, bundledInto } = own.shipment;
    if (lines.length === 0) return [];
    if (bundledInto !== '') return own.carriedBy ? [{ own, parcel: own.carriedBy, lines }] : [];
    return own.state === 'cancelled' || own.state === 'elsewhere' ? [] : [{ own, parcel: own, lines }];
  });
}

/** 出荷確定済. A parcel that came back was told when it went. */
const isShipped = ({ state }: PolicyShipment): boolean =>
  state === 'shipped' || state === 'closed' || state === 'returned';

const numberMissing = (one: PolicyShipment): boolean => firstNumber(one) === '' && one.method?.needsNumber !== false;

/** Of several numbers (`1111, 2222`) the first. */
function firstNumber({ waybill }: PolicyShipment): string {
  return (waybill?.number ?? '').split(/[,，、\s]+/).find((part) => part !== '') ?? '';
}

function noticeOf(
  { own, parcel, lines }: Told,
  count: number,
  { order }: PolicyFacts,
): ShipNotice | Omit<Problem, 'about'> {
  const known = new Set(order.lines.map((line) => line.no));
  const strange = lines.filter((line) => !known.has(line.no));
  // Components of a set have no line number at Amazon.
  if (strange.length > 0)
    return { code: 'notice-lines-unknown', args: { lines: strange.map((line) => line.no).join('、') } };
  const codes = parcel.method?.codes.amazon;
  const went = { method: parcel.method, carrier: parcel.waybill?.carrier ?? '' };
  if (isNameless('amazon', went)) return { code: 'notice-carrier-name-missing', args: { order: order.number } };
  const carrierName = carrierToTell('amazon', went);
  if (!codes && carrierName === '') {
    return { code: 'notice-method-unknown', args: { method: parcel.method?.title ?? (own.shipment.method || '－') } };
  }
  const shipDate = parcel.shippedOn ?? parcel.waybill?.shipDate;
  if (!shipDate) return { code: 'notice-waits-number' };
  return {
    parcel: own.shipment.serial,
    parcels: count,
    items: lines.map((line) => ({ line: line.no, quantity: line.quantity })),
    shipDate,
    carrierCode: codes?.carrierCode ?? 'Other',
    carrierName,
    shipMethod: codes?.shipMethod ?? parcel.method?.title ?? '',
    trackingNumber: firstNumber(parcel),
    collect: order.payment.state === 'cod',
  };
}

/** Not the words of the master: correcting a carrier name there must not tell every old order again. */
function contentOf(ship: ShipNotice, { parcel }: Told): unknown {
  const { parcel: number, items, trackingNumber, collect } = ship;
  const { confirmations, method, shipment } = parcel;
  const confirmed = confirmations + shipment.undone;
  return { parcel: number, items, trackingNumber, collect, method: method?.code ?? '', confirmed };
}
