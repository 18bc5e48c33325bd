import { toAscii } from '../../text/ascii.ts';
import { readYen } from '../../text/number.ts';
import { good, type Read } from '../../text/read.ts';
import type { Word } from './word.ts';

/*
 * What a source says of tax only matters for the receipt of a cash-on-delivery label: what cannot be read is not given here, instead of
 * holding an order that is paid.
 */

/** `300+30` → 330; blank when any part is no whole amount, or the sum is less than nothing. */
function taxSum(text: string): Read<string> {
  let sum = 0;
  for (const part of text.split('+')) {
    const yen = readYen(part);
    if (yen.problem) return good('');
    sum += yen.value;
  }
  return good(sum < 0 ? '' : String(sum));
}

/** Rates that Japan has had since 2019-10 (trust A); any other is not understood. */
const rates = new Map([
  ['10', '10'],
  ['8', '8'],
  ['0', '0'],
  ['0.1', '10'],
  ['0.10', '10'],
  ['0.08', '8'],
]);

function taxRate(text: string): Read<string> {
  const plain = toAscii(text).replace(/[\s%]|パーセント/g, '');
  const known = rates.get(plain.replace(/^(10|8|0)\.0+$/, '$1'));
  if (known !== undefined) return good(known);
  if (/軽減/.test(plain)) return good('8');
  return good(/標準/.test(plain) ? '10' : /非課税|免税|不課税|対象外/.test(plain) ? '0' : '');
}

export const taxWords: Readonly<Record<string, Word>> = {
  tax: {
    doc: 'Tax amounts in whole yen, joined with `+`: their sum; blank when one cannot be read',
    side: 'read',
    convert: taxSum,
  },
  'tax-rate': {
    doc: 'Tax rate: `10`, `8%`, `0.1`, 軽減税率 … → 10, 8 or 0; anything else is blank',
    side: 'read',
    convert: taxRate,
  },
};
