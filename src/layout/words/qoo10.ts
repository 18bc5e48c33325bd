import { good } from '../../text/read.ts';
import type { Word } from './word.ts';

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
};
