import type { SpokenProblem } from '../../core/problem.ts';
import { reportWord } from '../../core/sentences/file-report.ts';
import { shortPath } from '../files/index.ts';
import type { Context, IntakeDocument } from '../types.ts';
import type { FiledAway } from './file-away.ts';
import { countsOf } from './file-report.ts';

const summaries = {
  done: 'settledDone',
  problems: 'settledProblems',
  seen: 'settledSeen',
  failed: 'settledFailed',
} as const;

/** Tells on the terminal what became of a file: a line of counts, and the first reasons of what did not get through. */
export function tellFiledAway(
  ctx: Context,
  file: { readonly name: string },
  settled: FiledAway,
  documents: readonly IntakeDocument[],
): void {
  const held = documents.reduce((sum, one) => sum + one.held.length, 0);
  const counts = documents.flatMap(countsOf);
  if (held > 0) counts.push(reportWord('lineCount', { label: reportWord('heldCount'), count: held }));
  const text = counts.length > 0 ? counts.join('、') : reportWord('noNew');
  const args = { file: file.name, counts: text, report: shortPath(ctx, settled.report) };
  ctx.tell(reportWord(summaries[settled.result], args));
  if (settled.result === 'seen') return;
  const reasons = [
    ...documents.flatMap(({ problems }) => problems.filter(({ kind }) => kind !== 'done').map(problemTold)),
    ...documents.flatMap((one) =>
      one.held.map(({ customerNo, sentence }) => `${reportWord('heldCount')} ${customerNo}: ${sentence}`),
    ),
  ];
  for (const reason of reasons.slice(0, reasonsTold)) ctx.tell(`  ・${reason}`);
  if (reasons.length > reasonsTold) ctx.tell(`  ・${reportWord('andMore', { count: reasons.length - reasonsTold })}`);
}

/** Reasons on the terminal; all of them stand in the report beside the file. */
const reasonsTold = 12;

function problemTold({ row, column, sentence }: SpokenProblem): string {
  const place =
    (row === null ? '' : reportWord('row', { row })) + (column === null ? '' : reportWord('column', { column }));
  return place === '' ? sentence : `${place} ${sentence}`;
}
