import { fill, help } from '../../core/sentences/help.ts';
import type { Context, LeftOut } from '../types.ts';

/** As many as fit on a screen; each order says its own (`orders show`). */
const most = 10;

/** What the marketplace's file does not say yet, and why. */
export function tellLeftOut(ctx: Context, leftOut: readonly LeftOut[]): void {
  for (const { number, customerNo, sentence, remedy } of leftOut.slice(0, most)) {
    ctx.tell(`${customerNo || number}: ${sentence} ${remedy}`);
  }
  if (leftOut.length > most) ctx.tell(fill(help.said.more, { count: leftOut.length - most }));
}
