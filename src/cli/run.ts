import { SettingsError } from '../config/complaint.ts';
import { WorkspaceBusy } from '../config/lock.ts';
import type { Kind } from '../core/outcome.ts';
import { type Problem, speak } from '../core/problem.ts';
import { complaintInJapanese } from '../core/sentences/complaints.ts';
import { type SentenceArgs, type SentenceCode, say, sentences } from '../core/sentences/index.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { problemLine, warn } from './output.ts';

/** Runs a command's work; whatever it throws becomes Japanese sentences on stderr and an exit code. */
export async function run(work: () => Promise<ExitCode>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.exitCode = explain(error);
  }
}

/** Says an error on stderr and tells with which code to end. The one place where errors become exit codes. */
export function explain(error: unknown): ExitCode {
  if (error instanceof CommandRefused) return said(error.exitCode, error);
  if (error instanceof SettingsError) {
    for (const c of error.complaints) {
      const sentence = c.code === 'layout' ? complaintInJapanese(c.sentence) : c.sentence;
      warn(`${c.file}:${c.line}:${c.column} ${sentence}${c.remedy === '' ? '' : ` → ${c.remedy}`}`);
    }
    return exitCodes.settings;
  }
  if (error instanceof WorkspaceBusy) return said(exitCodes.busy, say('workspace-busy', { who: error.holder }));
  if (hasProblem(error)) {
    warn(problemLine(error.problem.place.file ?? '', speak(error.problem)));
    return codeOf[error.problem.kind];
  }
  if (hasCode(error)) {
    return said(codeOfRefusal[error.code] ?? exitCodes.settings, say(error.code, error.args));
  }
  if (isFileError(error)) {
    const args = { path: error.path ?? '', reason: error.code };
    return said(exitCodes.busy, say('workspace-not-writable', args));
  }
  const name = error instanceof Error ? error.name : typeof error;
  said(exitCodes.bug, say('command-bug', { name }));
  warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.bug;
}

const codeOf: Readonly<Record<Kind, ExitCode>> = {
  done: exitCodes.done,
  fix: exitCodes.input,
  halt: exitCodes.settings,
  retry: exitCodes.busy,
  pending: exitCodes.busy,
  unsure: exitCodes.input,
  bug: exitCodes.bug,
};

/** Refusals of the store that are not about settings, key or database. */
const codeOfRefusal: Partial<Record<SentenceCode, ExitCode>> = {
  'database-busy': exitCodes.busy,
  // A full disk, a server that is away: run it again.
  'database-failed': exitCodes.busy,
  'list-key-unreadable': exitCodes.usage,
};

function said(code: ExitCode, words: { readonly sentence: string; readonly remedy: string }): ExitCode {
  warn(`${words.sentence} → ${words.remedy}`);
  return code;
}

function hasProblem(error: unknown): error is { readonly problem: Problem } {
  const problem = (error as { problem?: Problem } | null)?.problem;
  return problem !== undefined && problem.code in sentences;
}

/** The store's refusals: a sentence code with its arguments. */
function hasCode(error: unknown): error is { readonly code: SentenceCode; readonly args: SentenceArgs } {
  const { code, args } = (error ?? {}) as { code?: unknown; args?: unknown };
  return typeof code === 'string' && code in sentences && typeof args === 'object';
}

function isFileError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  return (
    typeof path === 'string' &&
    /^E(ACCES|PERM|NOSPC|ROFS|DQUOT|BUSY|NOTDIR|ISDIR|NAMETOOLONG|NOENT|EXIST)$/.test(code ?? '')
  );
}
