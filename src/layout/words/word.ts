import type { Read } from '../../text/read.ts';

export interface WordContext {
  /** Business day in Japan, `YYYY-MM-DD`: meaning of dates without a year. */
  readonly today: string;
  /** Address of the same party as the file has it: tells whether a repaired postal code is certain. */
  readonly address?: string;
}

/**
 * A named converter (`as:`). Takes and gives text: dates are `YYYY-MM-DD`, instants ISO 8601 UTC, flags `true` or '',
 * numbers plain digits. Blank in, blank out, unless `blank` is set. Pure.
 */
export interface Word {
  /** One line for docs/layouts.md and editors. */
  readonly doc: string;
  readonly side: 'read' | 'write' | 'both';
  readonly convert: (text: string, context: WordContext) => Read<string>;
  /** The converter also wants to see blank text. */
  readonly blank?: boolean;
}
