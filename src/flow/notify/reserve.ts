import type { Policy, PolicyShipment } from '../../connectors/contract.ts';
import { isCopyRelated, noArrangement } from '../../core/arrangement.ts';
import { contentHash, sha256 } from '../../core/ids.ts';
import { isBeyondRecall } from '../../core/shipment.ts';
import { japanDay } from '../../core/time.ts';
import type { JournalEntry, StoredNotice, StoredShipment } from '../../store/types.ts';
import { carriersOf, groupByOrder } from '../decide/index.ts';
import type { NoticeRun } from './record-outcomes.ts';
import { firstNumber } from './write-notice-files.ts';

/** A reserved notice rests so long before it is sent (A7: at least five minutes). */
const rest = { minutes: 5 };

/**
 * Reserves every notice that should have been told and was not: the connector's policy says which, the store knows what
 * was told. A notice whose content changed before it was sent is withdrawn and reserved anew.
 */
export async function reserve(run: NoticeRun): Promise<void> {
  const { ctx, shop, link } = run;
  const policy = link.connector.policy;
  if (!policy) return;
  const now = ctx.now();
  const at = now.toString();
  await ctx.store.write(async (tx) => {
    const shipments = await tx.shipments({ shop: shop.name, states: ['issued', 'shipped', 'closed', 'cancelled'] });
    const moved = shipments.filter((one) => isBeyondRecall(one.state) || one.state === 'cancelled');
    const numbers = [...new Set(moved.map((one) => one.shipment.orderNumber))];
    if (numbers.length === 0) return;
    const orders = await tx.orders({ shop: shop.name, numbers });
    const all = groupByOrder(await tx.shipments({ shop: shop.name, numbers }));
    const carriers = await carriersOf(tx, [...all.values()].flat());
    const told = await tx.told(shipments.map((one) => one.shipment.id));
    const open = await tx.notices({ shop: shop.name, states: ['due', 'sending', 'pending', 'unsure', 'failed'] });
    const byShipment = new Map(open.map((one) => [one.shipment, one]));
    const changes: StoredNotice[] = [];
    const journal: JournalEntry[] = [];
    const still = new Set<string>();
    for (const order of orders) {
      const facts = {
        order: order.order,
        shipments: (all.get(order.order.number) ?? []).map((one) => factsOf(run, one, carriers)),
        isCopyRelated: isCopyRelated(order.arrangement ?? noArrangement),
        setSkus: shop.setSkus,
      };
      const { due, problems } = policy(facts, link.settings);
      run.items.push(...problemItems(order.order.number, problems));
      for (const { about, notice, content } of due) {
        const hash = contentHash(content);
        still.add(`${about}:${hash}`);
        const known = byShipment.get(about);
        if (told.get(about)?.contentHash === hash && !known) continue;
        // Refused before: only another content, or another way to say it (carrier code), is worth a new try.
        const isSame = known?.contentHash === hash;
        if (isSame && (known.state !== 'failed' || contentHash(known.body) === contentHash(notice))) continue;
        if (known && (known.state === 'sending' || known.state === 'pending' || known.state === 'unsure')) continue;
        const id = sha256([shop.name, about, notice.kind, hash, at].join('\u0000')).slice(0, 32);
        if (known) changes.push({ ...known, state: 'withdrawn', at });
        changes.push({
          id,
          shop: shop.name,
          orderNumber: notice.orderNumber,
          shipment: about,
          kind: notice.kind,
          state: 'due',
          contentHash: hash,
          body: notice,
          reservedAt: at,
          notBefore: now.add(rest).toString(),
          attempts: 0,
          handle: null,
          code: '',
          args: {},
          at,
        });
        journal.push({
          at,
          actor: 'notify',
          what: 'notice-reserved',
          shop: shop.name,
          orderNumber: notice.orderNumber,
          shipment: about,
          details: { notice: id },
        });
      }
    }
    // Reserved, and no longer to be told (confirmation undone, cancelled): taken back before it is sent.
    for (const one of open) {
      if (one.state !== 'due' || still.has(`${one.shipment}:${one.contentHash}`)) continue;
      changes.push({ ...one, state: 'withdrawn', at });
      journal.push({
        at,
        actor: 'notify',
        what: 'notice-withdrawn',
        shop: shop.name,
        orderNumber: one.orderNumber,
        shipment: one.shipment,
        details: { notice: one.id },
      });
    }
    await tx.putNotices(changes);
    await tx.addJournal(journal);
    run.counts.reserved = changes.filter((one) => one.state === 'due').length;
  });
}

function problemItems(order: string, problems: Policy['problems']): NoticeRun['items'] {
  const distinct = new Map(problems.map((one) => [one.code, one]));
  return [...distinct.values()].map(({ code, args }) => ({ key: order, kind: 'fix', code, ...(args && { args }) }));
}

function factsOf(
  run: NoticeRun,
  stored: StoredShipment,
  carriers: ReadonlyMap<string, StoredShipment> = new Map(),
): PolicyShipment {
  const carrier = carriers.get(stored.shipment.id);
  const waybill = stored.waybills.length > 0 ? firstNumber(stored) : null;
  return {
    shipment: stored.shipment,
    state: stored.state,
    waybill,
    method: run.ctx.masters.methods.find((one) => one.code === stored.shipment.method) ?? null,
    shippedOn:
      stored.shipment.shippedOn ?? waybill?.shipDate ?? (waybill ? japanDay(Temporal.Instant.from(waybill.at)) : null),
    confirmations: 0,
    ...(carrier && { carriedBy: factsOf(run, carrier) }),
  };
}
