import { type GoLive, goLiveMark } from '../../core/go-live.ts';
import type { Shop } from '../../core/shop.ts';
import type { Reads, Writes } from '../../store/types.ts';
import type { Context } from '../types.ts';

/**
 * Where a guarded shop stands when orders of it come in and nothing was said yet: `waiting` when they are its first ones, whether a job
 * fetched them or a person dropped them as a file; `open` when it has orders already (it ran before there was a guard). Undefined: it is
 * not guarded, or stands somewhere already. Looks at one order at most, and once in a shop's life.
 */
export async function firstStand(
  reads: Pick<Reads, 'listOrders'>,
  { name, switches }: Shop,
  stands: GoLive,
): Promise<GoLive | undefined> {
  if (stands !== '' || switches?.goLive !== 'hold') return undefined;
  const { rows } = await reads.listOrders({ shop: name }, { limit: 1 });
  return rows.length > 0 ? 'open' : 'waiting';
}

/** Keeps it, with the orders that it speaks of. */
export async function takeStand(ctx: Context, tx: Writes, shop: string, stand: GoLive): Promise<void> {
  const at = ctx.now().toString();
  await tx.setCursor(shop, goLiveMark, stand, at);
  if (stand === 'waiting')
    await tx.addJournal([
      { at, actor: 'intake', what: 'shop-waits', shop, orderNumber: '', shipment: '', details: {} },
    ]);
}
