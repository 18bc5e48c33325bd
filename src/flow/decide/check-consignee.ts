import { serviceOptions } from '../../core/b2-matrix.ts';
import { hold } from '../../core/decide/hold.ts';
import type { Address } from '../../core/order.ts';
import type { Hold, Shipment } from '../../core/shipment.ts';
import { knownPostal, postalFits, postalPlace } from '../../text/postal.ts';

/** Missing or impossible parts of the consignee, each a reason of its own. */
export function checkConsignee(shipment: Shipment): readonly Hold[] {
  const { consignee, service } = shipment;
  const { prefecture, city, street } = consignee.address;
  const holds: Hold[] = [];
  if (consignee.name === '') holds.push(hold('name-missing', 'data'));
  if (prefecture === '') holds.push(hold('prefecture-missing', 'data'));
  if (city === '') holds.push(hold('city-missing', 'data'));
  if (street === '') holds.push(hold('street-missing', 'data'));
  if (consignee.phone === '' && service !== '' && serviceOptions[service].group !== 'M') {
    holds.push(hold('phone-missing', 'data'));
  }
  return [...holds, ...checkPostal(consignee.postalCode, consignee.address)];
}

function checkPostal(postalCode: string, { prefecture, city }: Address): readonly Hold[] {
  if (postalCode === '') return [hold('postal-missing', 'data')];
  if (!knownPostal(postalCode)) return [hold('postal-unknown', 'operator', { postalCode })];
  if (prefecture === '' || postalFits(postalCode, prefecture + city) !== 'elsewhere') return [];
  const [place] = postalPlace(postalCode);
  return [hold('postal-mismatch', 'operator', { postalCode, place: `${place?.prefecture ?? ''}${place?.city ?? ''}` })];
}
