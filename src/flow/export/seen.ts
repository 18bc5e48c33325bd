import type { Reads } from '../../store/types.ts';
import type { Context } from '../types.ts';

/** How far an export has looked at what came to an end, and which shipments it must look at again. */
export interface Seen {
  /** Number of the last ended shipment; undefined = it never ran. */
  readonly upTo: number | undefined;
  /** Ids of shipments that could not be written, or whose day had not come. */
  readonly again: readonly string[];
}

const seenKey = (name: string): string => `export-seen:${name}`;
const againKey = (name: string): string => `export-again:${name}`;

export async function seenBy(reads: Pick<Reads, 'cursor'>, name: string): Promise<Seen> {
  const [upTo, again] = [await reads.cursor('', seenKey(name)), await reads.cursor('', againKey(name))];
  return {
    upTo: upTo === '' ? undefined : Number(upTo),
    again: again === '' ? [] : (JSON.parse(again) as string[]),
  };
}

export async function setSeen(
  tx: { setCursor(shop: string, job: string, cursor: string, at: string): Promise<void> },
  name: string,
  { upTo, again }: Seen,
  at: string,
): Promise<void> {
  await tx.setCursor('', seenKey(name), String(upTo ?? 0), at);
  await tx.setCursor('', againKey(name), again.length === 0 ? '' : JSON.stringify(again), at);
}

/**
 * What has ended before an export was set up is not its matter: a new export of shipped orders would write all that ever was. Called when
 * the bridge starts, and by the first run.
 */
export async function beginExports(ctx: Context): Promise<void> {
  for (const name of Object.keys(ctx.config.exports ?? {})) {
    if ((await seenBy(ctx.store, name)).upTo !== undefined) continue;
    await ctx.store.write(async (tx) =>
      setSeen(tx, name, { upTo: await tx.lastEnded(), again: [] }, ctx.now().toString()),
    );
  }
}

/** Drops what every export has seen; without any export, everything. So the list stays as long as a day. */
export async function dropSeen(ctx: Context): Promise<void> {
  const seen = await Promise.all(Object.keys(ctx.config.exports ?? {}).map((name) => seenBy(ctx.store, name)));
  const upTo = Math.min(await ctx.store.lastEnded(), ...seen.map((one) => one.upTo ?? 0));
  if (upTo > 0) await ctx.store.write((tx) => tx.dropEnded(upTo));
}
