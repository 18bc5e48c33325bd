import type { Outcome } from '../../connectors/contract.ts';
import { failureMails } from '../mail/index.ts';
import type { Context } from '../types.ts';

/** Credentials refused, permission gone …: this shop's jobs stand still until an administrator acts; other shops run on. */
export async function stopIfHalted(ctx: Context, shopName: string, outcome: Outcome): Promise<void> {
  const shop = ctx.config.shops[shopName];
  if (outcome.kind !== 'halt' || !shop) return;
  const at = ctx.now().toString();
  await ctx.store.write(async (tx) => {
    await tx.putHalt({ shop: shopName, code: outcome.code, args: outcome.args ?? {}, at });
    await tx.putMails(failureMails(ctx, shop, [], outcome, at));
    await tx.addJournal([
      {
        at,
        actor: 'bridge',
        what: 'shop-halted',
        shop: shopName,
        orderNumber: '',
        shipment: '',
        details: { code: outcome.code },
      },
    ]);
  });
}
