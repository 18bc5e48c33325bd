import type { Random } from '../random.ts';

/*
 * People who look right and do not exist: common names by chance, streets and houses made up, telephone numbers that nobody has
 * (0000 in the middle). The plain people of the lab are called 見本 and 試験, so that nobody mixes them up; these are for screens and
 * address checks that must see what real ones look like.
 */

const pairs = (text: string): readonly (readonly [string, string])[] =>
  text.split(',').map((one) => one.split(' ') as unknown as readonly [string, string]);

const families = pairs(
  '佐藤 サトウ,鈴木 スズキ,高橋 タカハシ,髙橋 タカハシ,田中 タナカ,伊藤 イトウ,渡辺 ワタナベ,渡邉 ワタナベ,山本 ヤマモト,中村 ナカムラ,小林 コバヤシ,加藤 カトウ,吉田 ヨシダ,山田 ヤマダ,佐々木 ササキ,山口 ヤマグチ,松本 マツモト,井上 イノウエ,木村 キムラ,林 ハヤシ,斎藤 サイトウ,齋藤 サイトウ,清水 シミズ,山﨑 ヤマザキ,阿部 アベ,池田 イケダ,橋本 ハシモト,長谷川 ハセガワ,五十嵐 イガラシ,小笠原 オガサワラ',
);
const givens = pairs(
  '陽菜 ヒナ,結衣 ユイ,美咲 ミサキ,さくら サクラ,あかり アカリ,裕子 ユウコ,恵子 ケイコ,由美子 ユミコ,直美 ナオミ,真由美 マユミ,蓮 レン,大翔 ヒロト,翔太 ショウタ,健太 ケンタ,直樹 ナオキ,拓也 タクヤ,誠 マコト,隆 タカシ,和夫 カズオ,健一郎 ケンイチロウ,カレン カレン,理恵 リエ',
);
const houses = [
  '',
  '',
  '',
  'メゾン青葉',
  'コーポ桜',
  'グリーンハイツ',
  'サンシティ',
  'パークサイド',
  'ハイム白樺',
  'プレジール弐番館',
];

/** Name and reading, street below the town, house, telephone number. */
export function lifelike(random: Random) {
  const [family, familyKana] = random.pick(families);
  const [given, givenKana] = random.pick(givens);
  const house = random.pick(houses);
  const [chome, ban, go] = [1 + random.below(6), 1 + random.below(28), 1 + random.below(20)];
  const room = house && `${1 + random.below(9)}${String(1 + random.below(8)).padStart(2, '0')}`;
  return {
    name: `${family} ${given}`,
    kana: `${familyKana} ${givenKana}`,
    street: random.next() < 0.5 ? `${chome}丁目${ban}-${go}` : `${chome}-${ban}-${go}`,
    building: house && `${house}${random.next() < 0.5 ? ' ' : ''}${room}${random.next() < 0.3 ? '号室' : ''}`,
    phone: `${random.pick(['090', '080', '070'])}-0000-${random.digits(4)}`,
  };
}
