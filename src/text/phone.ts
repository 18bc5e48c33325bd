import { toAscii } from './ascii.ts';
import { stripGuard } from './guard.ts';
import { bad, good, noted, type Read } from './read.ts';

const plain = /^0\d{1,4}-\d{1,4}-\d{3,4}$/;

/**
 * A Japanese phone number: digits, with the hyphens as given (`03-1234-5678`, `09012345678`); '' for an empty cell or a
 * lone hyphen, also with nothing but a country in front (`+81--`). `+81` becomes 0. A lost leading zero is put back where only one number is possible (said); exponent form,
 * wrong length, several numbers and foreign numbers are problems. Never longer than 15 characters.
 */
export function readPhone(raw: string): Read<string> {
  if (plain.test(raw) && isDomestic(raw.replaceAll('-', ''), raw)) return good(raw);
  let text = toAscii(stripGuard(raw)).trim();
  if (text === '' || /^(?:\+\d{1,3})?-+$/.test(text)) return good('');
  if (/^\d+(?:\.\d+)?e\+?\d+$/i.test(text)) return bad('phone-exponent');
  text = text
    .replace(/^(?:TEL|電話|℡|☎|☏)\s*[:.]?\s*/i, '')
    .replace(/^(\d+)\.0+$/, '$1')
    .replace(/^\((0\d{1,4})\)\s*/, '$1-')
    .replace(/\((\d{1,4})\)/, '-$1-');
  if (/\d[^\d-]*[/,;、・][^\d]*\d{2}/.test(text)) return bad('phone-several');
  const country = /^(?:\+|00|010-?)81[- ]?(.*)$/.exec(text);
  if (country) text = `0${(country[1] as string).replace(/^[- ]*(?:0[- ]*)?/, '')}`;
  else if (/^(?:\+|00[1-9]|010[1-9])/.test(text)) return bad('phone-foreign');
  text = text
    .replace(/[\s.]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
  if (!/^[\d-]+$/.test(text)) return bad('phone-unreadable');
  const digits = text.replaceAll('-', '');
  if (isDomestic(digits, text)) return good(text.length <= 15 ? text : digits);
  if (isShort(digits)) return noted(`0${text}`.length <= 15 ? `0${text}` : `0${digits}`, 'phone-repaired');
  if (/^81[1-9]/.test(digits) && isDomestic(`0${digits.slice(2)}`))
    return noted(`0${digits.slice(2)}`, 'phone-repaired');
  return bad('phone-length', { digits: digits.length });
}

/**
 * 11 digits for 0A0 numbers (mobile, IP, pager, M2M) and 0800, 10 for all others. Source: numbering plan, trust A. 03 (030
 * is not in use) and a written `06-` are area codes whatever follows: the number need not be in service to be a number.
 */
function isDomestic(digits: string, written = ''): boolean {
  const first = digits.charCodeAt(0);
  const second = digits.charCodeAt(1);
  if (first !== 0x30 || !(second >= 0x31 && second <= 0x39)) return false;
  if (digits.startsWith('03') || written.startsWith('06-')) return digits.length === 10;
  const long = (digits.charCodeAt(2) === 0x30 && digits.slice(0, 4) !== '0990') || digits.startsWith('0800');
  return digits.length === (long ? 11 : 10);
}

/** Without its leading zero, and nothing else it could be: 70/80/90/50 + 8 digits, or a 9-digit fixed line. */
function isShort(digits: string): boolean {
  if (digits.length === 10) return /^[5789]0/.test(digits);
  return digits.length === 9 && /^[1-9][1-9]/.test(digits);
}
