import type { SentenceArgs, SentenceCode } from '../core/sentences/index.ts';
import { say } from '../core/sentences/index.ts';

/** One mistake in a settings file, where it stands and what to do. Line and column are 1-based. */
export interface SettingsComplaint {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string;
}

/** Settings, layouts or the workspace folder are wrong: every mistake at once. Nothing was done. */
export class SettingsError extends Error {
  readonly complaints: readonly SettingsComplaint[];
  constructor(complaints: readonly SettingsComplaint[]) {
    // What all shops have in common (`jobs`, `defaults`) is found wrong in each of them.
    const keyOf = (c: SettingsComplaint) => `${c.file}:${c.line}:${c.column} ${c.code} ${c.sentence}`;
    const once = [...new Map(complaints.map((c) => [keyOf(c), c])).values()];
    super(once.map((c) => `${c.file}:${c.line}:${c.column} ${c.code}`).join('\n'));
    this.name = 'SettingsError';
    this.complaints = once;
  }
}

export function complaint(
  file: string,
  place: { readonly line: number; readonly column: number },
  code: SentenceCode,
  args: SentenceArgs = {},
): SettingsComplaint {
  return { file, ...place, code, ...say(code, args) };
}
