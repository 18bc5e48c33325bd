import type { Random } from '../random.ts';
import { type CartWish, type Choice, placeCart } from './make-cart.ts';
import type { Receiver } from './state/order.ts';
import type { Qoo10State } from './state/state.ts';
import { minute } from './state/times.ts';

const plain: Receiver = {
  name: '見本 太郎',
  kana: 'ミホン タロウ',
  tel: '',
  mobile: '090-0000-0001',
  zip: '100-0005',
  address1: '東京都千代田区',
  address2: '丸の内1-1-1',
};

/** What a recipient may look like on a bad day. Each is one paid purchase. */
const receivers: readonly Partial<Receiver>[] = [
  { name: '髙橋〜試験〜 﨑', address2: '丸の内1-1-1 𠮷野家ビル①号室' },
  { name: '－−‐―ー～〜‖∥', address2: '丸の内１－１－１' },
  { name: '㈱見本商事 ㍿ ℡ №' },
  { kana: 'ﾐﾎﾝ ﾀﾛｳ', name: 'ミホン タロウ' },
  { name: 'がぎぐげご 太郎'.normalize('NFD') },
  { name: '見本 太郎😀', address2: '丸の内1-1-1 ラボ荘👨‍👩‍👧101' },
  { address1: '', address2: '東京都千代田区丸の内1-1-1' },
  { address1: '東京都千代田区丸の内1-1-1', address2: ' ' },
  { address1: '東京都千代田区', address2: '東京都千代田区丸の内1-1-1' },
  { zip: '1000005' },
  { zip: '１００－０００５' },
  { zip: '999-9999' },
  { mobile: '', tel: '' },
  { mobile: '', tel: '03-0000-0002' },
  { mobile: '０９０ー００００ー０００３' },
  { address2: '丸の内1‐1−1\u2028ラボ\u2605ビル' },
  { name: '=HYPERLINK("http://lab.example/","見本")', address2: '丸の内1-1-1 @SUM(A1)' },
  { name: '見本,"太郎"', address2: "丸の内1-1-1 'B' ; DROP" },
  { address2: '丸の内1-1-1\tラボ\nビル\r\n2階' },
  { name: '見本\u200b太\u00a0郎\ufeff\u3000' },
  { name: 'あ'.repeat(60), address2: '丸の内'.repeat(40) },
  { zip: '512-8061', address1: '三重県四日市市', address2: '広永町1-1' },
  { zip: '272-0021', address1: '千葉県市川市', address2: '八幡1-1-1' },
];

export function seedNasty(state: Qoo10State, random: Random, now: number): void {
  let ago = 300;
  const place = (choices: readonly Choice[], wish: CartWish = {}) => {
    ago -= 1;
    return placeCart(state, random, now - ago * minute, choices, wish);
  };
  const tea: Choice = { sellerCode: 'Q10-TEA' };
  for (const receiver of receivers) place([tea], { receiver: { ...plain, ...receiver } });
  // Codes that cannot be taken in: alone, and beside a good line.
  place([{ sellerCode: 'Q10 PEN/B' }]);
  place([{ sellerCode: 'Q10-SOCKS', option: '赤' }]);
  place([{ sellerCode: 'Q10-SOCKS', option: '灰' }]);
  place([tea, { sellerCode: 'Q10 PEN/B' }]);
  place([{ sellerCode: '' }]);
  // An additional option's code in the option code.
  place([{ sellerCode: 'Q10-CAKE', additional: ['御礼'] }]);
  // Emoji and separators in options.
  const odd = (value: string, optionCode: string): Choice => ({
    sellerCode: 'Q10-CASE',
    wish: { options: [{ name: '色🎨/柄', value, price: 0 }], optionCode },
  });
  place([odd('桜🌸 / 白:無地(+0円)', 'SAKURA-01')]);
  place([odd('桜🌸', 'SAKURA🌸')]);
  place([odd('a / b:c', 'AB_C')]);
  place([odd('||*$$', '0012')]);
  place([{ ...tea, quantity: 999 }]);
  place([tea, { ...tea, quantity: 2 }]);
  place([{ ...tea, wish: { title: '長い品名'.repeat(60) } }]);
  place([{ ...tea, wish: { title: '"5本組" ﾎﾞｰﾙﾍﾟﾝ <b>黒</b>\t&amp; 〜', gift: 'おまけ🎁' } }]);
  place([{ ...tea, wish: { sellerItemCode: '0012', unitPrice: 0 } }]);
  place([{ ...tea, wish: { sellerItemCode: '１２３－Ａ' } }]);
  // A carrier's name that no list has, and none although it is paid.
  place([{ sellerCode: 'Q10-LAMP' }]);
  place([{ sellerCode: 'Q10-FREE' }]);
  place([tea], { message: '玄関前に\n置いてください 〜髙橋〜 🙏' });
  place([tea], { wish: { day: '2020-01-01' } });
}
