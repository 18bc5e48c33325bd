import { customerNo } from '../ids.ts';
import type { Destination } from '../order.ts';
import type { SentenceCode } from '../sentences/index.ts';
import type { Hold } from '../shipment.ts';
import { hold } from './hold.ts';
import { plain } from './hold-list.ts';
import type { DecideInput, Prior } from './types.ts';

/** Who gets an お客様管理番号. */
interface Receiver {
  readonly destination: Destination;
  /** Id of the shipment. */
  readonly id: string;
  readonly serial: number;
  /** 1 = the whole or what remains of it. */
  readonly part: number;
  readonly prior: Prior | null;
}

interface Numbered {
  readonly customerNo: string;
  readonly holds: readonly Hold[];
}

export interface Numbering {
  /** A serial whose number nobody has. */
  nextSerial(): number;
  numberFor(receiver: Receiver): Numbered;
}

/** Clearing one of them means: the running number will do. */
export const ofNumber: ReadonlySet<SentenceCode> = new Set([
  'shipment-number-missing',
  'shipment-number-unusable',
  'shipment-number-taken',
]);

/**
 * お客様管理番号 of the shipments of one order (B4): `{order number}_{serial}`, or with the shop's setting the number that the source
 * gives the shipment. No number is given twice, whatever shop has it. A shipment keeps what it got: the setting and another number in
 * a later file change nothing of what was planned, because a label with the first number may be out. Only what waits for its
 * number (an open hold) gets it when it comes. Parts of a shipment (分割) have two digits more, `193590` → `19359002`.
 */
export function numbering({ order, shop, prior, lastSerial, taken }: DecideInput): Numbering {
  const owners = new Map(taken);
  for (const { shipment } of prior) owners.set(shipment.customerNo, shipment.id);
  let last = Math.max(lastSerial, ...prior.map((one) => one.shipment.serial));
  // A running number must not look like the 出荷番号 of another parcel of this order.
  const wishes = new Set(shop.customerNo === 'shipment-number' ? order.destinations.map((one) => wished(one, 1)) : []);
  const isOthers = (number: string, id: string) => (owners.get(number) ?? id) !== id;
  // Parts of an order that people know by a number of their own (Qoo10: one per carrier): 120000007-2.
  const isNumbered = order.numberedParts === true && order.destinations.length > 1;
  const plainNo = (serial: number) => customerNo(order.number, serial);
  const numberedNo = (serial: number) => customerNo(`${order.number}-${serial}`, serial);
  const running = isNumbered ? numberedNo : plainNo;

  return {
    nextSerial() {
      do last++;
      while (owners.has(running(last) ?? '') || wishes.has(running(last) ?? ''));
      return last;
    },
    numberFor(receiver) {
      const numbered = give(receiver);
      owners.set(numbered.customerNo, receiver.id);
      return numbered;
    },
  };

  function give({ destination, id, serial, part, prior }: Receiver): Numbered {
    const own = running(serial);
    const isRunning = !prior || [plainNo(serial), numberedNo(serial), id].includes(prior.shipment.customerNo);
    if (!isRunning) return { customerNo: prior.shipment.customerNo, holds: [] };
    // Held all the same when no usable number can be made: the id is unique and valid for B2.
    if (own === null) return { customerNo: id, holds: [hold('customer-no-impossible', 'data')] };
    if (shop.customerNo !== 'shipment-number') return { customerNo: own, holds: [] };
    const said = prior?.holds.filter((one) => ofNumber.has(one.code)) ?? [];
    if (prior && !(taken && awaitsNumber(prior, said))) return { customerNo: own, holds: said.map(plain) };
    const wanted = wished(destination, part);
    if (wanted !== null && !isOthers(wanted, id)) return { customerNo: wanted, holds: [] };
    return { customerNo: own, holds: [whyNot(givenNumber(destination), wanted)] };
  }

  function wished(destination: Destination, part: number): string | null {
    const given = givenNumber(destination);
    return /^[0-9]+$/.test(given) ? customerNo(order.number, given + partDigits(part)) : null;
  }
}

const givenNumber = ({ shipmentNumber = '' }: Destination): string => shipmentNumber.normalize('NFKC').trim();

const partDigits = (part: number): string => (part === 1 ? '' : String(part).padStart(2, '0'));

/** Nobody has let it go with its running number. */
function awaitsNumber({ state, shipment, waybills = [] }: Prior, said: Prior['holds']): boolean {
  if (said.some((one) => one.cleared !== null)) return false;
  // What is cancelled has no holds; a label of it may be out all the same.
  return said.length > 0 || (state === 'cancelled' && waybills.length === 0 && !shipment.handedOver);
}

function whyNot(given: string, wanted: string | null): Hold {
  if (given === '') return hold('shipment-number-missing', 'operator');
  if (wanted === null) return hold('shipment-number-unusable', 'operator', { number: given });
  return hold('shipment-number-taken', 'operator', { number: given, customerNo: wanted });
}
