import type { IntakeDocument } from '../types.ts';

/** What became of a dropped file as a whole; `failed` goes to `_error`, everything else to `_done`. */
export type FileResult = 'done' | 'problems' | 'seen' | 'failed';

/** A partly good file is not failed: what got in must not be dropped again as if nothing had happened. */
export function fileResultOf(documents: readonly IntakeDocument[]): FileResult {
  const wrong = documents.some(
    (one) => one.refused || one.orders.refused > 0 || one.problems.some((problem) => problem.kind !== 'done'),
  );
  if (documents.every((one) => one.seenBefore && !one.refused) && documents.length > 0) return 'seen';
  if (!wrong) return 'done';
  return documents.some(gotIn) ? 'problems' : 'failed';
}

function gotIn(one: IntakeDocument): boolean {
  if (one.refused) return false;
  const { orders } = one;
  const registered = Object.values(one.registered).some((count) => count > 0);
  return one.seenBefore || registered || orders.new + orders.revised + orders.unchanged > 0;
}
