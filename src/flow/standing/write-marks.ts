import { say } from '../../core/sentences/index.ts';
import { codeOf, isDiskError } from '../files/index.ts';
import type { Context } from '../types.ts';
import { writeHeads } from './heads.ts';
import { appendIssued } from './issue-log.ts';

/**
 * Brings what was issued outside the database: first the names, then the heads. Called after every commit that made labels possible,
 * before anything of it leaves the house, and at start; what could not be written is written the next time. So what stands outside is
 * never ahead of the database, unless the database is an older one.
 */
export async function writeMarks(ctx: Pick<Context, 'config' | 'store' | 'now' | 'tell' | 'at'>): Promise<void> {
  const marks = await ctx.store.issueMarks();
  const last = marks.at(-1);
  if (!last) return;
  try {
    await appendIssued(ctx.config.outbox, ctx.now(), marks);
    ctx.at('marks:named');
    const { identity } = await ctx.store.standing();
    const failed = await writeHeads(ctx.config, { identity, epoch: last.epoch, at: ctx.now().toString() });
    if (failed) throw failed;
    ctx.at('marks:headed');
    await ctx.store.write((tx) => tx.dropIssueMarks(last.epoch));
  } catch (error) {
    if (!isDiskError(error)) throw error;
    const { sentence, remedy } = say('store-marks-unwritten', { reason: codeOf(error) });
    ctx.tell(`${sentence}${remedy}`);
  }
}
