import { CallFailed, type Probe } from '../../connectors/contract.ts';
import { goLiveMark } from '../../core/go-live.ts';
import { say } from '../../core/sentences/index.ts';
import { daysBetween, japanDay } from '../../core/time.ts';
import type { When } from '../../core/when.ts';
import { sayItem } from '../jobs/index.ts';
import type { Context } from '../types.ts';
import { type ShopStand, standOf } from './open-shop.ts';

/** `shops list --json` */
export interface ShopView {
  readonly shop: string;
  readonly title: string;
  readonly marketplace: string;
  readonly connection: 'live' | 'lab' | 'none';
  readonly jobs: Readonly<Record<string, When>>;
  /** Are its orders shipped, and from which day on (`shops open`)? */
  readonly goLive: ShopStand;
  /** Why its jobs stand still, null when they run. */
  readonly halted: {
    readonly at: string;
    readonly code: string;
    readonly sentence: string;
    readonly remedy: string;
  } | null;
}

/** `shops probe --json` */
export interface ProbeView {
  readonly shop: string;
  readonly kind: string;
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string;
  /** Japan's day on which the key ends, null when not known. */
  readonly expires: string | null;
  /** The same in words, with the days that are left; '' when it is not known. */
  readonly keyEnd: string;
  /** Its jobs stood still and go on now. */
  readonly resumed: boolean;
  /** What a person should know although all is well. */
  readonly note: { readonly sentence: string; readonly remedy: string } | null;
}

export async function listShops(ctx: Context): Promise<ShopView[]> {
  const halts = new Map((await ctx.store.halts()).map((halt) => [halt.shop, halt]));
  const kept = (await ctx.store.cursorsOf('')).filter((one) => one.job === goLiveMark);
  const stands = new Map(kept.map((one) => [one.shop, one.cursor]));
  return Object.values(ctx.config.shops).map((own) => {
    const { name, title, marketplace } = own;
    const api = ctx.config.apis[name];
    const halt = halts.get(name);
    return {
      shop: name,
      title,
      marketplace,
      connection: api ? (api.live ? 'live' : 'lab') : 'none',
      jobs: ctx.config.jobs[name] ?? {},
      goLive: standOf(own, stands.get(name) ?? ''),
      halted: halt ? { at: halt.at, code: halt.code, ...sayItem(halt.code, halt.args) } : null,
    };
  });
}

/** Asks a shop's marketplace whether it lets us in. If it does, a shop that stood still goes on. */
export async function probeShop(ctx: Context, shop: string, actor: string): Promise<ProbeView> {
  const { kind, code, args, expires, note } = await ask(ctx, shop);
  const resumed = kind === 'done' && (await resume(ctx, shop, actor));
  const keyEnd = expires === undefined ? '' : keyEndWords(ctx, shop, expires);
  const view = { shop, kind, code, ...say(code, args), expires: expires ?? null, keyEnd };
  return { ...view, resumed, note: note ? say(note) : null };
}

function keyEndWords(ctx: Context, shop: string, day: string): string {
  const left = daysBetween(japanDay(ctx.now()), day);
  const system = ctx.link?.(shop)?.connector.title ?? shop;
  return say(left < 0 ? 'key-ended' : 'key-ends-soon', { system, day, days: left }).sentence;
}

type Asked = Omit<Probe, 'kind'> & { readonly kind: string };

async function ask(ctx: Context, shop: string): Promise<Asked> {
  try {
    const link = ctx.link?.(shop);
    if (!link) return { kind: 'halt', code: 'shop-without-api', args: { shop } };
    return await link.connection.probe();
  } catch (error) {
    if (error instanceof CallFailed) return error.outcome;
    throw error;
  }
}

/** true when it stood still. */
async function resume(ctx: Context, shop: string, actor: string): Promise<boolean> {
  const at = ctx.now().toString();
  return ctx.store.write(async (tx) => {
    const halt = (await tx.halts()).find((one) => one.shop === shop);
    if (!halt) return false;
    await tx.clearHalt(shop);
    const details = { code: halt.code, since: halt.at };
    await tx.addJournal([{ at, actor, what: 'shop-resumed', shop, orderNumber: '', shipment: '', details }]);
    return true;
  });
}
