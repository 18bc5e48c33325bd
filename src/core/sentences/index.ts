import { arranging } from './arranging.ts';
import { b2 } from './b2.ts';
import { b2Link } from './b2-link.ts';
import { consoleAccess } from './console/access.ts';
import { deciding } from './deciding.ts';
import { editing } from './editing.ts';
import { filing } from './filing.ts';
import { fill } from './fill.ts';
import { keeping } from './keeping.ts';
import { lab } from './lab.ts';
import { learning } from './learning.ts';
import { loading } from './loading.ts';
import { notifying } from './notifying.ts';
import { reading } from './reading.ts';
import { registering } from './registering.ts';
import { rules } from './rules.ts';
import { running } from './running.ts';
import type { OrderSource, Sentence, SentenceArgs } from './sentence.ts';
import { service } from './service.ts';
import { settings } from './settings.ts';
import { stock } from './stock.ts';
import { storing } from './storing.ts';
import { tables } from './tables.ts';
import { telling } from './telling.ts';
import { undoing } from './undoing.ts';
import { values } from './values.ts';
import { workbook } from './workbook.ts';

export type { OrderSource, Sentence, SentenceArgs } from './sentence.ts';

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
  ...undoing,
  ...keeping,
  ...b2,
  ...b2Link,
  ...consoleAccess,
  ...filing,
  ...lab,
  ...learning,
  ...loading,
  ...rules,
  ...running,
  ...service,
  ...settings,
  ...stock,
  ...storing,
  ...telling,
  ...notifying,
} satisfies Record<string, Sentence>;

export type SentenceCode = keyof typeof sentences;

/** What an older version wrote down may have no sentence any more. */
export const isSentenceCode = (code: string): code is SentenceCode => Object.hasOwn(sentences, code);

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type NamesOf<Code extends SentenceCode> = Names<(typeof sentences)[Code]['sentence' | 'remedy']>;
type IsUnion<One, All = One> = One extends All ? ([All] extends [One] ? false : true) : never;

/** Whoever names one sentence must give its arguments; where the code is only known at run time, so are they. */
type ArgsOf<Code extends SentenceCode> =
  IsUnion<Code> extends false
    ? [NamesOf<Code>] extends [never]
      ? [args?: SentenceArgs, source?: OrderSource | 'typed']
      : [args: Readonly<Record<NamesOf<Code>, string | number>> & SentenceArgs, source?: OrderSource | 'typed']
    : [args?: SentenceArgs, source?: OrderSource | 'typed'];

export interface Said {
  readonly sentence: string;
  readonly remedy: string;
}

/** A sentence with its arguments (see `fill`), and the remedy that fits how the order came. */
export function say<Code extends SentenceCode>(code: Code, ...[args = {}, source = 'files']: ArgsOf<Code>): Said {
  const { sentence, remedy, remedyByApi = remedy, remedyTyped = remedy }: Sentence = sentences[code];
  const byWay = { files: remedy, api: remedyByApi, both: bothWays(remedyByApi, remedy), typed: remedyTyped }[source];
  return { sentence: fill(sentence, args), remedy: fill(byWay, args) };
}

const bothWays = (byApi: string, byFile: string): string =>
  byApi === byFile ? byFile : `自動で取得した注文：${byApi} ファイルで入れた注文：${byFile}`;
