import type { Random } from '../random.ts';
import type { Seed } from '../system.ts';
import { catalog } from './catalog.ts';
import { amazonProducts, day, hour, makeLine, makeOrder, merchantProducts, minute } from './make-order.ts';
import { nastyOrders } from './seed-nasty.ts';
import { sandboxOrders } from './seed-sandbox.ts';
import type { AmazonOrder } from './state/order.ts';

/** Orders of a seed, made up, reaching back from `now` (epoch ms). */
export function seedOrders(seed: Seed, random: Random, now: number, first: number): readonly AmazonOrder[] {
  if (seed === 'empty') return [];
  if (seed === 'small') return smallOrders(random, now, first);
  if (seed === 'nasty') return nastyOrders(random, now, first);
  if (seed === 'sandbox') return sandboxOrders(random, now);
  return manyOrders(random, now, first, seed.orders);
}

const product = (sku: string) => catalog.find((one) => one.sku === sku)!;

/** One order of each kind that a shop meets. */
function smallOrders(random: Random, now: number, first: number): readonly AmazonOrder[] {
  let number = first;
  const make = (agoMinutes: number, wish: Parameters<typeof makeOrder>[3] = {}) => {
    number += 1;
    return makeOrder(random, number, now - agoMinutes * minute, wish);
  };
  const line = (sku: string, quantity: number, wish = {}) => makeLine(random, product(sku), quantity, wish);
  const noon = Math.floor(now / day) * day + 3 * hour;
  return [
    make(600),
    make(540, { lines: [line('LAB-TEA-01', 2), line('LAB-MUG-BL', 1)] }),
    make(480, { lines: [line('LAB-CASE-L', 2), line('LAB-CASE-S', 4), line('LAB PEN/B 0.5%', 1)], shippingFee: 410 }),
    make(420, {
      lines: [line('LAB-SET-GIFT', 1, { gift: { level: 'リボン', message: 'お誕生日おめでとう', price: 300 } })],
    }),
    make(360, {
      programs: ['AMAZON_BUSINESS'],
      buyer: {
        name: '見本 担当',
        email: 'lab-business@marketplace.example.jp',
        company: '株式会社見本商事',
        purchaseOrder: 'PO-2026-0001',
      },
      lines: [line('LAB-CABLE-1M', 20, { businessPrice: true, unitPrice: 800 })],
    }),
    make(300, {
      level: 'SCHEDULED',
      lines: [
        line('LAB-TOWEL-3', 1, { scheduled: { from: noon + 2 * day + 2 * hour, to: noon + 2 * day + 4 * hour } }),
      ],
    }),
    make(240, {
      lines: [line('LAB-MUG-WH', 2, { discount: 330 })],
      payments: [
        { method: 'CashOnDelivery', amount: 2800 },
        { method: 'PointsAccount', amount: 500 },
      ],
      codFee: 330,
    }),
    // Paid in half an hour by the lab's clock.
    make(180, {
      waitsFor: 'payment',
      paysAt: now + 30 * minute,
      lines: [line('LAB-TEA-02', 3)],
      payments: [{ method: 'ConvenienceStore', amount: 2940 }],
    }),
    // Never paid: Amazon cancels it after six days.
    make(170, {
      waitsFor: 'payment',
      lines: [line('LAB-CASE-S', 1)],
      payments: [{ method: 'ConvenienceStore', amount: 1100 }],
    }),
    make(160, { waitsFor: 'release', programs: ['PREORDER'], lines: [line('LAB-SET-GIFT', 1)] }),
    make(150, { cancelled: { by: 'BUYER', reason: 'BUYER_CANCELLED' } }),
    make(120, { shippedByAmazon: true, programs: ['PRIME'], lines: [makeLine(random, amazonProducts[0]!, 1)] }),
    make(90, { programs: ['FBM_SHIP_PLUS'], lines: [line('LAB-CABLE-1M', 1)] }),
    make(60, { programs: ['PRIME'], level: 'NEXT_DAY', lines: [line('LAB-MUG-BL', 1)] }),
    make(30, { lines: [line('LAB-TEA-01', 1, { cancelRequest: 'ORDERED_BY_MISTAKE' })] }),
    // Seen only when two minutes have passed.
    make(1),
  ];
}

/** So many orders over the last day: most to be shipped, some of every other kind. */
function manyOrders(random: Random, now: number, first: number, count: number): readonly AmazonOrder[] {
  const orders: AmazonOrder[] = [];
  for (let i = 0; i < count; i += 1) {
    const createdAt = now - day + Math.floor((i / count) * (day - 3 * minute));
    const chance = random.next();
    const lines = [makeLine(random, random.pick(merchantProducts), 1 + random.below(3))];
    if (random.next() < 0.2) lines.push(makeLine(random, random.pick(merchantProducts), 1));
    orders.push(makeOrder(random, first + i + 1, createdAt, { lines, ...kindOf(random, chance, createdAt) }));
  }
  return orders;
}

function kindOf(random: Random, chance: number, createdAt: number): Parameters<typeof makeOrder>[3] {
  if (chance < 0.92) return {};
  if (chance < 0.95) return { waitsFor: 'payment', paysAt: createdAt + 25 * hour };
  if (chance < 0.97) return { cancelled: { by: 'BUYER', reason: 'BUYER_CANCELLED' } };
  if (chance < 0.99)
    return { shippedByAmazon: true, amazonShipped: true, lines: [makeLine(random, random.pick(amazonProducts), 1)] };
  return { waitsFor: 'payment' };
}
