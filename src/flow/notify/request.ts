import { contentHash } from '../../core/ids.ts';
import { aboutOrder } from '../../core/notices.ts';
import { type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import type { Reads, StoredNotice, StoredShipment, Writes } from '../../store/types.ts';
import { carriersOf, groupByOrder } from '../decide/index.ts';
import type { Context, LeftOut } from '../types.ts';
import { keptBack, whyKept } from './parcel-method.ts';
import { policyFacts } from './policy-facts.ts';

interface Reason {
  readonly code: SentenceCode;
  readonly args?: SentenceArgs;
}

/** What a shop's marketplace may hear of today, by shipment id; undefined = it is told by files, and the file decides. */
interface Tellable {
  readonly hashes: ReadonlyMap<string, string>;
  /** Those that only a person may send: their day has gone by. */
  readonly asking: ReadonlyMap<string, Reason>;
  readonly reasons: ReadonlyMap<string, Reason>;
}

/**
 * Bulk completion by hand (A9): the orders' ship notices are due at once, told before or not. What the rules would not send (no
 * number yet, parts that are missing, a set that was split …), or is being sent right now, is left out with its reason: what is
 * counted is what goes. The sending itself is `notifyShop`, or `writeNotices` for files.
 *
 * @param dryRun only looks
 */
export async function requestNotices(
  ctx: Context,
  shop: string,
  orderNumbers: readonly string[],
  { dryRun = false, actor = 'operator' } = {},
): Promise<{ requested: string[]; leftOut: LeftOut[] }> {
  const at = ctx.now().toString();
  const look = async (tx: Reads, writes?: Writes) => {
    const requested: string[] = [];
    const leftOut: LeftOut[] = [];
    const shipments = await tx.shipments({ shop, numbers: orderNumbers });
    const notices = await tx.notices({ shop, orderNumbers, kinds: ['ship'] });
    const carriers = await carriersOf(tx, shipments);
    const tellable = await tellableOf(ctx, tx, shop, shipments, carriers);
    for (const stored of shipments) {
      const { id, orderNumber, customerNo, bundledInto } = stored.shipment;
      // Goods that travel in another order's parcel are as far as that parcel (A4); what was taken back is nothing to tell.
      if (stored.state === 'cancelled' && bundledInto === '') continue;
      const parcel = carriers.get(id) ?? stored;
      const last = notices.filter((one) => one.about === id).at(-1);
      const reason = whyNot(ctx, stored, parcel, last, tellable);
      if (reason) {
        leftOut.push({ number: orderNumber, customerNo, code: reason.code, ...say(reason.code, reason.args) });
        continue;
      }
      requested.push(customerNo);
      if (!writes) continue;
      if (last && last.state !== 'withdrawn') {
        const hash = tellable?.hashes.get(id) ?? last.contentHash;
        // Parts of what was told are told again, too.
        const parts = last.state === 'told' ? [] : last.parts;
        const byHand = last.byHand || (tellable?.asking.has(id) ?? false);
        await writes.putNotices([
          { ...last, state: 'due', contentHash: hash, notBefore: at, attempts: 0, parts, byHand, at },
        ]);
      } else {
        // Never told by notice, told by file, or so long ago that its record is gone (retention): due anew.
        await writes.dropTold([{ about: id, kind: 'ship' }]);
        await writes.saveShipments([stored]);
      }
    }
    await writes?.addJournal(
      [...new Set(requested)].map((customerNo) => ({
        at,
        actor,
        what: 'notice-requested',
        shop,
        orderNumber: shipments.find((one) => one.shipment.customerNo === customerNo)?.shipment.orderNumber ?? '',
        shipment: customerNo,
        details: {},
      })),
    );
    return { requested, leftOut };
  };
  return dryRun ? look(ctx.store) : ctx.store.write((tx) => look(tx, tx));
}

function whyNot(
  ctx: Context,
  { shipment }: StoredShipment,
  parcel: StoredShipment,
  last: StoredNotice | undefined,
  tellable: Tellable | undefined,
): Reason | undefined {
  const isGone = parcel.state === 'shipped' || parcel.state === 'closed';
  if (!isGone) return { code: 'not-yet-shipped' };
  if (last && ['sending', 'pending', 'unsure'].includes(last.state)) return { code: 'notice-under-way' };
  if (tellable) {
    // Reserved by the next pass, it waits for a person: there is nothing yet that could be let go.
    if (!last && tellable.asking.has(shipment.id)) return tellable.asking.get(shipment.id);
    return tellable.hashes.has(shipment.id)
      ? undefined
      : (tellable.reasons.get(shipment.id) ?? { code: 'notice-not-due' });
  }
  return parcel.waybills.length === 0 ? { code: 'notice-waits-number' } : whyKept(ctx, parcel);
}

async function tellableOf(
  ctx: Context,
  reads: Reads,
  shopName: string,
  shipments: readonly StoredShipment[],
  carriers: ReadonlyMap<string, StoredShipment>,
): Promise<Tellable | undefined> {
  const shop = ctx.config.shops[shopName];
  const link = ctx.link?.(shopName);
  const policy = link?.connector.policy;
  if (!shop || !link || !policy) return undefined;
  const hashes = new Map<string, string>();
  const reasons = new Map<string, Reason>();
  const asking = new Map<string, Reason>();
  const run = { ctx, shop, link, kinds: ['ship'] as const, counts: {}, items: [], halted: false };
  const byOrder = groupByOrder(shipments);
  for (const order of await reads.orders({ shop: shopName, numbers: [...byOrder.keys()] })) {
    const { number } = order.order;
    const own = byOrder.get(number) ?? [];
    const told = await reads.told([aboutOrder(shopName, number), ...own.map((one) => one.shipment.id)]);
    const facts = policyFacts(run, { order, shipments: own, carriers, told }, ['ship']);
    const { due, problems } = policy(facts, link.settings);
    for (const { about, code, args } of problems) reasons.set(about, { code, ...(args && { args }) });
    for (const { about, notice, content, asks } of due) {
      if (notice.kind !== 'ship') continue;
      hashes.set(about, contentHash(content));
      if (asks) asking.set(about, asks);
    }
    for (const [about, reason] of keptBack(ctx, own, carriers)) {
      hashes.delete(about);
      reasons.set(about, reason);
    }
  }
  return { hashes, reasons, asking };
}
