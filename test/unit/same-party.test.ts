import { describe, expect, test } from 'vitest';
import { kanjiNumber } from '../../src/core/kanji-number.ts';
import type { Party } from '../../src/core/order.ts';
import { addressForm } from '../../src/core/spelling.ts';
import { compareParties, partyIndex } from '../../src/text/same-party.ts';
import { party } from '../support/orders.ts';

const place = { prefecture: '東京都', city: '渋谷区', street: '渋谷1-2-3', building: 'ハイツ青山101' };
const base: Party = party({
  name: '山本 翔',
  kana: 'ヤマモト ショウ',
  postalCode: '1500002',
  phone: '03-1234-5678',
  address: place,
});
const at = (street: string, building = place.building) => ({ address: { ...place, street, building } });
const likeness = (...changes: Partial<Party>[]) =>
  changes.map((change) => compareParties(base, { ...base, ...change }));

describe('one recipient in other spellings is the same', () => {
  test('width, spaces and hyphens of every kind', () => {
    const spellings = [
      at('渋谷１－２－３'),
      at('渋谷1‐2‑3'),
      at('渋谷1−2―3'),
      at('渋谷1ー2ー3'),
      at('渋谷 1 - 2 - 3 '),
      at('　渋谷１‒２–３'),
      at('渋谷1-2-3', 'ハイツ 青山 101'),
      at('渋谷1-2-3 ハイツ青山101', ''),
      at('渋谷1-2-3', 'ﾊｲﾂ青山１０１号室'),
      { name: '山本　翔' },
      { name: '山本翔' },
      { name: ' 山本  翔 ' },
      { phone: '0312345678' },
      { kana: '', email: 'other@example.com' },
    ];
    expect(likeness(...spellings)).toEqual(spellings.map(() => 'same'));
  });

  test('丁目, 番地, 番, 号 and の, in digits and in kanji numbers', () => {
    const spellings = [
      '1丁目2-3',
      '1丁目2番3号',
      '１丁目２番地３',
      '一丁目二番三号',
      '1-2の3',
      '1番地の2の3',
      '一―二―三',
      '一の二の三',
      '一丁目二番地三',
    ].map((number) => at(`渋谷${number}`));
    expect(likeness(...spellings)).toEqual(spellings.map(() => 'same'));
    expect(addressForm('東京都港区芝公園十二丁目三番四号')).toBe(addressForm('東京都港区芝公園12-3-4'));
    expect(addressForm('札幌市中央区北一条西二丁目')).toBe(addressForm('札幌市中央区北1条西2丁目'));
  });

  test('kanji numbers are read as people mean them', () => {
    const read = ['一', '十', '十二', '二十三', '二三', '百八', '千二百三十', '壱弐', '廿五', '番'].map(kanjiNumber);
    expect(read).toEqual(['1', '10', '12', '23', '23', '108', '1230', '12', '25', '番']);
  });
});

describe('what may be one recipient is near', () => {
  test('the same postal code and telephone number', () => {
    expect(
      likeness({ name: '山本 花子' }, { name: '山本 翔', ...at('神宮前5-6-7', '') }, { company: '株式会社みほん' }),
    ).toEqual(['near', 'near', 'near']);
  });

  test('the same name and most of the address', () => {
    const moved = { phone: '090-0000-0001' };
    expect(
      likeness(
        { ...moved },
        { ...moved, ...at('渋谷1-2-3', '') },
        { ...moved, ...at('渋谷1-2-4') },
        { ...moved, postalCode: '' },
        { ...moved, address: { ...place, prefecture: '' } },
        { phone: '' },
      ),
    ).toEqual(['near', 'near', 'near', 'near', 'near', 'near']);
  });

  test('variants of a character are never simply the same', () => {
    const other = { phone: '' };
    const pairs = [
      ['髙橋 花子', '高橋 花子'],
      ['山﨑 太郎', '山崎 太郎'],
      ['𠮷田 一', '吉田 一'],
      ['渡邊 次郎', '渡辺 次郎'],
    ] as const;
    const found = pairs.map(([a, b]) => compareParties({ ...base, name: a }, { ...base, ...other, name: b }));
    expect(found).toEqual(pairs.map(() => 'near'));
    expect(compareParties(base, { ...base, address: { ...place, city: '澁谷区' } })).toBe('near');
  });
});

describe('other recipients are different', () => {
  test('another number, house, person', () => {
    expect(
      likeness(
        { name: '木村 花子', phone: '03-9999-0000' },
        { phone: '', address: { prefecture: '北海道', city: '札幌市中央区', street: '北1条西2-3', building: '' } },
        { name: '木村 花子', postalCode: '1500001' },
      ),
    ).toEqual(['different', 'different', 'different']);
  });

  test('numbers that would run together stay apart', () => {
    expect(addressForm('港区芝公園1-2 3')).not.toBe(addressForm('港区芝公園1-23'));
    expect(addressForm('港区芝公園1-2-3 101')).toBe(addressForm('港区芝公園1-2-3-101'));
    expect(addressForm('港区芝公園1-2-3 2号棟101')).not.toBe(addressForm('港区芝公園1-2-3 2-101'));
    expect(addressForm('一番町3')).not.toBe(addressForm('1-3'));
  });
});

test('an index finds the same at once and else the nearest that was met', () => {
  const index = partyIndex<string>();
  index.add(base, 'first');
  index.add({ ...base, name: '木村 花子', postalCode: '0600001', phone: '' }, 'second');
  expect(index.find({ ...base, ...at('渋谷１丁目２－３') })).toEqual({ likeness: 'same', item: 'first' });
  expect(index.find({ ...base, name: '山本 一' })).toEqual({ likeness: 'near', item: 'first' });
  expect(index.find({ ...base, name: '別人', phone: '' })).toBeUndefined();
});
