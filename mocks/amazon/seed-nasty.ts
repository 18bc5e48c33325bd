import type { Random } from '../random.ts';
import { catalog } from './catalog.ts';
import { makeLine, makeOrder, minute } from './make-order.ts';
import type { Address, AmazonOrder } from './state/order.ts';

const plain: Address = {
  name: '見本 太郎',
  line1: '丸の内1-1-1',
  city: '千代田区',
  state: '東京都',
  postalCode: '100-0005',
  phone: '090-0000-0001',
  type: 'RESIDENTIAL',
};

/** What an address or an order may look like on a bad day. Each is one order; all may be shipped by the seller. */
const addresses: readonly Partial<Address>[] = [
  { name: '髙橋〜試験〜 﨑', line2: '𠮷野家ビル①号室' },
  { name: '－−‐―ー～〜‖∥', line1: '丸の内１－１－１' },
  { name: '㈱見本商事 ㍿ ℡ №', company: '㈱見本商事' },
  { name: 'ミホン タロウ', line1: 'マルノウチ1-1-1' },
  { name: 'がぎぐげご 太郎'.normalize('NFD') },
  { name: '見本 太郎😀', line2: 'ラボ荘👨‍👩‍👧101' },
  { city: '', line1: '東京都千代田区丸の内1-1-1' },
  { city: '', line1: '千代田区丸の内1-1-1', line2: '', line3: '' },
  { city: '東京都千代田区', line1: '東京都千代田区丸の内1-1-1' },
  { state: '東京', city: '千代田区' },
  { postalCode: '1000005' },
  { postalCode: '１００－０００５' },
  { postalCode: '999-9999' },
  { phone: '+81 90-0000-0002' },
  { phone: '０９０ー００００ー０００３' },
  { phone: '' },
  { name: '=HYPERLINK("http://lab.example/","見本")', line1: '@SUM(A1)' },
  { name: '見本,"太郎"', line1: "丸の内1-1-1 'B' ; DROP" },
  { line1: '丸の内1-1-1\tラボ\nビル\r\n2階' },
  { name: '見本\u200b太\u00a0郎\ufeff\u3000' },
  { name: 'あ'.repeat(60), line1: '丸の内'.repeat(40) },
  {
    line1: '丸の内1-1-1',
    line2: '見本タワーレジデンス東京丸の内ノースウィング',
    line3: '25階 2501号室 見本商事株式会社 第一営業部 気付',
  },
  { type: 'PICKUP_POINT', name: '見本コンビニ 丸の内店', line1: '丸の内1-1-1' },
  { state: '三重県', city: '四日市市', line1: '広永町1-1', postalCode: '512-8061' },
  { state: '千葉県', city: '市川市', line1: '八幡1-1-1', postalCode: '272-0021' },
];

export function nastyOrders(random: Random, now: number, first: number): readonly AmazonOrder[] {
  let number = first;
  const make = (wish: Parameters<typeof makeOrder>[3]) => {
    number += 1;
    return makeOrder(random, number, now - (300 - (number - first)) * minute, wish);
  };
  const tea = catalog[0];
  const { phone: _phone, ...noPhone } = plain;
  return [
    ...addresses.map((one) => make({ address: { ...plain, ...one } })),
    make({ address: noPhone }),
    make({ lines: [makeLine(random, tea, 999)] }),
    make({ lines: [makeLine(random, tea, 1), makeLine(random, tea, 2)] }),
    make({ lines: catalog.slice(0, 10).map((one) => makeLine(random, one, 1)) }),
    make({ lines: [makeLine(random, tea, 1, { title: '長い品名'.repeat(60) })] }),
    make({ lines: [makeLine(random, tea, 1, { title: '"5本組" ﾎﾞｰﾙﾍﾟﾝ <b>黒</b>\t&amp; 〜' })] }),
    make({ lines: [makeLine(random, tea, 1, { sku: '0012', unitPrice: 0, points: 0 })] }),
    make({ decimals: true }),
    make({ extra: { labFutureField: { nested: [1, 'two'] }, labFutureText: '新しい項目' } }),
    make({ alias: 'JP-ALIAS-0001', shippingFee: 600 }),
    make({
      lines: [makeLine(random, tea, 1, { gift: { level: 'のし', message: '御礼 〜髙橋〜\n二行目', price: 0 } })],
    }),
  ];
}
