import type { Kind } from '../../core/outcome.ts';
import type { Outcome, OutcomePart } from '../contract.ts';

/** From the gravest on: what a notice is when its lines went different ways. */
const gravity: readonly Kind[] = ['halt', 'bug', 'unsure', 'fix', 'retry', 'pending', 'done'];

/**
 * The outcome of a notice of several lines. Lines that are done stay done: told again, the notice carries them as such.
 *
 * @param lines one outcome per line, keyed by order number
 */
export function together(lines: readonly (readonly [key: string, outcome: Outcome])[]): Outcome {
  const gravest = lines.reduce((a, b) => (gravity.indexOf(b[1].kind) < gravity.indexOf(a[1].kind) ? b : a));
  const { value: _value, handle: _handle, ...outcome } = gravest[1];
  const parts = lines.map(([key, { kind, code, args }]): OutcomePart => ({ key, kind, code, ...(args && { args }) }));
  return { ...outcome, parts };
}
