import type { Kind } from './outcome.ts';
import { type OrderSource, type SentenceArgs, type SentenceCode, say } from './sentences/index.ts';

/** Where something stands in what came in. Rows are counted as Excel or an editor shows them (1-based). */
export interface Place {
  /** File name as it was dropped (no folder). */
  readonly file?: string;
  /** Worksheet name (xlsx only). */
  readonly sheet?: string;
  readonly row?: number;
  /** Header text of the column, as the file spells it. */
  readonly column?: string;
  /** The cell as it came. May be personal data: shown to the operator, never logged, never stored in the clear. */
  readonly value?: string;
}

/**
 * One thing that is wrong, or that was repaired and must be said. `args` feed the Japanese sentence and must not hold
 * personal data; the offending value stands only in `place.value`.
 */
export interface Problem {
  readonly code: SentenceCode;
  /** `fix` = somebody must act, `done` = repaired or noticed, only said. */
  readonly kind: Kind;
  readonly place: Place;
  readonly args?: SentenceArgs;
  /** Order number that the problem holds back, when it is known. */
  readonly order?: string;
  /** Field of `core/fields.ts` that the cell was to fill. */
  readonly field?: string;
}

/** A problem as commands print it: the contract of `intake --json`. */
export interface SpokenProblem {
  readonly code: string;
  readonly kind: Kind;
  readonly row: number | null;
  readonly column: string | null;
  readonly value: string | null;
  readonly order: string | null;
  readonly sentence: string;
  readonly remedy: string;
  /** What the sentence speaks of, where it takes something: a run's history says it anew from code and args. */
  readonly args?: SentenceArgs;
}

/** Puts a problem into words for the operator. */
export function speak(problem: Problem, source: OrderSource = 'files'): SpokenProblem {
  const { sentence, remedy } = say(problem.code, problem.args, source);
  const { row, column, value } = problem.place;
  return {
    code: problem.code,
    kind: problem.kind,
    row: row ?? null,
    column: column ?? null,
    value: value ?? null,
    order: problem.order ?? null,
    sentence,
    remedy,
    ...(problem.args && { args: problem.args }),
  };
}
