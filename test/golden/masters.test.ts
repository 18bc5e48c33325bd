import { expect, test } from 'vitest';
import { carriers } from '../../mocks/qoo10/state/carriers.ts';
import { readLayoutFiles, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { serviceOptions } from '../../src/core/b2-matrix.ts';
import type { Service } from '../../src/core/service.ts';
import { isIsland } from '../../src/flow/decide/islands.ts';
import { loadLayouts } from '../../src/layout/load.ts';
import { loadMasters, lookUp } from '../../src/layout/masters.ts';
import { orderStatuses } from '../../src/layout/order-status.ts';
import { readAddress } from '../../src/text/address.ts';

const files = readLayoutFiles(standardLayoutsFolder());
const { masters } = loadMasters(files.masters);
const { layouts } = loadLayouts(files.layouts, masters);
const values = (name: string) => [...new Set(masters.dictionaries[name]!.values())].sort();

test('every dictionary gives only what its field takes', () => {
  expect(values('time-slots')).toEqual(['', '0010', '0017', '0812', '1214', '1416', '1618', '1820', '1921', '2021']);
  expect(values('no-wish')).toEqual(['']);
  expect(values('no-phone')).toEqual(['']);
  expect(values('no-remark')).toEqual(['']);
  expect(values('payment-methods')).toEqual(['cod', 'later', 'prepaid']);
  expect(values('payment-states')).toEqual(['cod', 'paid', 'unpaid']);
  expect(values('payment-states-ecforce')).toEqual(['paid', 'unpaid']);
  expect(values('line-status')).toEqual(['cancel-requested', 'cancelled', 'open', 'returned']);
  expect(values('order-status')).toEqual([...orderStatuses].sort());
  expect(values('yes-no')).toEqual(['', 'true']);
});

test('every dictionary is used by a layout, by the engine (payment-methods, islands) or by learning (order-status, header-words)', () => {
  const used = [...layouts.read.values()].flatMap((layout) =>
    Object.values(layout.fields).flatMap((rule) => [rule.dictionary ?? '', rule.blank ?? '']),
  );
  const known = new Set([...used, 'payment-methods', 'order-status', 'header-words', 'islands']);
  expect(Object.keys(masters.dictionaries).filter((name) => !known.has(name))).toEqual([]);
});

test.each([
  ['午前中', '0812'],
  ['午前中（12時まで）', '0812'],
  ['8:00～12:00', '0812'],
  ['14時-16時', '1416'],
  ['14時〜16時', '1416'],
  ['14:00 - 16:00', '1416'],
  ['１６－１８時', '1618'],
  ['18-20', '1820'],
  ['19:00～21:00', '1921'],
  ['12時～14時', '1214'],
  ['20時～21時', '2021'],
  ['指定なし', ''],
])('the time "%s" is slot "%s"', (word, slot) => {
  expect(lookUp(masters.dictionaries['time-slots']!, word)).toBe(slot);
});

test.each(['夕方', '午後', '10時-12時', '18時以降', '9:00-12:00'])(
  'the time "%s" is nobody\'s slot: never guessed',
  (word) => {
    expect(lookUp(masters.dictionaries['time-slots']!, word)).toBeUndefined();
  },
);

test.each([
  ['代金引換', 'cod'],
  ['商品代引（ヤマト運輸）', 'cod'],
  ['Cash on Delivery (COD)', 'cod'],
  ['銀行振込（前払い）', 'prepaid'],
  ['クレジットカード', 'later'],
  ['NP後払い', 'later'],
])('the payment method "%s" is %s', (word, kind) => {
  expect(lookUp(masters.dictionaries['payment-methods']!, word)).toBe(kind);
});

test.each([
  ['未発送', 'ready'],
  ['入金待ち（未入金）', 'unpaid'],
  ['発送済み', 'shipped'],
  ['注文取消し', 'cancelled'],
  ['キャンセル申請中', 'cancel-requested'],
  ['要確認', 'checking'],
])('the status "%s" means %s', (word, meaning) => {
  expect(lookUp(masters.dictionaries['order-status']!, word)).toBe(meaning);
});

test.each(['対応中', '処理中', 'その他', '仮受付', '別注', 'processing'])(
  'the status "%s" means different things in different shops: nothing is guessed',
  (word) => {
    expect(lookUp(masters.dictionaries['order-status']!, word)).toBeUndefined();
  },
);

test('a method that collects money has a collect slip, and cool goods only travel by a slip that takes cool', () => {
  for (const method of masters.methods) {
    if (method.codService !== '') expect(serviceOptions[method.codService as Service].collectLimit).toBeGreaterThan(0);
    if (method.cool !== 'normal') expect(serviceOptions[method.service as Service].cool).toBe(true);
  }
});

test('every method has a carrier name for each marketplace that is told one, but where no source knows the words', () => {
  const missing = masters.methods
    .filter((method) => !['qxpress', 'pick-up', 'other'].includes(method.code))
    .flatMap((method) =>
      ['amazon', 'qoo10', 'shopserve', 'ecforce', 'rakuten']
        .filter((marketplace) => !method.codes[marketplace]?.carrierName)
        .map((marketplace) => `${method.code} ${marketplace}`),
    );
  expect(missing).toEqual([
    'kuroneko-yupacket qoo10',
    'kuroneko-yumail qoo10',
    'mail-bin qoo10',
    'nittsu qoo10',
    'kuroneko-yumail-b2v5 qoo10',
    'yamato-fast-mail qoo10',
    'yamato-fast-mail-b2v5 qoo10',
  ]);
});

test('Qoo10 is told services by the words that it takes', () => {
  const words = Object.fromEntries(masters.methods.map((one) => [one.code, one.codes.qoo10?.carrierName ?? '']));
  for (const code of ['yamato', 'yamato-collect', 'yamato-chilled', 'yamato-frozen', 'yamato-time', 'yamato-compact'])
    expect([code, words[code]]).toEqual([code, 'ヤマト宅急便']);
  expect(words).toMatchObject({
    nekopos: 'ネコポス',
    sagawa: '佐川急便',
    yupack: 'ゆうパック',
    yupacket: 'ゆうパケット',
    'click-post': 'クリックポスト',
    seino: '西濃運輸',
    fukuyama: '福山通運',
    qxpress: 'Qxpress',
  });
  const untaken = Object.entries(words).filter(([, word]) => word !== '' && !carriers.includes(word));
  expect(untaken).toEqual([]);
});

test('every island is a municipality of Japan Post, and its neighbours on the mainland are none', () => {
  for (const place of masters.dictionaries.islands!.keys()) {
    const value = readAddress(place).value!;
    expect([place, value.prefecture + value.city, value.street]).toEqual([place, place, '']);
    expect(isIsland(masters, value.prefecture, value.city, ''), place).toBe(true);
  }
  expect(isIsland(masters, '沖縄県', '久米島町', '')).toBe(true);
  expect(isIsland(masters, '東京都', '千代田区', '1000001')).toBe(false);
  expect(isIsland(masters, '沖縄県', '那覇市', '9000000')).toBe(false);
  expect(isIsland(masters, '東京都', '', '1000001')).toBeUndefined();
});
