/*
 * What Excel and shops do to people's data so that it still looks like text: house numbers that became dates, names behind
 * asterisks, a dot where the form wanted something. For cells of names and addresses only.
 */

const months = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';

/** Excel's dates and times, in ASCII digits as Excel writes them: a person who types １－２ in full width is not meant. */
const dates = [
  /(?<![\d/])(?:19|20)\d{2}\/\d{1,2}\/\d{1,2}(?![\d/])/,
  /(?<!\d)(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)/,
  /\d{1,4}年\d{1,2}月|\d{1,2}月\d{1,2}日/,
  new RegExp(`(?<![A-Za-z])(?:${months})-\\d{1,2}(?!\\d)|(?<!\\d)\\d{1,2}-(?:${months})(?![a-z])`),
  /(?<![A-Za-z0-9])[MTSHR]\d{1,2}\.\d{1,2}\.\d{1,2}(?!\d)/,
  /(?<![\d:])\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:])/,
];
/** `1/2`, when it is all that the cell has of numbers; `101/102` are two rooms. */
const dayOnly = /^[^\d]*(?:0?[1-9]|1[0-2])\/(?:0?[1-9]|[12]\d|3[01])$/;
const exponent = /\d(?:\.\d+)?E\+\d{1,3}(?!\d)|^\d+\.\d+E\d+$/i;

/** Days from 2000 to 2050 as Excel counts them; nobody's building is a bare number of five digits. */
const serial = (cell: string): boolean =>
  /^\d{5}(?:\.0+)?$/.test(cell) && Number(cell) >= 36_526 && Number(cell) < 55_154;

/** Most addresses have nothing of the kind: one look spares them the rest. */
const suspicious = /[/年月:]|\d{4}-\d\d-|[a-z]-\d|\d-[A-Z]|[MTSHR]\d|E\+?\d|^\s*\d{5}/i;

/** Did Excel make a date, a time, a serial number or an exponent of a number in this cell of an address? */
export function excelDamage(cell: string): boolean {
  if (!suspicious.test(cell)) return false;
  const text = cell.trim();
  return dates.some((form) => form.test(text)) || dayOnly.test(text) || exponent.test(text) || serial(text);
}

const maskMark = /[*＊✱●○◯〇■□×✕非秘匿マ]/;
const maskRun = /([*＊✱●○◯■□×✕])\1/u;
const maskOnly = /^[*＊✱●○◯〇■□×✕\s\u3000]+$/u;
const maskWord = /^(?:非公開|非表示|秘匿|匿名(?:配送)?|マスキング)$/;

/** Is the text hidden behind asterisks, circles or a word for it? (A zero in kanji, 〇, is a number unless it is all there is.) */
export function isMasked(text: string): boolean {
  if (!maskMark.test(text)) return false;
  const plain = text.trim();
  return plain !== '' && (maskRun.test(plain) || maskOnly.test(plain) || maskWord.test(plain));
}

const placeholder = /^[.．。,，、・\-‐－―ー_＿~～/／]+$/;

/** Only dots or dashes: what people type where a form will not take nothing. */
export function isPlaceholder(cell: string): boolean {
  const first = cell.charCodeAt(0);
  // Nearly every cell begins with a digit, a kana or a kanji.
  if ((first >= 0x30 && first <= 0x39) || (first >= 0x3041 && first <= 0x30fa) || (first >= 0x4e00 && first < 0xff00))
    return false;
  return placeholder.test(cell.trim());
}

/** Dots that stand alone between spaces, as in `. 花子` for a missing family name. */
export function withoutLoneDots(text: string): string {
  if (!/[.．。]/.test(text)) return text;
  return text.replace(/(^|[\s\u3000])[.．。]+(?=[\s\u3000]|$)/g, '$1').trim();
}
