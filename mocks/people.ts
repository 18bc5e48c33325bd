import type { Random } from './random.ts';
import { lifelike } from './world/lifelike.ts';

/** Real places with their postal codes (Japan Post's list), made-up streets: so that addresses pass a check against the list. */
export interface Place {
  readonly postalCode: string;
  readonly prefecture: string;
  readonly city: string;
  readonly town: string;
}

export const places: readonly Place[] = [
  '100-0005 東京都 千代田区 丸の内',
  '150-0002 東京都 渋谷区 渋谷',
  '060-0001 北海道 札幌市中央区 北一条西',
  '231-0023 神奈川県 横浜市中区 山下町',
  '460-0008 愛知県 名古屋市中区 栄',
  '530-0001 大阪府 大阪市北区 梅田',
  '600-8216 京都府 京都市下京区 東塩小路町',
  '650-0021 兵庫県 神戸市中央区 三宮町',
  '730-0011 広島県 広島市中区 基町',
  '810-0001 福岡県 福岡市中央区 天神',
  '980-0021 宮城県 仙台市青葉区 中央',
  '920-0961 石川県 金沢市 香林坊',
  '330-0846 埼玉県 さいたま市大宮区 大門町',
  '260-0013 千葉県 千葉市中央区 中央',
  '950-0087 新潟県 新潟市中央区 東大通',
  '760-0019 香川県 高松市 サンポート',
  '860-0806 熊本県 熊本市中央区 花畑町',
  '900-0015 沖縄県 那覇市 久茂地',
  '370-0849 群馬県 高崎市 八島町',
  '512-8061 三重県 四日市市 広永町',
  '272-0021 千葉県 市川市 八幡',
  '399-0702 長野県 塩尻市 広丘野村',
].map((line) => {
  const [postalCode = '', prefecture = '', city = '', town = ''] = line.split(' ');
  return { postalCode, prefecture, city, town };
});

const families = ['見本', '試験', '例田', '仮山', '架空', '練習', '模型', '標本', '雛形', '試作'];
const givens = ['太郎', '花子', '一郎', '桜', '次郎', '葵', '三郎', '楓', '健', '恵'];
const buildings = ['', '', 'サンプルマンション', 'テストビル', '見本ハイツ', 'ラボ荘'];

/** A person who does not exist: name, a place, a street below it, a telephone number nobody has (000-0000-…). */
export interface Person {
  readonly name: string;
  readonly place: Place;
  readonly street: string;
  readonly building: string;
  readonly phone: string;
  /** Reading in katakana; left out = made from the lab's own names. */
  readonly kana?: string;
  readonly email?: string;
}

/** Somebody who looks real, see `world/lifelike.ts`. */
export const makeLifelike = (random: Random, from: readonly Place[] = places): Person => ({
  ...lifelike(random),
  place: random.pick(from),
});

export function makePerson(random: Random): Person {
  const building = random.pick(buildings);
  return {
    name: `${random.pick(families)} ${random.pick(givens)}`,
    place: random.pick(places),
    street: `${1 + random.below(9)}-${1 + random.below(30)}-${1 + random.below(20)}`,
    building: building && `${building}${101 + random.below(800)}`,
    phone: `090-0000-${random.digits(4)}`,
  };
}
