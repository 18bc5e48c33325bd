import { type SentenceArgs, type SentenceCode, say, sentences } from '../../core/sentences/index.ts';
import { countTitle } from '../../core/sentences/jobs.ts';
import type { RunRecord } from '../../store/types.ts';

/** `new 3、revised 1`; blank counts left out. */
export function countWords({ counts }: Pick<RunRecord, 'counts'>): string {
  return Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${countTitle(name)} ${count}`)
    .join('、');
}

/** The sentence of an item of a run; what its arguments do not say is shown as `…`. */
export function sayItem(code: string, args: SentenceArgs = {}): { sentence: string; remedy: string } {
  // Some name what they speak of behind a colon.
  const [known = ''] = code.split(':');
  if (!(known in sentences)) return { sentence: code, remedy: '' };
  // Jobs are those of shops with an API.
  const { sentence, remedy } = say(known as SentenceCode, args, 'api');
  const plain = (text: string) => text.replace(/\{\w+\}/g, '…');
  return { sentence: plain(sentence), remedy: plain(remedy) };
}
