import { type Check, failureText } from '../ledger/expect.ts';

/** What became of a scenario. Times are ISO instants of the lab's clock, `ms` real time. */
export interface Outcome {
  readonly name: string;
  readonly ok: boolean;
  readonly begin: string;
  readonly end: string;
  readonly ms: number;
  readonly steps: readonly StepOutcome[];
  /** Every failure in one line, with the line of the file. */
  readonly failures: readonly string[];
}

export interface StepOutcome {
  /** Of the file, from 1. */
  readonly line: number;
  /** Lab's clock. */
  readonly at: string;
  /** `place`, `expect`, … */
  readonly what: string;
  readonly detail: string;
  readonly state: 'ok' | 'failed' | 'not-run';
  readonly ms: number;
  readonly checks: readonly Check[];
  readonly error: string;
}

export function failuresOf(steps: readonly StepOutcome[]): readonly string[] {
  return steps.flatMap(({ line, what, state, error, checks }) => {
    if (state !== 'failed') return [];
    const wrong = checks.filter((one) => !one.ok).map(failureText);
    return [...(error === '' ? [] : [error]), ...wrong].map((text) => `line ${line}, ${what}: ${text}`);
  });
}

const marks = { ok: 'ok  ', failed: 'FAIL', 'not-run': '-   ' } as const;

/** For a terminal: one line a step, failures below their step. */
export function reportText(outcome: Outcome): string {
  const lines = outcome.steps.flatMap((one) => {
    const long = one.ms >= 1000 ? ` [${(one.ms / 1000).toFixed(1)} s]` : '';
    return [
      `${marks[one.state]} line ${one.line}  ${one.at}  ${one.what}${one.detail && `: ${one.detail}`}${long}`,
      ...(one.error === '' ? [] : [`       ${one.error}`]),
      ...one.checks.filter((check) => !check.ok).map((check) => `       ${failureText(check)}`),
    ];
  });
  const checks = outcome.steps.flatMap((one) => one.checks);
  const done = outcome.steps.filter((one) => one.state === 'ok').length;
  const sum = `${done} of ${outcome.steps.length} steps, ${checks.filter((one) => one.ok).length} of ${checks.length} checks`;
  return `${outcome.name}\n${lines.join('\n')}\n${outcome.ok ? 'PASSED' : 'FAILED'}: ${sum}, ${(outcome.ms / 1000).toFixed(1)} s\n`;
}
