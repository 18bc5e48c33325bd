import { type SentenceArgs, type SentenceCode, say } from '../core/sentences/index.ts';

/** What a command ends with. Documented in the help, README and docs/operations.md. */
export const exitCodes = {
  done: 0,
  /** Options or arguments are wrong; nothing was done. */
  usage: 2,
  /** Input has problems: a file or some of its orders refused, or the named thing does not exist. Good rows went on. */
  input: 3,
  /** Settings, layouts, key or database are wrong; nothing was done. */
  settings: 4,
  /** Somebody else is using it, or it works again later. */
  busy: 5,
  /** Our mistake. */
  bug: 70,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * Left out because nothing, or more than one thing, has the number that was named, or because of a layout that fails its cases; all other
 * reasons are normal business.
 */
export const isFault = ({ code }: { readonly code: string }): boolean => faults.includes(code);

const faults: readonly string[] = ['command-no-such-order', 'order-in-several-shops', 'layout-unfit-to-write'];

/** A command cannot go on; says why in the operator's words. */
export class CommandRefused extends Error {
  readonly exitCode: ExitCode;
  readonly sentence: string;
  readonly remedy: string;
  constructor(exitCode: ExitCode, code: SentenceCode, args: SentenceArgs = {}) {
    super(code);
    this.name = 'CommandRefused';
    this.exitCode = exitCode;
    const { sentence, remedy } = say(code, args);
    this.sentence = sentence;
    this.remedy = remedy;
  }
}
