import { arranging } from './arranging.ts';
import { b2 } from './b2.ts';
import { b2Link } from './b2-link.ts';
import { deciding } from './deciding.ts';
import { filing } from './filing.ts';
import { lab } from './lab.ts';
import { loading } from './loading.ts';
import { notifying } from './notifying.ts';
import { reading } from './reading.ts';
import { registering } from './registering.ts';
import { running } from './running.ts';
import type { Sentence, SentenceArgs } from './sentence.ts';
import { settings } from './settings.ts';
import { storing } from './storing.ts';
import { tables } from './tables.ts';
import { telling } from './telling.ts';
import { values } from './values.ts';
import { workbook } from './workbook.ts';

export type { Sentence, SentenceArgs } from './sentence.ts';

/** Every sentence that an operator can meet: stable English code → natural Japanese. One file per stage. */
export const sentences = {
  ...reading,
  ...registering,
  ...workbook,
  ...tables,
  ...values,
  ...deciding,
  ...arranging,
  ...b2,
  ...b2Link,
  ...filing,
  ...lab,
  ...loading,
  ...running,
  ...settings,
  ...storing,
  ...telling,
  ...notifying,
} satisfies Record<string, Sentence>;

export type SentenceCode = keyof typeof sentences;

/** Fills a sentence. A missing argument shows as `{name}`: a test walks all codes so that it does not happen. */
export function say(code: SentenceCode, args: SentenceArgs = {}): Sentence {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole));
  const { sentence, remedy } = sentences[code];
  return { sentence: fill(sentence), remedy: fill(remedy) };
}
