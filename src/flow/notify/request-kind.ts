import type { DueNotice } from '../../connectors/contract.ts';
import { contentHash } from '../../core/ids.ts';
import { aboutOrder, type NoticeKind, noticeKinds, theOrder } from '../../core/notices.ts';
import { type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import type { Reads, StoredNotice, StoredOrder, StoredShipment, Writes } from '../../store/types.ts';
import { carriersOf, groupByOrder } from '../decide/index.ts';
import type { Context, LeftOut } from '../types.ts';
import { kindsOf } from './kinds.ts';
import { policyFacts } from './policy-facts.ts';

/**
 * One kind of notice of these orders is due at once, told before or not (ship notices: `requestNotices`). What the marketplace has already by its
 * own words, what the rules would not send, and what is being sent right now is left out with its reason. It goes with the next pass.
 *
 * @param dryRun only looks
 * @returns `requested`: order numbers
 */
export async function requestKind(
  ctx: Context,
  shopName: string,
  orderNumbers: readonly string[],
  kind: NoticeKind,
  { dryRun = false, actor = 'operator' } = {},
): Promise<{ readonly requested: string[]; readonly leftOut: LeftOut[] }> {
  const shop = ctx.config.shops[shopName];
  const link = ctx.link?.(shopName);
  const policy = link?.connector.policy;
  const leftOut: LeftOut[] = [];
  const leave = (number: string, code: SentenceCode, args: SentenceArgs = {}) =>
    leftOut.push({ number, customerNo: '', code, ...say(code, args) });
  if (!shop || !link || !policy) {
    leave('', 'shop-without-api', { shop: shopName });
    return { requested: [], leftOut };
  }
  const kinds = [...new Set([...kindsOf(ctx, shopName, link), kind])];
  const run = { ctx, shop, link, kinds: [kind], counts: {}, items: [], halted: false };

  const answerOf = async (tx: Reads, order: StoredOrder, own: readonly StoredShipment[]) => {
    const carriers = await carriersOf(tx, own);
    const told = await tx.told([aboutOrder(shopName, order.order.number), ...own.map((one) => one.shipment.id)]);
    const { due, problems } = policy(policyFacts(run, { order, shipments: own, carriers, told }, kinds), link.settings);
    // What came after it in the order's life was told: it would be too late, or a step back.
    const isPast = new Set(told.filter((one) => isAfter(one.kind, kind)).map((one) => one.about));
    const wanted = due.flatMap((one) => {
      const about = one.about === theOrder ? aboutOrder(shopName, order.order.number) : one.about;
      return one.notice.kind === kind && !isPast.has(about) ? [{ about, due: one }] : [];
    });
    return { wanted, problem: problems.find((one) => one.kind === kind) };
  };

  const at = ctx.now().toString();
  const look = async (tx: Reads, writes?: Writes): Promise<string[]> => {
    const requested: string[] = [];
    const shipments = groupByOrder(await tx.shipments({ shop: shopName, numbers: orderNumbers }));
    const notices = await tx.notices({ shop: shopName, orderNumbers, kinds: [kind] });
    for (const order of await tx.orders({ shop: shopName, numbers: orderNumbers })) {
      const { number } = order.order;
      const own = shipments.get(number) ?? [];
      const { wanted, problem } = await answerOf(tx, order, own);
      if (wanted.length === 0) leave(number, problem?.code ?? 'notice-not-due', problem?.args);
      let isUnderWay = false;
      for (const { about, due } of wanted) {
        const last = notices.filter((other) => other.about === about).at(-1);
        if (last && ['sending', 'pending', 'unsure'].includes(last.state)) isUnderWay = true;
        else if (writes) await again(writes, { about, due, last, own });
      }
      if (isUnderWay) leave(number, 'notice-under-way');
      else if (wanted.length > 0) requested.push(number);
    }
    const details = { kind };
    const what = 'notice-requested';
    await writes?.addJournal(
      requested.map((orderNumber) => ({ at, actor, what, shop: shopName, orderNumber, shipment: '', details })),
    );
    return requested;
  };

  async function again(
    tx: Writes,
    one: {
      readonly about: string;
      readonly due: DueNotice;
      readonly last: StoredNotice | undefined;
      readonly own: readonly StoredShipment[];
    },
  ): Promise<void> {
    const { about, due, last, own } = one;
    if (last && last.state !== 'withdrawn') {
      const parts = last.state === 'told' ? [] : last.parts;
      const told = { contentHash: contentHash(due.content), body: due.notice, code: '' as const, args: {} };
      await tx.putNotices([{ ...last, ...told, state: 'due', notBefore: at, attempts: 0, parts, at }]);
      return;
    }
    // Told by hand, or so long ago that its record is gone: due anew with the next pass, for which the order is marked.
    await tx.dropTold([{ about, kind }]);
    await tx.saveShipments(own.slice(0, 1));
  }

  const requested = dryRun ? await look(ctx.store) : await ctx.store.write((tx) => look(tx, tx));
  return { requested, leftOut };
}

const isAfter = (one: NoticeKind, other: NoticeKind): boolean => noticeKinds.indexOf(one) > noticeKinds.indexOf(other);
