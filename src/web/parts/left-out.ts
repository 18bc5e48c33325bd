import { actingWords } from '../../core/sentences/console/acting.ts';
import { fill } from '../../core/sentences/fill.ts';
import type { Result } from '../types.ts';

interface Left {
  readonly code: string;
  readonly number: string;
  readonly customerNo?: string;
  readonly sentence: string;
  readonly remedy: string;
}

/** So many of one reason are named. */
const named = 5;

/** What did not happen, and why: of one reason the first few by name. */
export function leftOutResults(left: readonly Left[], kind: Result['kind'] = 'wrong'): Result[] {
  return [...Map.groupBy(left, (one) => one.code).values()].flatMap((group) => {
    const lines = group.slice(0, named).map(({ customerNo = '', number, sentence, remedy }): Result => {
      const text = fill(actingWords.done.leftOut, { number: customerNo === '' ? number : customerNo, sentence });
      return { kind, text, remedy };
    });
    const rest = group.length - named;
    const [first] = group;
    if (rest > 0 && first)
      lines.push({
        kind,
        text: fill(actingWords.done.more, { count: rest, sentence: first.sentence }),
        remedy: first.remedy,
      });
    return lines;
  });
}
