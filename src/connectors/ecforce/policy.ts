import type { DeliveryMethod } from '../../core/masters.ts';
import { theOrder } from '../../core/notices.ts';
import type { SentenceArgs, SentenceCode } from '../../core/sentences/index.ts';
import type { ShipmentState } from '../../core/shipment.ts';
import type { DueNotice, Policy, PolicyFacts, PolicyShipment } from '../contract.ts';
import { openState } from './page.ts';
import type { EcforceSettings } from './settings.ts';

type Problem = Policy['problems'][number];

const gone: ReadonlySet<ShipmentState> = new Set(['shipped', 'closed', 'returned']);

/**
 * What ecforce must be told of an order, by コマースロボ's manual (trust A; what its readable part leaves open: C):
 * - 出荷作業中 once the order was taken in; not while it waits for a product that nobody knows (it counts as not taken in)
 * - 実績戻し for each destination, with the first parcel that has a number, on its day of shipping or later (the day goes along)
 * - 出荷済み when every result was told; never with the automation option, which does it by itself (E3)
 */
export function ecforcePolicy(facts: PolicyFacts, settings: EcforceSettings): Policy {
  const { order } = facts;
  const shippedOnes = facts.shipments.filter((one) => gone.has(one.state));
  const problem = (about: string, code: SentenceCode, args?: SentenceArgs): Problem => ({
    about,
    kind: 'ship',
    code,
    ...(args && { args }),
  });
  if (order.cancelled)
    return {
      due: [],
      problems: shippedOnes.map((one) => problem(one.shipment.id, 'notice-order-cancelled', { order: order.number })),
    };
  if (facts.isCopyRelated)
    return { due: [], problems: shippedOnes.map((one) => problem(one.shipment.id, 'notice-copied')) };

  const base = { orderNumber: order.number, ...(order.remote?.id && { keys: { id: order.remote.id } }) };
  const lines = order.lines.map(({ no, quantity }) => ({ line: no, quantity }));
  const due: DueNotice[] = [];
  const problems: Problem[] = [];
  const again: string[] = [];

  const taken = acknowledged(facts, settings);
  if (taken.due)
    due.push({
      about: theOrder,
      notice: { ...base, kind: 'acknowledge', acknowledge: { lines } },
      content: 'working',
    });
  if (taken.problem) problems.push(taken.problem);

  const results: DueNotice[] = [];
  let isOpen = false;
  const untold: string[] = [];
  for (const [one, others] of parcelsByPlace(facts)) {
    if (gone.has(one.state)) untold.push(...others.map(({ shipment }) => shipment.id));
    const answer = result(one, facts, settings, base, taken.due);
    if (answer.notice) results.push(answer.notice);
    else isOpen = true;
    if (answer.problem) problems.push(answer.problem);
    if (answer.again !== undefined) again.push(answer.again);
  }
  due.push(...results);

  const wasShipped = facts.told.some((one) => one.about === theOrder && one.kind === 'complete');
  const isShippedThere = order.remote?.state === settings.states.shipped && !wasShipped;
  if (facts.kinds.includes('complete') && !settings.automation && results.length > 0 && !isOpen && !isShippedThere)
    due.push({
      about: theOrder,
      notice: { ...base, kind: 'complete', complete: { lines } },
      content: 'shipped',
      after: results.map(({ about }) => ({ about, kind: 'ship' as const })),
    });
  const first = again.toSorted()[0];
  return { due, problems, untold, ...(first !== undefined && { again: first }) };
}

/** Is 出荷作業中 due, and what is strange about it? */
function acknowledged(
  { order, shipments, told, kinds }: PolicyFacts,
  { states }: EcforceSettings,
): { due: boolean; problem?: Problem } {
  if (!kinds.includes('acknowledge')) return { due: false };
  const isTold = told.some((one) => one.about === theOrder && one.kind === 'acknowledge');
  // Orders of files say nothing of their code: the look before the write decides.
  const state = order.remote?.state ?? openState;
  if (isTold && state === states.import && shipments.some((one) => gone.has(one.state))) {
    // It was shipped, and somebody put it back: it must not come in a second time.
    const args = { order: order.number, state };
    return { due: true, problem: { about: theOrder, kind: 'acknowledge', code: 'state-back-to-import', args } };
  }
  const waits = shipments.some((one) => one.holds.includes('product-unknown'));
  const isOpen = state === openState || state === states.import;
  return { due: isTold || (isOpen && !waits && shipments.length > 0) };
}

/** The shipment of each destination that tells, the first that has gone, and the others: ecforce has room for one slip number each. */
function parcelsByPlace({ shipments }: PolicyFacts): (readonly [PolicyShipment, readonly PolicyShipment[]])[] {
  const own = shipments
    .filter(
      ({ shipment, state }) => shipment.lines.length > 0 && (state !== 'cancelled' || shipment.bundledInto !== ''),
    )
    .toSorted((a, b) => a.shipment.part - b.shipment.part || a.shipment.serial - b.shipment.serial);
  return [...Map.groupBy(own, (one) => one.shipment.destination).values()].map((parcels) => {
    const hasGone = parcels.find((one) => gone.has((one.carriedBy ?? one).state));
    const first = hasGone ?? parcels[0]!;
    return [first, parcels.filter((one) => one !== first)];
  });
}

interface Answer {
  readonly notice?: DueNotice;
  readonly problem?: Problem;
  readonly again?: string;
}

function result(
  own: PolicyShipment,
  facts: PolicyFacts,
  settings: EcforceSettings,
  base: Pick<DueNotice['notice'], 'orderNumber' | 'keys'>,
  hasAcknowledge: boolean,
): Answer {
  const about = own.shipment.id;
  const parcel = own.shipment.bundledInto === '' ? own : own.carriedBy;
  if (!facts.kinds.includes('ship') || !parcel || !gone.has(parcel.state)) return {};
  const problem = (code: SentenceCode, args?: SentenceArgs): Answer => ({
    problem: { about, kind: 'ship', code, ...(args && { args }) },
  });
  const { order } = facts;
  const isTold = facts.told.some((one) => one.about === about && one.kind === 'ship');
  const number = firstNumber(parcel);
  const shipDate = parcel.shippedOn;
  if (number === '' || shipDate === null) return problem('notice-waits-number');
  if (shipDate > facts.today && !isTold) return { again: shipDate };
  const there = order.remote?.slip ?? '';
  if (!isTold && there !== '' && plain(there) !== plain(number))
    return problem('notice-other-number', { order: order.number });
  const { method } = parcel;
  const carrierCode = method === null ? '' : carrierId(method, settings);
  if (carrierCode === '' && wantsCarriers(settings))
    return problem('notice-method-unknown', { method: method?.title ?? (own.shipment.method || '－') });
  const isSeveral = order.destinations.length > 1;
  const { serial, undone } = own.shipment;
  return {
    notice: {
      about,
      notice: {
        ...base,
        kind: 'ship',
        ship: {
          parcel: serial,
          parcels: facts.shipments.length,
          items: own.shipment.lines.map(({ no, quantity }) => ({ line: no, quantity })),
          ...(isSeveral && /^\d+$/.test(own.shipment.destination) && { destination: own.shipment.destination }),
          shipDate,
          carrierCode,
          carrierName: '',
          shipMethod: method?.title ?? '',
          trackingNumber: number,
          collect: false,
        },
      },
      content: {
        trackingNumber: number,
        method: method?.code ?? '',
        confirmed: parcel.confirmations + undone + (parcel === own ? 0 : parcel.shipment.undone),
      },
      ...(hasAcknowledge && { after: [{ about: theOrder, kind: 'acknowledge' as const }] }),
    },
  };
}

/** Of several numbers (`1111, 2222`) the first. */
function firstNumber({ waybill }: PolicyShipment): string {
  return (waybill?.number ?? '').split(/[,，、\s]+/).find((part) => part !== '') ?? '';
}

const plain = (number: string): string => number.replace(/[-\s]/g, '').toUpperCase();

/** The shop's own id of a delivery method's carrier; '' = it named none. */
export const carrierId = (method: DeliveryMethod, settings: EcforceSettings): string =>
  settings['carrier-ids'][method.code] ?? method.codes.ecforce?.carrierId ?? '';

/** Does the shop want ecforce to hear of carriers at all (manual: without an id the field is not sent)? */
const wantsCarriers = (settings: EcforceSettings): boolean => Object.keys(settings['carrier-ids']).length > 0;

export const canTell = (method: DeliveryMethod, settings: EcforceSettings): boolean =>
  !wantsCarriers(settings) || carrierId(method, settings) !== '';
