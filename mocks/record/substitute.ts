import { createHmac } from 'node:crypto';

/** Classes of letters: a letter gives way to another one of its class, so that length, bytes and look stay. */
const classes: readonly string[] = [
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん',
  'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン',
  'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ',
  '０１２３４５６７８９',
];
const kanji =
  '一丁七万三上下中丸久乙九二人今元入八公六冬出加北十千南原口古右同名和四土地坂夏外大天太夫字学宅安実室家宮小少尾山岡岸島川工左市平年広庭引弓弱強後心戸手支文方日早明星春時晴月有朝木末本札村東松林枝柱桜森橋機正歩母毎気水永池沖河泉波浜海清港湖源火点照熊牛犬王玉理生田由甲男町画界畑白百目直石社神福秋科空立竹笑笛米糸細組綿緑線羊美耳聞肉自舟船色花芽若茶草荷菜落葉藤虫血行西見角言計記話語読谷豆貝赤走足路車軍近返送通速進遊運道達遠里重野金銀鉄長門開間関雨雪雲電青音頁頂順頭顔風食首馬高魚鳥麦黄黒';

const poolOf = (letter: string): string | undefined => {
  const found = classes.find((one) => one.includes(letter));
  if (found) return found;
  if (/\p{Script=Han}/u.test(letter) && letter.length === 1) return kanji;
  if (/\p{Script=Hiragana}/u.test(letter)) return classes[3];
  if (/[ァ-ヺ]/.test(letter)) return classes[4];
  if (/[ｦ-ﾟ]/.test(letter)) return classes[5];
  return undefined;
};

/** The same text always gives the same other text of the same length and of the same kinds of letters, by a key that nobody keeps. */
export function createSubstitute(key: Buffer): (value: string) => string {
  const known = new Map<string, string>();
  return (value) => {
    let made = known.get(value);
    for (let turn = 0; made === undefined; turn += 1) {
      const one = letters(value, key, turn);
      // A short text may hit upon itself.
      if (one !== value || turn > 20 || [...value].every((letter) => poolOf(letter) === undefined)) made = one;
    }
    known.set(value, made);
    return made;
  };
}

function letters(value: string, key: Buffer, turn: number): string {
  let stream = Buffer.alloc(0);
  let at = 0;
  let block = 0;
  const next = (): number => {
    if (at + 2 > stream.length) {
      stream = createHmac('sha256', key).update(`${turn} ${block} ${value}`).digest();
      block += 1;
      at = 0;
    }
    at += 2;
    return stream.readUInt16BE(at - 2);
  };
  return [...value]
    .map((letter, index) => {
      const pool = poolOf(letter);
      if (pool === undefined) return letter;
      const chosen = pool[next() % pool.length]!;
      // A number keeps its length: no zero at its beginning that was not there.
      return index === 0 && letter !== '0' && chosen === '0' ? '7' : chosen;
    })
    .join('');
}
