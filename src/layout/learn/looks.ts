import { toAscii } from '../../text/ascii.ts';
import { readDate } from '../../text/datetime.ts';
import { stripGuard } from '../../text/guard.ts';
import { toFullKana } from '../../text/kana.ts';
import { readCode, readCount, readYen } from '../../text/number.ts';
import { readPhone } from '../../text/phone.ts';
import { municipalitiesAt, prefectureAt } from '../../text/places.ts';
import { knownPostal, readPostal } from '../../text/postal.ts';
import { spokenPrefecture } from '../../text/prefectures.ts';

/** What a cell may look like, whatever its header says. */
export type Look =
  | 'postal'
  | 'postal-listed'
  | 'postal-3'
  | 'postal-4'
  | 'phone'
  | 'phone-part'
  | 'prefecture'
  | 'city'
  | 'address'
  | 'name'
  | 'kana'
  | 'email'
  | 'date'
  | 'yen'
  | 'count'
  | 'code'
  | 'text'
  | 'number';

const japanese = /[\u3041-\u30fe\u3400-\u9fff\uf900-\ufaff々]/;
const kanaOnly = /^[\u3041-\u3096\u30a1-\u30ff\uff61-\uff9f・ー\s\u3000A-Za-zＡ-Ｚａ-ｚ.．()（）]+$/;
const hasKana = /[\u3041-\u3096\u30a1-\u30fa]/;
const anyDigit = /[0-9０-９]/;

/** Does a filled cell look like this? Cheap and forgiving: whole columns decide, not single cells. */
export const looks: Readonly<Record<Look, (text: string) => boolean>> = {
  // Zeros that Excel took away still count.
  postal: (text) => /^〒?\s*(?:\d{3}-?\d{4}|\d{5,6})$/.test(ascii(text)),
  'postal-listed': (text) => {
    const read = readPostal(text);
    return read.problem === undefined && knownPostal(read.value);
  },
  'postal-3': (text) => /^\d{1,3}$/.test(ascii(text)),
  'postal-4': (text) => /^\d{1,4}$/.test(ascii(text)),
  phone: (text) => {
    const read = readPhone(text);
    return read.problem === undefined ? read.value !== '' || /^[-ー－]+$/.test(text.trim()) : false;
  },
  'phone-part': (text) => /^\d{1,5}$/.test(ascii(text)),
  prefecture: (text) => isPrefecture(text.trim()) || /^(?:jp-)?(?:[1-9]|[0-3]\d|4[0-7])$/i.test(ascii(text)),
  city: (text) => japanese.test(text) && !/@/.test(text),
  address: (text) => {
    const found = prefectureAt(text, 0);
    return (
      municipalitiesAt(text, found?.end ?? 0, found?.name ?? '').found.length > 0 || (!!found && japanese.test(text))
    );
  },
  name: (text) =>
    text.length <= 60 && !anyDigit.test(text) && !/@|https?:/.test(text) && readDate(text).problem !== undefined,
  kana: (text) => kanaOnly.test(text) && hasKana.test(toFullKana(text)),
  email: (text) => /^[!-~]+@[!-~]+\.[!-~]+$/.test(text.trim()),
  date: (text) => readDate(text, { near: '2000-01-01' }).problem === undefined,
  yen: (text) => readYen(text).problem === undefined,
  count: (text) => {
    const { value, problem } = readCount(text);
    return (problem === undefined && value < 100_000) || problem?.code === 'count-zero';
  },
  code: (text) => readCode(text).problem === undefined && /^[!-~]{1,60}$/.test(ascii(text)),
  text: () => true,
  number: (text) => /^[-+]?[\d,.]+$/.test(ascii(text)),
};

const ascii = (text: string): string => toAscii(stripGuard(text)).trim();

function isPrefecture(text: string): boolean {
  const found = prefectureAt(text, 0);
  return (found !== null && found.end === text.length) || spokenPrefecture(text) !== '';
}
