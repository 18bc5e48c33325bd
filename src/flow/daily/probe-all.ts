import { shopTitle } from '../../config/shop-title.ts';
import { CallFailed, type Connection } from '../../connectors/contract.ts';
import { say } from '../../core/sentences/index.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import { japanDay } from '../../core/time.ts';
import { noteKeyEnd } from '../jobs/index.ts';
import { staffMails } from '../mail/index.ts';
import type { Context, RunResult } from '../types.ts';

type Item = RunResult['items'][number];

/**
 * D10: every morning each connection is asked whether it lets us in, before the work of the day finds out: one cheap call for each shop,
 * and B2 Cloud. A key that is refused is mailed, once a day; how long keys still last is counted down (`noteKeyEnd`). A shop that stands
 * still is asked, too, but goes on only when a person says so (`shops probe`).
 */
export async function probeAll(ctx: Context): Promise<RunResult> {
  const items: Item[] = [];
  for (const shop of Object.keys(ctx.config.apis)) {
    const connection = ctx.link?.(shop)?.connection;
    if (!connection || ctx.isStopped?.()) continue;
    const { item, expires } = await ask(connection, shop);
    items.push(item, ...(await noteKeyEnd(ctx, shop, expires)));
    if (item.kind === 'halt') await mailRefused(ctx, shop, item);
  }
  const carrier = ctx.carrier?.();
  if (carrier && !ctx.isStopped?.()) {
    const { item } = await ask(carrier.connection, 'b2');
    items.push(item);
    if (item.kind === 'halt') await mailRefused(ctx, 'b2', item);
  }
  const failed = items.filter((one) => one.kind !== 'done').length;
  return { counts: { looked: items.length, failed }, items, changed: false };
}

async function ask(connection: Connection, key: string): Promise<{ readonly item: Item; readonly expires?: string }> {
  try {
    const { kind, code, args, expires } = await connection.probe();
    return { item: { key, kind, code, ...(args && { args }) }, ...(expires !== undefined && { expires }) };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    const { kind, code, args } = error.outcome;
    return { item: { key, kind, code, ...(args && { args }) } };
  }
}

async function mailRefused(ctx: Context, shop: string, { code, args = {} }: Item): Promise<void> {
  const spoken = say(code as Parameters<typeof say>[0], args);
  const words = { shop: shop === 'b2' ? 'B2クラウド' : shopTitle(ctx.config, shop), name: shop, ...spoken };
  const about = `probe ${shop} ${code} ${japanDay(ctx.now())}`;
  const body = shop === 'b2' ? mailWord('probeB2Body', words) : mailWord('probeBody', words);
  await ctx.store.write((tx) => tx.putMails(staffMails(ctx, about, mailWord('probeSubject', words), body)));
}
