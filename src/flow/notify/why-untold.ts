import { orderSource } from '../../config/order-source.ts';
import { aboutOrder, toldByHand } from '../../core/notices.ts';
import { say } from '../../core/sentences/index.ts';
import type { Reads } from '../../store/types.ts';
import { carriersOf } from '../decide/index.ts';
import type { Context, LeftOut } from '../types.ts';
import { kindsOf } from './kinds.ts';
import { noticeFileRows } from './notice-file-rows.ts';
import { keptBack } from './parcel-method.ts';
import { policyFacts } from './policy-facts.ts';
import { toldBy } from './told-by.ts';

/** What keeps an order's marketplace from hearing of it although its time has come, as it stands now. Nothing is written. */
export async function whyUntold(
  ctx: Context,
  reads: Pick<Reads, 'shipments' | 'orders' | 'told'>,
  shopName: string,
  number: string,
): Promise<readonly LeftOut[]> {
  const shop = ctx.config.shops[shopName];
  if (!shop) return [];
  const way = toldBy(ctx, shopName);
  if (way === 'files') return (await noticeFileRows(ctx, reads, shop, [number])).left;
  const link = ctx.link?.(shopName);
  const policy = link?.connector.policy;
  const [order] = await reads.orders({ shop: shopName, numbers: [number] });
  if (way !== 'api' || !link || !policy || !order) return [];
  const shipments = await reads.shipments({ shop: shopName, numbers: [number] });
  const carriers = await carriersOf(reads, shipments);
  const told = await reads.told([aboutOrder(shopName, number), ...shipments.map((one) => one.shipment.id)]);
  const kinds = kindsOf(ctx, shopName, link);
  const run = { ctx, shop, link, kinds, counts: {}, items: [], halted: false };
  const { problems } = policy(policyFacts(run, { order, shipments, carriers, told }, kinds), link.settings);
  const kept = keptBack(ctx, shipments, carriers);
  // What a person told there is not told again, whatever keeps the parcel back.
  const byHand = new Set(
    told.filter((one) => one.kind === 'ship' && one.contentHash === toldByHand).map((one) => one.about),
  );
  const names = new Map(shipments.map(({ shipment }) => [shipment.id, shipment.customerNo]));
  return [
    ...problems.filter(({ about }) => !kept.has(about)),
    ...[...kept].filter(([about]) => !byHand.has(about)).map(([about, reason]) => ({ about, ...reason })),
  ].map(({ about, code, args = {} }) => {
    return { number, customerNo: names.get(about) ?? '', code, ...say(code, args, orderSource(ctx, shopName)) };
  });
}
