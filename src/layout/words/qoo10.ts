import { readDate } from '../../text/datetime.ts';
import { bad, good } from '../../text/read.ts';
import type { Word } from './word.ts';

const read = (doc: string, convert: Word['convert']): Word => ({ doc, side: 'read', convert });

/** `14:00~16:00`, alone or behind a day (three shapes, trust B). */
const hours = /(\d{1,2}):(\d\d)\s*[~〜～-]\s*(\d{1,2}):(\d\d)/;

/** Words of Qoo10's files and answers. */
export const qoo10Words: Readonly<Record<string, Word>> = {
  'qoo10-option': {
    doc: 'Qoo10 オプション情報: `name:value (+price)` parts, without the prices, joined by ` / `',
    side: 'read',
    convert: (text) =>
      good(
        text
          .split(/\s*[,/]\s*/)
          .map((part) => part.replace(/\s*[(（][+-]?[\d,]+\s*円?[)）]\s*$/, '').trim())
          .filter((part) => part !== '')
          .join(' / '),
      ),
  },
  'qoo10-code': read('Qoo10 品番: letters, digits, `-` and `_` only; anything else is a problem', (text) => {
    const code = text.trim();
    return /^[A-Za-z0-9_-]+$/.test(code) ? good(code) : bad('qoo10-code-bad', { code: code.slice(0, 60) });
  }),
  'qoo10-status': read('Qoo10 ShippingStatus: the digit of `On request(2)` or of a bare `2`', (text) =>
    good(/\((\d+)\)\s*$/.exec(text)?.[1] ?? text.trim()),
  ),
  'qoo10-wish-date': read('Qoo10 お届け希望日: the day, with or without hours behind it', (text, { today }) => {
    const day = text.replace(hours, '').trim();
    return day === '' ? good('') : readDate(day, { near: today });
  }),
  'qoo10-wish-slot': read('Qoo10 お届け希望日: its hours as `14-16` (then a dictionary)', (text) => {
    const found = hours.exec(text);
    if (!found) return good('');
    const [, from = '', fromMinutes, to = '', toMinutes] = found;
    return good(fromMinutes === '00' && toMinutes === '00' ? `${Number(from)}-${Number(to)}` : found[0]);
  }),
};
