import type { Random } from '../random.ts';
import { catalog } from './catalog.ts';
import { makeLine, makeOrder } from './make-order.ts';
import { japan } from './state/marketplaces.ts';
import type { AmazonOrder, Marketplace } from './state/order.ts';

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

const place = (id: string, name: string, country: string, currency: string): Marketplace => ({
  id,
  name,
  country,
  currency,
});
const america = place('ATVPDKIKX0DER', 'Amazon.com', 'US', 'USD');
const britain = place('A1F83G8C2ARO7P', 'Amazon.co.uk', 'GB', 'GBP');
const brazil = place('A2Q3Y263D00KWC', 'Amazon.com.br', 'BR', 'BRL');
const turkey = place('A33AVAJ2PDY3EV', 'Amazon.com.tr', 'TR', 'TRY');

/**
 * Orders under the numbers that Amazon's static sandbox cases ask for, so that those requests can be replayed against this lab.
 * Numbers, times and marketplaces are the cases'; everything else is the lab's own.
 */
export function sandboxOrders(random: Random, now: number): readonly AmazonOrder[] {
  const order = (
    id: string,
    marketplace: Marketplace,
    created: number,
    wish: Parameters<typeof makeOrder>[3] = {},
  ) => ({
    ...makeOrder(random, 1, created, { marketplace, ...wish }),
    id,
  });
  const fedex = makeLine(random, catalog[0], 1);
  return [
    order('250-1234567-8901234', japan, at('2024-12-25T02:30:00Z'), {
      shippedByAmazon: true,
      amazonShipped: true,
      programs: ['PRIME'],
    }),
    order('202-7654321-1098765', britain, at('2024-12-24T14:20:00Z')),
    order('202-7654321-1098766', britain, at('2024-12-24T15:20:00Z')),
    order('171-2345678-9012345', brazil, at('2024-12-22T15:30:00Z'), { programs: ['AMAZON_BUSINESS'] }),
    order('171-9876543-2109876', brazil, at('2024-12-24T20:30:00Z')),
    order('028-1234567-8901234', turkey, at('2025-03-15T10:30:00Z')),
    order('114-9876543-1234567', america, at('2025-03-10T14:00:00Z'), { programs: ['IN_STORE_PICK_UP'] }),
    order('902-1845936-5435065', america, now - 7_200_000),
    order('902-3159896-1390916', america, now - 7_000_000, { waitsFor: 'payment' }),
    order('902-1106328-1059050', america, now - 6_000_000, { lines: [{ ...fedex, id: '79039765272157' }] }),
    order('921-3175655-0452641', america, now - 5_000_000, { shippedByAmazon: true, amazonShipped: true }),
  ];
}
