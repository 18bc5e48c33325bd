import type { Item, OptionRow, ShippingGroup } from './state/item.ts';
import { addDays, day, japanDay } from './state/times.ts';

/** 送料グループ of the lab's shop; `carrier` is the text that Qoo10 puts on paid orders (spellings: trust B). */
export const groups: readonly ShippingGroup[] = [
  { no: 501001, fee: 600, type: 'F', freeFrom: 0, carrier: 'ヤマト宅急便' },
  { no: 501002, fee: 0, type: 'X', freeFrom: 0, carrier: 'ネコポス' },
  { no: 501003, fee: 700, type: 'M', freeFrom: 5000, carrier: '佐川急便' },
  { no: 501004, fee: 800, type: 'F', freeFrom: 0, carrier: 'ゆうパック' },
  // A carrier that no sending takes: shops name what they like.
  { no: 501009, fee: 0, type: 'X', freeFrom: 0, carrier: 'その他' },
];

const yamato = 501001;
const nekopos = 501002;
const sagawa = 501003;

type Wish = Pick<Item, 'itemNo' | 'sellerCode' | 'title' | 'price'> & Partial<Item>;

/** Products of the lab's shop by item number, as they are after a reset. */
export function makeItems(now: number): Map<string, Item> {
  const items = wishes.map((wish): Item => {
    const kind = wish.kind ?? (wish.rows ? 'options' : 'plain');
    return {
      kind,
      status: 'S2',
      taxRate: '10',
      quantity: 100,
      startDate: '',
      expireDate: addDays(japanDay(now), 200),
      shippingNo: yamato,
      availableType: 0,
      availableValue: '3',
      material: '',
      rows: [],
      additional: [],
      changedAt: now - 30 * day,
      ...wish,
    };
  });
  return new Map(items.map((item) => [item.itemNo, item]));
}

/** One option with its values; `codes` beside them. */
const single = (name: string, values: Readonly<Record<string, string>>): readonly OptionRow[] =>
  Object.entries(values).map(([value, code], index) => ({
    names: [name],
    values: [value],
    price: 0,
    quantity: 20 + index,
    code,
  }));

/** Every value of the first axis with every value of the second; the code is both, with a hyphen. */
const crossed = (names: readonly [string, string], first: readonly string[], second: readonly string[]): OptionRow[] =>
  first.flatMap((one, index) =>
    second.map((two) => ({
      names,
      values: [one, two],
      price: index === 0 ? 0 : 100,
      quantity: 10 + index,
      code: `${one}-${two}`,
    })),
  );

const wrapping = [
  { name: 'ギフト包装', value: 'なし', price: 0, code: '' },
  { name: 'ギフト包装', value: 'あり', price: 300, code: '' },
];

const wishes: readonly Wish[] = [
  { itemNo: '910000001', sellerCode: 'Q10-TEA', title: '煎茶 ティーバッグ 50包', price: 1280 },
  { itemNo: '910000002', sellerCode: 'Q10-CARD', title: 'ポストカード 12枚組', price: 880, shippingNo: nekopos },
  { itemNo: '910000003', sellerCode: 'Q10-RICE', title: '新米 5kg', price: 3480, shippingNo: sagawa },
  {
    itemNo: '910000004',
    sellerCode: 'Q10-SHIRT',
    title: 'コットンTシャツ',
    price: 1980,
    rows: crossed(['カラー', 'サイズ'], ['WHITE', 'NAVY'], ['S', 'M', 'L']),
  },
  {
    itemNo: '910000005',
    sellerCode: 'Q10-MUG',
    title: 'マグカップ 350ml',
    price: 1650,
    rows: single('カラー', { 青: 'BL', 白: 'WH' }),
    additional: [...wrapping, { name: '返品について', value: '了承しました', price: 0, code: '' }],
  },
  {
    itemNo: '910000006',
    sellerCode: 'Q10-CASE',
    title: '収納ケース',
    price: 1100,
    additional: wrapping,
    shippingNo: nekopos,
  },
  // The manual's MOVE example: three types, three sizes. Its title is made of attributes.
  {
    itemNo: '1910000007',
    sellerCode: 'MV-ONEPIECE',
    title: 'レディース ワンピース コットン 半袖',
    price: 4980,
    kind: 'move',
    rows: crossed(['タイプ', 'サイズ'], ['blue', 'green', 'red'], ['S', 'M', 'L']).map((row) => ({ ...row, price: 0 })),
    material: 'コットン100%',
  },
  {
    itemNo: '1910000008',
    sellerCode: 'MV-BAG',
    title: 'レディース トートバッグ 無地',
    price: 3980,
    kind: 'move',
    rows: single('タイプ', { black: 'BK', ivory: 'IV' }),
    shippingNo: nekopos,
  },
  { itemNo: '910000009', sellerCode: 'Q10-OLD', title: '旧モデル 収納箱', price: 900, status: 'S3' },
  { itemNo: '910000010', sellerCode: 'Q10-WAIT', title: '準備中の商品', price: 900, status: 'S1' },
  // Booked: from four days on, and the buyer cannot cancel by himself.
  {
    itemNo: '910000011',
    sellerCode: 'Q10-BOOKED',
    title: '予約品 カレンダー',
    price: 1500,
    availableType: 1,
    availableValue: '7',
  },
  // Free shipping without a group: nobody knows the carrier.
  { itemNo: '910000012', sellerCode: 'Q10-FREE', title: '送料無料のタオル', price: 700, shippingNo: 0 },
  // What a client must refuse: codes with a space, in Japanese, none at all.
  { itemNo: '910000013', sellerCode: 'Q10 PEN/B', title: 'ボールペン 黒', price: 850 },
  {
    itemNo: '910000014',
    sellerCode: 'Q10-SOCKS',
    title: '靴下',
    price: 600,
    rows: single('カラー', { 赤: '赤', 黒: 'BK', 灰: '' }),
  },
  { itemNo: '910000015', sellerCode: '', title: 'コードのない商品', price: 500 },
  // An additional option with a code of its own: it ends up in the order's option code.
  {
    itemNo: '910000016',
    sellerCode: 'Q10-CAKE',
    title: '焼き菓子詰め合わせ',
    price: 2400,
    additional: [{ name: 'のし', value: '御礼', price: 0, code: 'NOSHI-1' }],
  },
  { itemNo: '910000017', sellerCode: 'Q10-LAMP', title: '卓上ライト', price: 3980, shippingNo: 501009 },
];
