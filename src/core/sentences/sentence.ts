/** Values for the `{placeholders}` of a sentence. Never personal data. */
export type SentenceArgs = Readonly<Record<string, string | number>>;

/** `sentence`: what happened and where. `remedy`: what to do next. `{name}` is filled from the arguments. */
export interface Sentence {
  readonly sentence: string;
  readonly remedy: string;
  /** Instead of `remedy`, where the order came through a marketplace's API and there is no file to put in again. */
  readonly remedyByApi?: string;
  /** Instead of `remedy`, where a person typed the value (`orders edit`) and there is no file either. */
  readonly remedyTyped?: string;
}

/** How the orders of a shop come: dropped files, its marketplace's API, or either. */
export type OrderSource = 'files' | 'api' | 'both';
