import { fit as fitWidth } from '../text/width.ts';

/**
 * Parts a text that is too wide: at most `max` in the head, nothing lost. Parts at white space, or else in front of a run of
 * digits and letters that would be cut in two, when that leaves at least half of the room used.
 */
export function wholeWords(text: string, max: number): { head: string; rest: string } {
  const cut = fitWidth(text, max);
  if (cut.rest === '') return cut;
  const at = cut.head.length;
  if (/^[\s　]/.test(cut.rest)) return parted(text, at);
  for (const before of [
    /[\s　](?=[^\s　]*$)/,
    /(?<![0-9０-９A-Za-zＡ-Ｚａ-ｚ\-－‐−―ー])(?=[0-9０-９A-Za-zＡ-Ｚａ-ｚ][0-9０-９A-Za-zＡ-Ｚａ-ｚ\-－‐−―ー]*$)/,
  ]) {
    const place = cut.head.search(before);
    if (place * 2 < at) continue;
    if (before.source.startsWith('(?<!') && !joins.test(cut.rest)) continue;
    return parted(text, place);
  }
  return cut;
}

const joins = /^[0-9０-９A-Za-zＡ-Ｚａ-ｚ\-－‐−―ー]/;

function parted(text: string, at: number): { head: string; rest: string } {
  return { head: text.slice(0, at), rest: text.slice(at).replace(/^[\s　]/, '') };
}

/** Two leftovers in their order, kept apart by a space. */
export function carry(first: string, second: string): string {
  return first === '' ? second : second === '' ? first : `${first} ${second}`;
}
