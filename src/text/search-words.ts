import type { Order, Party } from '../core/order.ts';
import { oneGlyph } from './glyphs.ts';
import { toKatakana } from './kana.ts';

/**
 * Words that an order is found by: names and companies with their pieces (`n:`), phone numbers (`p:`) and their last four
 * digits (`t:`), postal codes (`z:`). Two spellings of one thing (widths, spaces, hyphens, 髙 and 高, ひらがな and カタカナ) give
 * the same words. Each once, in no particular order.
 */
export function searchWords({ orderer, destinations }: Pick<Order, 'orderer' | 'destinations'>): string[] {
  const words = new Set<string>();
  for (const party of [orderer, ...destinations.map((one) => one.consignee)]) addParty(words, party);
  return [...words];
}

/**
 * What a person typed → words that must all be there. Digits (with hyphens, spaces, brackets, 〒, +81) are a phone number, its last
 * four digits, or a postal code; anything else are names, parted by spaces. Empty = nothing that could be looked for.
 */
export function queryWords(text: string): string[] {
  const digits = digitsOf(text);
  if (digits !== null) return [digitWord(digits)];
  const words = pieces(text).map((piece) => {
    const number = digitsOf(piece);
    return number === null ? `n:${piece}` : digitWord(number);
  });
  return [...new Set(words)];
}

function digitWord(digits: string): string {
  if (digits.length === 4) return `t:${digits}`;
  return digits.length === 7 ? `z:${digits}` : `p:${domestic(digits)}`;
}

function addParty(words: Set<string>, { name, kana, company, postalCode, phone }: Party): void {
  for (const text of [name, kana, company]) addName(words, text);
  if (postalCode !== '') words.add(`z:${postalCode}`);
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 6) return;
  words.add(`p:${domestic(digits)}`);
  words.add(`t:${digits.slice(-4)}`);
}

/** Pieces of one name that are kept: a cell that holds a whole letter must not fill the index. */
const mostPieces = 6;
const mostCharacters = 60;

function addName(words: Set<string>, text: string): void {
  if (text === '') return;
  const all = pieces(text).slice(0, mostPieces);
  const whole = all.join('').slice(0, mostCharacters);
  if (whole === '') return;
  words.add(`n:${whole}`);
  for (const piece of all) words.add(`n:${piece.slice(0, mostCharacters)}`);
  if (all.length > 1) return;
  // Written without a space: the family name has mostly two characters, now and then three, the given name mostly two.
  const characters = [...whole];
  if (characters.length < 3 || characters.length > 7 || !/^[\p{Script=Han}\p{Script=Katakana}ー々]+$/u.test(whole))
    return;
  for (const length of [2, 3]) words.add(`n:${characters.slice(0, length).join('')}`);
  words.add(`n:${characters.slice(-2).join('')}`);
}

const legalForms = /株式会社|有限会社|合同会社|合資会社|合名会社|\((?:株|有|同|資|名)\)/g;
const titles = /(?:様|さま|殿|御中)$/;
const memory = new Map<string, readonly string[]>();

/** Pieces of a name in the form in which names are compared. */
function pieces(text: string): readonly string[] {
  let known = memory.get(text);
  if (known) return known;
  known = oneGlyph(toKatakana(text.normalize('NFKC').toLowerCase().replace(legalForms, ' ').trim().replace(titles, '')))
    .split(/[^\p{L}\p{N}\p{M}ー々]+/u)
    .filter((piece) => piece !== '');
  if (memory.size >= 10_000) memory.clear();
  memory.set(text, known);
  return known;
}

/** The digits of a number as people write it, `null` when it is more than a number. */
function digitsOf(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/[\s〒()‐‑‒–—−ー\-.+]/g, '');
  return /^\d{4,}$/.test(plain) ? plain : null;
}

/** +81 90 … and 090 … are one number. */
function domestic(digits: string): string {
  return /^81[1-9]\d{8,9}$/.test(digits) ? `0${digits.slice(2)}` : digits;
}
