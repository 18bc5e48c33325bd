/** Values for the `{placeholders}` of a sentence. Never personal data. */
export type SentenceArgs = Readonly<Record<string, string | number>>;

/** `sentence`: what happened and where. `remedy`: what to do next. `{name}` is filled from the arguments. */
export interface Sentence {
  readonly sentence: string;
  readonly remedy: string;
}
