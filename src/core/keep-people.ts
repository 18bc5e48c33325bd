import type { Destination, Order, Party } from './order.ts';
import { wordForm } from './spelling.ts';

/**
 * An order as a marketplace's API gives it today, with the personal data that we know already and that the API leaves out by
 * now (Amazon withholds the telephone of shipped orders after the last delivery day, and all of it when the role is gone).
 * Known is never overwritten by absence; anything that is there is taken. Not for files: there a blank cell may be meant.
 */
export function keepPeople(known: Order | null, incoming: Order): Order {
  if (!known) return incoming;
  const before = new Map(known.destinations.map((one) => [one.key, one]));
  return {
    ...incoming,
    orderer: keepParty(known.orderer, incoming.orderer),
    destinations: incoming.destinations.map((one) => keepDestination(before.get(one.key), one)),
  };
}

function keepDestination(known: Destination | undefined, incoming: Destination): Destination {
  if (!known) return incoming;
  const consignee = keepParty(known.consignee, incoming.consignee);
  if (!incoming.addressWithheld || consignee.name === '') return { ...incoming, consignee };
  const { addressWithheld: _, ...rest } = incoming;
  return { ...rest, consignee };
}

function keepParty(known: Party, incoming: Party): Party {
  const kept = Object.entries(incoming).map(([field, value]) => [
    field,
    value === '' ? known[field as keyof Party] : value,
  ]);
  const party = Object.fromEntries(kept) as unknown as Party;
  // An address stays together: parts of two addresses must never be mixed.
  const blank = incoming.address.street === '' && incoming.address.building === '';
  const whole = blank && known.address.street !== '' && isSamePlace(known, incoming);
  return whole ? { ...party, address: known.address } : party;
}

/** What is left of the address (prefecture, city) does not contradict what we know. */
function isSamePlace(known: Party, incoming: Party): boolean {
  const { prefecture, city } = incoming.address;
  const isSame = (ours: string, theirs: string) => theirs === '' || wordForm(ours) === wordForm(theirs);
  return isSame(known.address.prefecture, prefecture) && isSame(known.address.city, city);
}
