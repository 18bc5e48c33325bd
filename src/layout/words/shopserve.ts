import { good } from '../../text/read.ts';
import type { Word } from './word.ts';

/** Codes of carriers, our stand-in (trust C), with the labels of shopserve's screens (trust A). */
const carriers: Readonly<Record<string, string>> = {
  Yamato: 'ヤマト運輸',
  Sagawa: '佐川急便',
  JapanPost: '日本郵便',
  Seino: '西濃運輸',
  Fukuyama: '福山通運',
};
const cool: Readonly<Record<string, string>> = { NoControl: '', Standard: '', 常温: '', Cold: '冷蔵', Freeze: '冷凍' };

/** Words of shopserve's answers. */
export const shopserveWords: Readonly<Record<string, Word>> = {
  'shopserve-method': {
    doc: 'shopserve: carrier and temperature joined by `/` (`Yamato/Cold` → ヤマト運輸 冷蔵); a temperature alone stays, unknown words stay',
    side: 'read',
    convert: (text) => {
      const words = text.split('/').map((word) => cool[word.trim()] ?? carriers[word.trim()] ?? word.trim());
      const [first = '', ...rest] = words.filter((word) => word !== '');
      return good(rest.length === 0 ? first : `${first}（${rest.join('・')}）`);
    },
  },
};
