import { type GoLive, goLiveMark } from '../../core/go-live.ts';
import type { GoodsAttributes } from '../../core/goods.ts';
import type { Order } from '../../core/order.ts';
import { type FactName, goodsFacts } from '../../core/rules/fact-list.ts';
import type { RuleSet } from '../../core/rules/rule.ts';
import type { Shop } from '../../core/shop.ts';
import type { Reads } from '../../store/types.ts';
import type { Workspace } from '../types.ts';

/** What the store knows about orders that rules may ask for. */
export interface KnownFacts {
  readonly goods: ReadonlyMap<string, GoodsAttributes>;
  /** Has the customer ordered before? By order number; undefined = nobody looked. */
  readonly customers?: ReadonlyMap<string, 'first' | 'repeat'>;
  /** Where the shop stands between practice and shipping. */
  readonly goLive: GoLive;
}

/** For whoever decides without a store: what only the store knows is not known. */
export const nothingKnown: KnownFacts = { goods: new Map(), goLive: '' };

export type FactReads = Pick<Reads, 'goods' | 'returningCustomers' | 'cursor'>;

/** Looks up what the shop's rules ask for about these orders, and nothing else; without such rules one row says where the shop stands. */
export async function knownFacts(
  ctx: Pick<Workspace, 'rules'>,
  reads: FactReads,
  shop: Shop,
  orders: readonly Order[],
): Promise<KnownFacts> {
  if (orders.length === 0) return nothingKnown;
  const goLive = await reads.cursor(shop.name, goLiveMark);
  const asked = askedFacts(ctx.rules, shop.name);
  if (asked.size === 0) return { ...nothingKnown, goLive };
  const needsGoods = [...asked].some((fact) => goodsFacts.has(fact));
  const skus = needsGoods ? new Set(orders.flatMap(({ lines }) => lines.map((line) => line.sku))) : new Set<string>();
  skus.delete('');
  const goods = new Map((skus.size === 0 ? [] : await reads.goods([...skus])).map((one) => [one.sku, one]));
  if (!asked.has('customer')) return { goods, goLive };
  const returning = await reads.returningCustomers(shop.name, orders);
  const customers = new Map(
    orders.map(({ number }) => [number, returning.has(number) ? ('repeat' as const) : ('first' as const)]),
  );
  return { goods, customers, goLive };
}

/** Facts that rules of a shop which are on ask for. */
export function askedFacts(set: RuleSet | undefined, shop: string): ReadonlySet<FactName> {
  const asked = new Set<FactName>();
  for (const { on, shops, when, unless, then } of set?.rules ?? []) {
    if (!on || (shops.length > 0 && !shops.includes(shop))) continue;
    for (const name of [...Object.keys(when), ...Object.keys(unless)] as FactName[]) asked.add(name);
    if (then.shipDate?.from === 'preorder' || then.split === 'preorder') asked.add('goods-preorder');
    if (then.split === 'temperature') asked.add('goods-cool');
  }
  return asked;
}
