import { arranging } from './arranging.ts';
import { b2 } from './b2.ts';
import { b2Link } from './b2-link.ts';
import { deciding } from './deciding.ts';
import { editing } from './editing.ts';
import { filing } from './filing.ts';
import { fill } from './fill.ts';
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
  ...editing,
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

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type NamesOf<Code extends SentenceCode> = Names<(typeof sentences)[Code]['sentence' | 'remedy']>;
type IsUnion<One, All = One> = One extends All ? ([All] extends [One] ? false : true) : never;

/** Whoever names one sentence must give its arguments; where the code is only known at run time, so are they. */
type ArgsOf<Code extends SentenceCode> =
  IsUnion<Code> extends false
    ? [NamesOf<Code>] extends [never]
      ? [args?: SentenceArgs]
      : [args: Readonly<Record<NamesOf<Code>, string | number>> & SentenceArgs]
    : [args?: SentenceArgs];

/** A sentence with its arguments (see `fill`). */
export function say<Code extends SentenceCode>(code: Code, ...[args = {}]: ArgsOf<Code>): Sentence {
  const { sentence, remedy }: Sentence = sentences[code];
  return { sentence: fill(sentence, args), remedy: fill(remedy, args) };
}
