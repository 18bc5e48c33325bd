import type { Answer } from '../../system.ts';
import type { EcforceState } from '../state/state.ts';
import { json } from './reply.ts';

/** What became of one row of a bulk call. */
export interface RowResult {
  /** Order id, `ORDER-ADDRESS`, or the record itself (stock). */
  readonly shown: unknown;
  /** In `errors`. */
  readonly id: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

/** A bulk answer: **200 whatever became of the rows** (trust B). `wrapper` is the code around the codes. */
export function bulkAnswer({ habits }: EcforceState, wrapper: string, rows: readonly RowResult[]): Answer {
  if (habits['write-body'] !== 'full') return written(habits['write-body']);
  const bad = rows.filter((one) => one.error);
  return json(200, {
    success: rows.filter((one) => !one.error).map((one) => one.shown),
    failure: bad.map((one) => one.shown),
    errors: bad.map(({ id, error }) => ({ id, code: wrapper, message: error!.message, errors: [error] })),
  });
}

/** Writes may be answered with nothing (trust B). */
export const written = (habit: 'empty' | 'null'): Answer =>
  habit === 'null' ? json(200, null) : { status: 200, headers: { 'content-type': 'application/json' }, body: '' };

export const shownId = ({ habits }: EcforceState, id: number): number | string =>
  habits.ids === 'text' ? String(id) : id;
