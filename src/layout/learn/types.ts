import type { Rule } from '../types.ts';
import type { Column } from './columns.ts';
import type { Header } from './header.ts';

/** Why something is proposed, left out or asked; the words are in `core/sentences/learning.ts`. Never holds a cell. */
export interface Reason {
  readonly code: ReasonCode;
  readonly args?: Readonly<Record<string, string | number>>;
}

export type ReasonCode =
  | 'header-says'
  | 'header-in-part'
  | 'cells-agree'
  | 'cells-disagree'
  | 'column-empty'
  | 'in-every-row'
  | 'binds-rows'
  | 'only-person'
  | 'other-person'
  | 'family-and-given'
  | 'in-pieces'
  | 'words-known'
  | 'words-unknown'
  | 'preferred'
  | 'rival'
  | 'varies'
  | 'not-clear'
  | 'always-asked'
  | 'number-filled'
  | 'looks-like'
  | 'known-unused'
  | 'not-known'
  | 'no-name'
  | 'no-column'
  | 'blank-numbers'
  | 'repeats'
  | 'may-stop'
  | 'like-status'
  | 'day-of-shipping'
  | 'pointed'
  | 'pointed-away';

/** A field of the layout that is being made. */
export interface ProposedField {
  readonly path: string;
  readonly rule: Rule;
  /** Columns that it takes, by position. */
  readonly columns: readonly number[];
  readonly reasons: readonly Reason[];
}

/** What only a person can say. An answer is one of `options`; without an answer the safe side is taken: nothing is used, or held. */
export interface Question {
  readonly id: string;
  /** `use` may this field be taken so? · `pick` which column is it? · `word` what does this word mean? · `fact` yes or no about the file. */
  readonly kind: 'use' | 'pick' | 'word' | 'fact';
  /** Field that it is about; '' = the file as a whole. */
  readonly path: string;
  readonly options: readonly string[];
  /** The likely answer; never taken by itself. */
  readonly suggested?: string;
  /** `use`: the field as it would be taken. */
  readonly field?: ProposedField;
  /** `pick`: columns that look like it, best first; a column's answer is its position as text. */
  readonly columns?: readonly number[];
  /** `word`: the word in question, and in how many rows it stands. */
  readonly word?: string;
  readonly count?: number;
  /** Without an answer no layout can be made. */
  readonly needed?: boolean;
  readonly reasons: readonly Reason[];
}

export type Answers = Readonly<Record<string, string>>;

/** How rows and parties hang together. */
export interface Settings {
  readonly continuation: 'repeated' | 'blank-is-same';
  readonly part: 'all' | 'header' | 'lines';
}

/** A column that no field takes, and why. */
export interface LeftColumn {
  readonly at: number;
  readonly reason: Reason;
}

/** What `learn` makes of a file. Everything in `fields` is sure; what is not sure stands in `questions`. */
export interface Proposal {
  readonly header: Header;
  readonly columns: readonly Column[];
  readonly fields: readonly ProposedField[];
  readonly questions: readonly Question[];
  readonly left: readonly LeftColumn[];
  readonly settings: Settings;
  /** What is worth saying about the file as a whole. */
  readonly notes: readonly Reason[];
}
