import { serviceOptions } from '../../core/b2-matrix.ts';
import { hold } from '../../core/decide/hold.ts';
import { contentHash } from '../../core/ids.ts';
import type { Address } from '../../core/order.ts';
import type { Hold, Shipment } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import { addressForm } from '../../core/spelling.ts';
import { hasHouseNumber } from '../../text/house-number.ts';
import { knownPostal, postalArea, postalFits, postalPlace } from '../../text/postal.ts';

/** Missing, impossible or doubtful parts of the consignee, each a reason of its own. */
export function checkConsignee(shipment: Shipment, shop: Shop): readonly Hold[] {
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
  if (street !== '' && shop.addressWithoutNumber === 'hold' && !hasHouseNumber(consignee.address, consignee.postalCode))
    holds.push(ofContent(hold('house-number-missing', 'operator'), addressForm(consignee.address)));
  return [...holds, ...checkPostal(consignee.postalCode, consignee.address, shop)];
}

/** A reason that a person clears for this very content; no word of it stands in the hold's sentence. */
const ofContent = (reason: Hold, content: string): Hold => ({ ...reason, fingerprint: contentHash(content) });

function checkPostal(postalCode: string, { prefecture, city }: Address, shop: Shop): readonly Hold[] {
  if (postalCode === '') return [hold('postal-missing', 'data')];
  if (!knownPostal(postalCode)) {
    const { area, place } = postalArea(postalCode, prefecture + city);
    if (area === 'none') return [hold('postal-unknown', 'operator', { postalCode })];
    if (area === 'elsewhere') return [hold('postal-unlisted-elsewhere', 'operator', { postalCode, place })];
    return shop.unlistedPostalCode === 'hold' ? [hold('postal-unlisted', 'operator', { postalCode })] : [];
  }
  if (prefecture === '' || postalFits(postalCode, prefecture + city) !== 'elsewhere') return [];
  const [place] = postalPlace(postalCode);
  return [hold('postal-mismatch', 'operator', { postalCode, place: `${place?.prefecture ?? ''}${place?.city ?? ''}` })];
}
