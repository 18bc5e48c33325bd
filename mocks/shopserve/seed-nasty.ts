import type { Random } from '../random.ts';
import { type Choice, type OrderWish, placeOrder } from './make-order.ts';
import type { Order, Person } from './state/order.ts';
import type { ShopserveState } from './state/state.ts';
import { minute } from './state/times.ts';

/** Orders that go wrong in other people's systems. */
export function seedNasty(state: ShopserveState, random: Random, now: number): void {
  const place = (ago: number, places: readonly (readonly Choice[])[], wish: OrderWish = {}): Order =>
    placeOrder(state, random, now - ago * minute, places, wish);
  const tea: Choice = { code: 'SS-TEA' };
  const odd = (more: Partial<Person>): Partial<Order['deliveries'][number]> => ({
    receiver: {
      name: '髙橋〜試験〜 﨑',
      kana: 'タカハシ',
      company: '',
      zip: '100-0005',
      prefecture: '東京都',
      address1: '千代田区丸の内9-9-9',
      address2: '𠮷野家ビル',
      tel: '090-0000-0001',
      ...more,
    },
  });
  place(300, [[tea]], { delivery: odd({}) });
  place(290, [[tea]], { delivery: odd({ address1: '', address2: '' }) });
  place(280, [[{ ...tea, options: [{ name: 'メッセージ🎂', value: 'おめでとう🎉' }] }]]);
  place(270, [[tea]], { customerNote: '=cmd()|, "quoted"\n二行目' });
  place(260, [[tea]], { settlement: 'Error' });
  place(250, [[tea]], { method: 'Other' });
  // The shop began its numbering anew: two orders of one number.
  state.counters.order = first(state) - 1;
  place(20, [[{ code: 'SS-MUG' }]]);
  for (let i = 0; i < 3; i += 1) place(10, [[tea], [{ code: 'SS-CAKE' }]]);
}

const first = (state: ShopserveState): number =>
  Math.min(...[...state.orders.values()].map((order) => Number(order.orderNo)));
