import type { Party } from '../order.ts';

/**
 * The orderer as the sender of one parcel. Marketplaces often withhold the buyer's address: then the consignee's own
 * stands on the label (Q5; Next Engine does the same), and name and telephone number where they are blank. Always that of
 * this very consignee: nobody's address may appear on somebody else's parcel.
 */
export function senderOf(orderer: Party, consignee: Party): Party {
  const { address, postalCode } = orderer;
  if (postalCode !== '' || Object.values(address).some((part) => part !== '')) return orderer;
  const nameless = orderer.name === '' && orderer.company === '';
  return {
    ...orderer,
    ...(nameless && { name: consignee.name, kana: consignee.kana, company: consignee.company }),
    postalCode: consignee.postalCode,
    address: consignee.address,
    phone: orderer.phone || consignee.phone,
  };
}
