import { makePerson, type Person } from '../people.ts';
import type { Random } from '../random.ts';
import { type Choice, type OrderWish, paidBy, placeOrder } from './make-order.ts';
import type { EcforceState } from './state/state.ts';
import { minute } from './state/times.ts';

/** Orders that break weak readers: rare characters, long texts, words that nobody knows, numbers that Excel would spoil. */
export function seedNasty(state: EcforceState, random: Random, now: number): void {
  const place = (agoMinutes: number, choices: readonly Choice[], wish: OrderWish = {}) =>
    placeOrder(state, random, now - agoMinutes * minute, choices, wish);
  const person = (change: Partial<Person>): Person => ({ ...makePerson(random), ...change });
  place(500, [{ sku: 'EC-SERUM' }], { people: [person({ name: '髙橋〜試験〜 﨑' })] });
  place(480, [{ sku: 'EC-SOAP' }], { people: [person({ building: '𠮷野家ビル①号館 Ⅱ期 301' })] });
  place(460, [{ sku: 'EC-TEA' }], { remark: '絵文字😀と"引用"と\n改行' });
  place(440, [{ sku: 'SKU WITH SPACE/1' }]);
  place(420, [{ sku: '商品コード１２' }]);
  place(400, [{ sku: '0012345' }]);
  place(380, [{ sku: 'EC-MASK' }], { paymentState: 'gmosg', paymentLabel: '見たことのない状態' });
  place(370, [{ sku: 'EC-MASK' }], { paymentState: 'brand_new', paymentLabel: '' });
  place(360, [{ sku: 'EC-GIFT', quantity: 999 }]);
  place(
    340,
    Array.from({ length: 40 }, (_, at) => ({ sku: at % 2 === 0 ? 'EC-SOAP' : 'EC-TEA' })),
  );
  place(320, [{ sku: 'EC-SERUM' }], { people: [person({ name: `${'長'.repeat(40)} ${'名'.repeat(40)}` })] });
  place(300, [{ sku: 'EC-SERUM' }], { carrierId: 8 });
  place(280, [{ sku: 'EC-SERUM' }], { carrierId: null });
  place(260, [{ sku: 'EC-SERUM' }], { wishedTime: 'いつでもいい', wishedOn: '2026-02-30' });
  // A shop whose prices are without tax.
  place(240, [{ sku: 'EC-SERUM' }], { ...paidBy.cod, tax: 498 });
  place(220, [{ sku: 'EC-SOAP' }], { people: [person({ phone: '--' })] });
  place(200, [{ sku: 'EC-SOAP' }]);
}
