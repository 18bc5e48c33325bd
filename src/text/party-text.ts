import type { Party } from '../core/order.ts';

/** A party on one line, for people. Personal data: for the operator's eyes, never for a log. */
export function partyText({ name, company, department, postalCode, address, phone }: Party): string {
  const { prefecture, city, street, building } = address;
  const post = postalCode === '' ? '' : `〒${postalCode.slice(0, 3)}-${postalCode.slice(3)}`;
  return [company, department, name, post, `${prefecture}${city}${street}`, building, phone]
    .filter((part) => part !== '')
    .join(' ');
}
