import { fold } from '../../core/fold.ts';
import { type Meaning, meaningOf } from './concepts.ts';

/** A header text as the dictionary understands it. */
export interface Understood {
  readonly meaning: Meaning;
  /** Every character belongs to a known word; else `meaning` is what the known words alone would say. */
  readonly whole: boolean;
  /** Meanings of its known words, in their order. */
  readonly says: readonly string[];
  /** Number at its end or in brackets (`住所2`), 0 = none: the order of columns that make one field. */
  readonly index: number;
  /** How far up in the dictionary its words stand; smaller is preferred among columns of one field. */
  readonly rank: number;
}

/** Header words ready for cutting: letters without spaces and signs → meanings and place in the dictionary. */
export type HeaderWords = ReadonlyMap<string, { readonly meanings: readonly string[]; readonly rank: number }>;

/** The dictionary `header-words` (folded word → meanings) as it is used for cutting headers. */
export function headerWords(dictionary: ReadonlyMap<string, string>): HeaderWords {
  const words = new Map<string, { meanings: readonly string[]; rank: number }>();
  for (const [word, value] of dictionary) {
    const plain = letters(word);
    if (plain !== '' && !words.has(plain)) words.set(plain, { meanings: value.split(/\s+/), rank: words.size });
  }
  return words;
}

/** Folded, and without brackets, dashes and other signs, so that `ship-city` and `氏(配送先)` are runs of words. */
const letters = (text: string): string => fold(text).replace(/[^\p{L}\p{N}〒々]+/gu, '');

/** Longest header that is cut; a longer one is a sentence. */
const longest = 60;

interface Cut {
  readonly unknown: number;
  readonly words: number;
  readonly meanings: readonly string[];
  readonly digits: readonly number[];
  readonly rank: number;
}

const start: Cut = { unknown: 0, words: 0, meanings: [], digits: [], rank: 0 };
const better = (a: Cut, b: Cut | undefined): boolean =>
  b === undefined || a.unknown < b.unknown || (a.unknown === b.unknown && a.words < b.words);

const nothing: Understood = { meaning: { kind: 'unknown' }, whole: false, says: [], index: 0, rank: 0 };

/** Cuts a header into known words: as few unknown letters as possible, then as few words as possible. */
export function understand(header: string, words: HeaderWords): Understood {
  const text = letters(header);
  if (text === '' || text.length > longest) return nothing;
  const best: (Cut | undefined)[] = [start];
  for (let at = 0; at < text.length; at++) {
    const here = best[at]!;
    const put = (end: number, cut: Cut) => {
      if (better(cut, best[end])) best[end] = cut;
    };
    const digits = /^\d+/.exec(text.slice(at))?.[0];
    if (digits) put(at + digits.length, { ...here, words: here.words + 1, digits: [...here.digits, Number(digits)] });
    put(at + 1, { ...here, unknown: here.unknown + 1 });
    for (let end = at + 1; end <= text.length; end++) {
      const word = words.get(text.slice(at, end));
      if (!word) continue;
      const { meanings, rank } = word;
      put(end, {
        ...here,
        words: here.words + 1,
        meanings: [...here.meanings, ...meanings],
        rank: here.rank + (meanings[0] === 'filler' ? 0 : rank),
      });
    }
  }
  const { unknown, meanings, digits, rank } = best[text.length]!;
  return { meaning: meaningOf(meanings), whole: unknown === 0, says: meanings, index: digits.at(-1) ?? 0, rank };
}
