import { b2Words } from '../../core/sentences/b2-link.ts';
import { type Said, say } from '../../core/sentences/index.ts';
import { type Keyed, type LinkRecord, type ListPage, openHandOvers, type PageRequest } from '../../store/types.ts';
import { B2Refused, linkHistory, lookNow, releaseHandOver, screenOf } from '../b2/index.ts';
import { sayItem } from '../jobs/index.ts';
import type { Context } from '../types.ts';

/** A hand-over whose end nobody knows yet. */
export interface OpenHandOver {
  readonly id: string;
  /** ISO instant. */
  readonly createdAt: string;
  readonly state: string;
  readonly count: number;
  /** Address of B2's edit screen, with its token; '' = there is none. */
  readonly address: string;
}

export async function openLinks({ store }: Pick<Context, 'store'>): Promise<OpenHandOver[]> {
  const open = await store.handOvers({ states: openHandOvers });
  return open.map((one) => ({
    id: one.id,
    createdAt: one.createdAt,
    state: b2Words.states[one.state],
    count: one.shipments.length,
    address: screenOf(one),
  }));
}

/** One row of 連携結果確認, in the manual's words (B13). */
export interface LinkRow extends Keyed {
  readonly what: string;
  readonly at: string;
  readonly result: LinkRecord['result'];
  readonly resultWords: string;
  readonly orders: number;
  readonly shipments: number;
  readonly handOver: string;
  readonly sentence: string;
  readonly remedy: string;
}

const results = { done: b2Words.success, partly: b2Words.partly, failed: b2Words.failure } as const;

/** The last seven days, the newest first. */
export async function linkRows(ctx: Context, page: PageRequest): Promise<ListPage<LinkRow>> {
  const { rows, next } = await linkHistory(ctx, page);
  return {
    next,
    rows: rows.map(({ direction, at, result, orders, shipments, handOver, code, args, key }) => {
      const said = result === 'done' ? { sentence: '', remedy: '' } : sayItem(code, args);
      const what = direction === 'to-b2' ? b2Words.toB2 : b2Words.fromB2;
      return { what, at, result, resultWords: results[result], orders, shipments, handOver, ...said, key };
    }),
  };
}

export interface HandOverLook {
  readonly id: string;
  readonly registered: number;
  readonly problem: Said | null;
}

/** Looks for printed numbers now. */
export async function lookAgain(ctx: Context, id: string): Promise<HandOverLook[]> {
  try {
    return (await lookNow(ctx, id)).map(({ handOver, registered, problem }) => ({
      id: handOver.id,
      registered: registered.length,
      problem: problem ? say(problem.code, problem.args) : null,
    }));
  } catch (error) {
    if (!(error instanceof B2Refused)) throw error;
    return [{ id, registered: 0, problem: say(error.code, error.args) }];
  }
}

/** Takes back what was not printed, after looking. */
export async function releaseLink(
  ctx: Context,
  id: string,
  wish: { readonly note: string; readonly actor: string; readonly checked: boolean },
): Promise<{ readonly released: number } | { readonly refused: Said }> {
  try {
    const { released } = await releaseHandOver(ctx, id, wish);
    return { released: released.length };
  } catch (error) {
    if (!(error instanceof B2Refused)) throw error;
    return { refused: say(error.code, error.args) };
  }
}
