import type { Masters } from '../../core/masters.ts';
import { lookUp } from '../masters.ts';
import { isBlank } from '../rule.ts';
import { type Column, most } from './columns.ts';
import type { ProposedField, Question } from './types.ts';

/** What an unknown word of a status column may mean, for people to choose from. */
export const wordMeanings: Readonly<Record<string, readonly string[]>> = {
  'order.status': ['ready', 'unpaid', 'shipped', 'cancelled', 'returned', 'hold'],
  'line.delivery.status': ['ready', 'shipped', 'cancelled', 'returned', 'hold'],
  'order.payment.state': ['paid', 'unpaid', 'cod'],
  'order.cancelled': ['true', 'false'],
};

/** More different words than this, or longer ones, are no status. */
const mostWords = 20;
const longestWord = 30;

/** One question for each word of a status column that its dictionary does not know; without an answer the word holds its orders. */
export function wordQuestions(column: Column, { path, rule }: ProposedField, masters: Masters): Question[] {
  const options = wordMeanings[path.replace(/\.column-\d+$/, '')];
  if (rule.dictionary === undefined || !options) return [];
  return unknownWords(column, masters, rule.dictionary)
    .slice(0, mostWords)
    .map(({ word, count }) => ({
      id: `word:${path}:${word}`,
      kind: 'word',
      path,
      options,
      word,
      count,
      reasons: [{ code: 'words-unknown', args: { column: column.name } }],
    }));
}

/** Share of the filled cells that a dictionary knows, 0…1; 0 of an empty column. */
export function knownShare(column: Column, dictionary: ReadonlyMap<string, string> | undefined): number {
  if (!dictionary || column.filled === 0) return 0;
  return column.cells.filter((cell) => !isBlank(cell) && lookUp(dictionary, cell) !== undefined).length / column.filled;
}

/**
 * Does a column that no field takes seem to say whether an order may ship? Its header speaks of a status or a cancellation, or most
 * of its words are those of a status.
 */
export function maySayStatus(column: Column, { dictionaries }: Masters): boolean {
  const { says, whole, meaning } = column;
  if (column.filled === 0 || column.distinct > mostWords) return false;
  if ((whole && meaning.kind !== 'unknown') || meaning.kind === 'unused') return false;
  if (says.includes('status') || says.includes('cancel')) return true;
  // 「発送」 alone, with 済 and 未 in it; in English it is the fee.
  const isEvent = (word: string) => word === 'shipping' || word === 'delivery';
  const isOnlyEvent = whole && says.some(isEvent) && says.every((word) => isEvent(word) || word === 'filler');
  return (isOnlyEvent && column.share('number') < most) || knownShare(column, dictionaries['order-status']) >= 0.5;
}

/** Words of a column that a dictionary does not know, as they are written, the most frequent first. */
export function unknownWords(
  column: Column,
  masters: Masters,
  dictionary: string,
): readonly { readonly word: string; readonly count: number }[] {
  const known = masters.dictionaries[dictionary] ?? new Map<string, string>();
  const counts = new Map<string, number>();
  for (const cell of column.cells) {
    const word = cell.trim();
    // A star would make a pattern of it.
    const isPlain = word.length <= longestWord && !word.startsWith('*') && !word.endsWith('*');
    if (!isBlank(cell) && isPlain && lookUp(known, word) === undefined) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => ({ word, count })).sort((a, b) => b.count - a.count);
}
