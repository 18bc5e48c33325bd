import { say } from '../../core/sentences/index.ts';
import type { Context } from '../types.ts';
import { advance } from './advance.ts';
import { B2Refused } from './carrier.ts';
import { change } from './change.ts';
import { takeBack, waitingOf } from './move.ts';
import type { Registered } from './register.ts';
import { isOpen } from './types.ts';

export interface Released {
  readonly id: string;
  /** お客様管理番号 that can be handed over again. */
  readonly released: readonly string[];
  /** What the look before it found printed. */
  readonly registered: readonly Registered[];
}

/**
 * A person takes back what was not printed, so that it can be handed over again (B10: closing the screen loses it). First it is
 * looked: what was printed is registered and stays. When the look cannot see, only a person who looked himself (`checked`) may.
 *
 * @throws B2Refused `b2-no-such-hand-over`, `b2-release-closed`, `b2-release-blind`, `b2-release-found`
 */
export async function releaseHandOver(
  ctx: Context,
  id: string,
  { note, actor, checked = false }: { readonly note: string; readonly actor: string; readonly checked?: boolean },
): Promise<Released> {
  const [known] = await ctx.store.handOvers({ ids: [id] });
  if (!known) throw new B2Refused('b2-no-such-hand-over', { id });
  if (!isOpen(known)) throw new B2Refused('b2-release-closed', { state: known.state });
  const advanced = await advance(ctx, id, true);
  const registered = advanced?.registered ?? [];
  const after = advanced?.handOver ?? known;
  if (!advanced?.looked && !checked && isOpen(after)) {
    const reason = advanced?.problem ? say(advanced.problem.code, advanced.problem.args).sentence : '－';
    throw new B2Refused('b2-release-blind', { reason });
  }
  const released: string[] = [];
  await change(ctx, id, async (tx, one) => {
    if (!isOpen(one)) return {};
    const waiting = await waitingOf(tx, one);
    released.push(...waiting.map((each) => each.shipment.customerNo));
    await takeBack(ctx, tx, one, waiting, { actor, code: 'b2-released', note });
    return { state: 'released', code: 'b2-released', args: { count: waiting.length } };
  });
  if (released.length === 0 && registered.length > 0) {
    throw new B2Refused('b2-release-found', { count: registered.length });
  }
  return { id, released, registered };
}
