import { readPhone } from '../../../text/phone.ts';
import { madeUpText } from './text.ts';

/**
 * A made-up telephone number of the same shape: signs, country code and what tells its kind (0x0, 0120, lost zero) stay, every other digit
 * becomes another. What cannot be read as a number stays unreadable.
 */
export function madeUpPhone(text: string, turn: number): string {
  const before = readPhone(text);
  for (let step = 0; step < 40; step++) {
    const made = change(text, turn + step);
    const after = readPhone(made);
    if (after.problem?.code === before.problem?.code && made !== text) return made;
  }
  return madeUpText(text, turn);
}

const digit = /[0-9０-９]/;

function change(text: string, turn: number): string {
  const exponent = /[eE]\+?\d+$/.exec(text)?.[0] ?? '';
  const body = text.slice(0, text.length - exponent.length);
  const places = [...body.matchAll(/[0-9０-９]/g)].map((found) => found.index);
  const plain = places.map((place) => half(body[place]!)).join('');
  const kept = keptDigits(plain);
  let at = 0;
  let made = '';
  for (const char of body) {
    if (!digit.test(char)) {
      made += char;
      continue;
    }
    const isWide = char > '9';
    const value = kept.has(at) ? half(char) : other(Number(half(char)), turn + at * 3);
    made += isWide ? String.fromCharCode(value.charCodeAt(0) + 0xfee0) : value;
    at++;
  }
  return made + exponent;
}

const half = (char: string): string => (char > '9' ? String.fromCharCode(char.charCodeAt(0) - 0xfee0) : char);

/** Another digit of 1–9. */
const other = (value: number, turn: number): string => {
  const made = (turn % 9) + 1;
  return String(made === value ? (made % 9) + 1 : made);
};

/** Places of the digits that say what kind of number it is. */
function keptDigits(plain: string): ReadonlySet<number> {
  const country = plain.startsWith('81') && plain.length > 10 ? 2 : 0;
  const rest = plain.slice(country);
  const kept = new Set(Array.from({ length: country }, (_, i) => i));
  const keep = (count: number) => {
    for (let i = 0; i < count; i++) kept.add(country + i);
  };
  if (/^0(?:120|800)/.test(rest)) keep(4);
  else if (/^0[5789]0/.test(rest)) keep(3);
  else if (/^[5789]0/.test(rest) && rest.length === 10) keep(2);
  else if (rest.startsWith('03') || rest.startsWith('06')) keep(2);
  else if (rest.startsWith('0')) keep(1);
  return kept;
}
