import { serviceOptions } from '../../core/b2-matrix.ts';
import type { Service } from '../../core/service.ts';
import { toHalfKana } from '../../text/kana.ts';
import { good } from '../../text/read.ts';
import type { Word } from './word.ts';

const write = (doc: string, convert: Word['convert'], blank = false): Word => ({ doc, side: 'write', convert, blank });
const plain =
  (convert: (text: string) => string): Word['convert'] =>
  (text) =>
    good(convert(text));

/** ISO instant → clock in Japan (UTC+9, no summer time), `YYYY-MM-DD hh:mm:ss`. */
function japanClock(instant: string): string {
  const clock = Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Tokyo').toPlainDateTime();
  return clock.toString({ smallestUnit: 'second' }).replace('T', ' ');
}

/** Letters, digits and signs of ASCII for their full-width twins; everything else stays. */
function narrow(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/　/g, ' ');
}

function wide(text: string): string {
  return text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)).replace(/ /g, '　');
}

/** Converters of the writing side: what the bridge works with → what the receiver wants to see. */
export const writeWords: Readonly<Record<string, Word>> = {
  'date-slash': write(
    '2026-11-21 → 2026/11/21',
    plain((text) => text.slice(0, 10).replaceAll('-', '/')),
  ),
  'date-hyphen': write(
    '2026/11/21 → 2026-11-21',
    plain((text) => text.slice(0, 10).replaceAll('/', '-')),
  ),
  'date-compact': write(
    '2026-11-21 → 20261121',
    plain((text) => text.slice(0, 10).replaceAll(/[-/]/g, '')),
  ),
  'date-midnight': write(
    '2026-11-21 → 2026/11/21 00:00:00',
    plain((text) => `${text.replaceAll('-', '/')} 00:00:00`),
  ),
  'instant-slash': write(
    'Instant → 2026/11/21 09:30:00, Japan time',
    plain((text) => japanClock(text).replaceAll('-', '/')),
  ),
  'instant-date': write(
    'Instant → 2026-11-21, the day in Japan',
    plain((text) => japanClock(text).slice(0, 10)),
  ),
  'instant-iso': write(
    'Instant → 2026-11-21T09:30:00+09:00',
    plain((text) => `${japanClock(text).replace(' ', 'T')}+09:00`),
  ),
  'postal-hyphen': write(
    '1234567 → 123-4567',
    plain((text) => (/^\d{7}$/.test(text) ? `${text.slice(0, 3)}-${text.slice(3)}` : text)),
  ),
  'tracking-hyphen': write(
    '12 digits → 4-4-4',
    plain((text) => text.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3')),
  ),
  digits: write(
    'Digits only; everything else is left out',
    plain((text) => narrow(text).replace(/\D/g, '')),
  ),
  alnum: write('Full-width letters, digits and signs become half-width', plain(narrow)),
  full: write('ASCII becomes full-width', plain(wide)),
  'kana-half': write(
    'Kana become half-width; what has no half-width form stays and the column check reports it',
    plain((text) => toHalfKana(text).text),
  ),
  upper: write(
    'Capital letters',
    plain((text) => text.toUpperCase()),
  ),
  lower: write(
    'Small letters',
    plain((text) => text.toLowerCase()),
  ),
  'flag-01': write(
    'true → 1, blank → 0',
    plain((text) => (text === 'true' ? '1' : '0')),
    true,
  ),
  'given-01': write(
    'Anything → 1, blank → 0',
    plain((text) => (text === '' ? '0' : '1')),
    true,
  ),
  'missing-01': write(
    'Anything → 0, blank → 1',
    plain((text) => (text === '' ? '1' : '0')),
    true,
  ),
  'more-than-one': write(
    '1 → blank, other numbers stay (a parcel count that is only said when it matters)',
    plain((text) => (text === '1' ? '' : text)),
  ),
  'b2-frame': write(
    '`service:count` → 個数口表示フラグ: 3 (frame with the count) for several parcels of a slip type that has the frame',
    plain((text) => {
      const [service = '', count = ''] = text.split(':');
      const has = Object.hasOwn(serviceOptions, service) && serviceOptions[service as Service].frame;
      return has && Number(count) > 1 ? '3' : '';
    }),
  ),
  'b2-closure-key': write(
    '`key:count:number` → 複数口くくりキー: the key, or for several parcels the end of the number (letters and digits), else blank',
    plain((text) => {
      // A blank key is not there at all: blanks are left out of a join.
      const [number = '', count = '', key = ''] = text.split(':').reverse();
      // Parcels of one slip need a key in B2's API; it must differ from every other slip's (trust B).
      return key === '' && Number(count) > 1 ? number.replace(/[^A-Za-z0-9]/g, '').slice(-20) : key;
    }),
  ),
  'first-word': write(
    'Text before the first comma or space',
    plain((text) => text.split(/[,，、\s　]/)[0]!),
  ),
  'b2-address': write(
    'Prefecture, municipality, street (join) as one box; each part keeps its own limit 8/24/32, the rest of the street goes to overflow',
    plain((text) => text),
  ),
};
