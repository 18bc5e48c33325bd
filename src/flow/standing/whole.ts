import { statSync } from 'node:fs';
import { say } from '../../core/sentences/index.ts';
import { StoreRefused } from '../../store/refused.ts';
import type { Context } from '../types.ts';

/** What is looked through before anything is written; measured 1.2 s for a gigabyte that the disk's cache holds. */
const atOnce = { start: 1024 ** 3, command: 256 * 1024 ** 2 } as const;

type Eyes = Pick<Context, 'config' | 'store' | 'tell'>;

/** Tells people who do not sit at the terminal. */
export type OnDamage = (why: StoreRefused) => Promise<void>;

/** Looks at every page of the database. A damaged one is only read from then on, and how to restore it is said. */
export async function checkWhole({ store, tell }: Eyes, onDamage?: OnDamage): Promise<void> {
  const reason = await store.integrity();
  if (reason === '') return;
  const why = new StoreRefused('database-damaged', { reason });
  store.refuseWrites(why);
  const { sentence, remedy } = say('database-damaged', { reason });
  tell(`${sentence}${remedy}`);
  await onDamage?.(why);
  throw why;
}

/**
 * The same before a command issues, or when the bridge starts: as far as it takes no longer than a person waits. The rest is looked at
 * every night, and at the start beside the work.
 *
 * @param limit bytes that are looked through before anything is written
 */
export async function checkBefore(
  ctx: Eyes,
  what: keyof typeof atOnce,
  onDamage?: OnDamage,
  limit = atOnce[what],
): Promise<void> {
  const { database } = ctx.config;
  if (database.kind !== 'sqlite') return;
  const size = statSync(database.file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= limit) return checkWhole(ctx, onDamage);
  if (what === 'start') void checkWhole(ctx, onDamage).catch(() => {});
}
