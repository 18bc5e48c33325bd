import { toAscii } from '../../text/ascii.ts';
import { readPhone } from '../../text/phone.ts';
import { postalFits, readPostal } from '../../text/postal.ts';
import { noted, type Read } from '../../text/read.ts';

/**
 * A postal code from two cells (3 + 4 digits, joined with `-`), of which Excel may have taken zeros: `7-844` is 007-0844.
 * Filled up only when the code is listed and belongs to `address`; everything else is read like any postal code.
 */
export function postalParts(text: string, address: string): Read<string> {
  const [left = '', right = ''] = toAscii(text).trim().split('-');
  if (!/^\d{1,3}$/.test(left) || !/^\d{1,4}$/.test(right) || left.length + right.length === 7)
    return readPostal(text, address);
  const code = left.padStart(3, '0') + right.padStart(4, '0');
  return postalFits(code, address) === 'fits' ? noted(code, 'postal-repaired') : readPostal(text, address);
}

/**
 * A telephone number from three cells (joined with `-`), of which Excel may have taken zeros: `90-0-12` is 090-0000-0012,
 * `11-0-73` is 011-000-0073. The area code says how many digits the middle must have (numbering plan, trust A: 10 digits,
 * 11 with 0A0 and 0800), so the zeros are certain; a number that would not come out right is left to `readPhone`.
 */
export function phoneParts(text: string): Read<string> {
  const cells = toAscii(text).trim().split('-');
  if (cells.length !== 3 || !cells.every((cell) => /^\d{1,4}$/.test(cell))) return readPhone(text);
  const given = readPhone(text);
  if (given.problem === undefined && given.notes.length === 0) return given;
  const area = cells[0]!.startsWith('0') ? cells[0]! : `0${cells[0]}`;
  const last = cells[2]!.padStart(area === '0120' || area === '0800' ? 3 : 4, '0');
  const long = /^0[5789]0$/.test(area) || area === '0800';
  const middle = cells[1]!.padStart((long ? 11 : 10) - area.length - last.length, '0');
  const repaired = readPhone(`${area}-${middle}-${last}`);
  return repaired.problem === undefined ? noted(repaired.value, 'phone-repaired') : given;
}
