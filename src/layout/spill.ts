import { kanjiDigits } from '../core/kanji-number.ts';
import { fit as fitWidth } from '../text/width.ts';

/**
 * Parts a text that is too wide: at most `max` in the head, nothing lost. Never inside a number with its units (`３６６番２`,
 * `1丁目2-3`, `203号室`), a bracket, or a word of letters and digits; at white space where that leaves at least half of the
 * room used, else at the last place that is left. `strict`: where there is no such place the head is blank; else a text that is all one
 * word is cut anywhere.
 */
export function wholeWords(text: string, max: number, { strict = false } = {}): { head: string; rest: string } {
  const cut = fitWidth(text, max);
  if (cut.rest === '') return cut;
  const at = cut.head.length;
  const closed = unbreakable(text);
  const isOpen = (place: number) =>
    !clings.test(text.charAt(place)) && !closed.some(([from, to]) => from < place && place < to);
  const isSpace = (place: number) => /[\s　]/.test(text.charAt(place));
  for (let place = at; place * 2 >= at; place--) if (isSpace(place) && isOpen(place)) return parted(text, place);
  for (let place = at; place > 0; place--) if (isOpen(place)) return parted(text, place);
  return strict ? { head: '', rest: text } : cut;
}

const hyphen = '[-‐‑‒–—―−－ーｰ]';
const digit = '[0-9０-９A-Za-zＡ-Ｚａ-ｚ]';
const unit = '(?:丁目|丁|番地|番|号|条|線|地割|区画|街区|画地|階|室|棟|館)';
const kanji = `[${kanjiDigits}]+(?=${unit})`;
/** Numbers and letters with their units, bound by hyphens, の, or nothing. */
const chain = new RegExp(
  `(?:第)?(?:${digit}+|${kanji})${unit}*(?:(?:${hyphen}|の|ノ)*(?:${digit}+|${kanji})${unit}*|${hyphen}+)*`,
  'g',
);
const brackets = /[(（[［【「『〔](?:[^)）\]］】」』〕]*)[)）\]］】」』〕]/g;

/** What no line may begin with: hyphens, closing brackets and points. */
const clings = new RegExp(`${hyphen}|[)）\\]］】」』〕、。，．,.・]`);

/** Stretches of the text that stay in one piece, as `[from, to)`. */
function unbreakable(text: string): [number, number][] {
  return [chain, brackets].flatMap((pattern) =>
    [...text.matchAll(pattern)].map((found): [number, number] => [found.index, found.index + found[0].length]),
  );
}

function parted(text: string, at: number): { head: string; rest: string } {
  return { head: text.slice(0, at), rest: text.slice(at).replace(/^[\s　]/, '') };
}

/** Two leftovers in their order, kept apart by a space. */
export function carry(first: string, second: string): string {
  return first === '' ? second : second === '' ? first : `${first} ${second}`;
}
