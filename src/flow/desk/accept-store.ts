import { orderNumberOf } from '../../core/ids.ts';
import type { IssuedName, JournalEntry, StoredShipment, Writes } from '../../store/types.ts';
import { askedAbout } from '../intake/index.ts';
import { issuedManifests, readHeads, readIssued, writeHeads } from '../standing/index.ts';
import type { Context } from '../types.ts';

export interface Accepted {
  /** Labels that what lies outside names. */
  readonly named: number;
  /** お客様管理番号 that were to be issued here, and are 発行中 now. */
  readonly marked: readonly string[];
  /** お客様管理番号 of the same orders that wait for a person now. */
  readonly held: readonly string[];
  /** Named, and their orders are not here: 発行中 as soon as they come in. */
  readonly unknown: number;
}

export interface AcceptRequest {
  readonly note: string;
  readonly actor: string;
  /** Folders with manifests and lists of an earlier outbox, besides the one of this workspace. */
  readonly folders: readonly string[];
}

const atOnce = 500;

/**
 * A person says that this store is to be gone on with, although it is older than what lies outside, or another one: everything that the
 * manifests and lists there name is 発行中, never ready. May be broken off and done again: only the last step lets the store write.
 *
 * @param ctx of a bridge that was opened for this
 */
export async function acceptStore(ctx: Context, { note, actor, folders }: AcceptRequest): Promise<Accepted> {
  const names = new Map<string, IssuedName>();
  const add = (one: IssuedName) => names.set(`${one.shop}\u0000${one.customerNo}`, one);
  for (const folder of new Set([ctx.config.outbox, ...folders])) {
    for (const one of await readIssued(folder)) add(one);
    for await (const { shop, shops, customerNos } of issuedManifests(folder))
      for (const [index, customerNo] of customerNos.entries()) add({ shop: shops?.[index] ?? shop, customerNo });
  }
  const all = [...names.values()];
  const marked: string[] = [];
  const held: string[] = [];
  let unknown = 0;
  for (let start = 0; start < all.length; start += atOnce) {
    const part = all.slice(start, start + atOnce);
    await ctx.store.write(async (tx) => {
      const done = await markPart(ctx, tx, part, actor, note);
      marked.push(...done.marked);
      held.push(...done.held);
      unknown += done.unknown;
    });
    ctx.at('accept:part');
  }
  const { identity, epoch } = await ctx.store.standing();
  const next = Math.max(epoch, ...readHeads(ctx.config).map((head) => head.epoch)) + 1;
  const at = ctx.now().toString();
  await ctx.store.write(async (tx) => {
    await tx.setEpoch(next);
    const details = { named: all.length, marked: marked.length, held: held.length, unknown };
    await tx.addJournal([{ ...entryOf(at, actor, 'store-accepted'), details, note }]);
  });
  ctx.at('accept:epoch');
  const failed = await writeHeads(ctx.config, { identity, epoch: next, at });
  if (failed) throw failed;
  return { named: all.length, marked, held, unknown };
}

const open: readonly StoredShipment['state'][] = ['held', 'backordered', 'ready'];

async function markPart(ctx: Context, tx: Writes, part: readonly IssuedName[], actor: string, note: string) {
  const at = ctx.now().toString();
  const known = await tx.shipments({ customerNos: part.map((one) => one.customerNo) });
  const isNamed = new Map(known.map((one) => [`${one.shipment.shop}\u0000${one.shipment.customerNo}`, one]));
  const unknown = part.filter((one) => !isNamed.has(`${one.shop}\u0000${one.customerNo}`));
  await tx.setIssuedBefore(unknown);
  const here = new Set(part.map((one) => `${one.shop}\u0000${one.customerNo}`));
  const mark = known.filter(
    (one) => open.includes(one.state) && here.has(`${one.shipment.shop}\u0000${one.shipment.customerNo}`),
  );
  // 発行中 is reached from 出荷待ち only.
  const waiting = mark.filter((one) => one.state !== 'ready');
  await tx.saveShipments(waiting.map((one) => ({ ...one, state: 'ready' as const })));
  const ids = mark.map((one) => one.shipment.id);
  const ready = ids.length === 0 ? [] : await tx.shipments({ ids });
  await tx.saveShipments(ready.map((one) => ({ ...one, state: 'issuing' as const })));
  // A label of the same order that is not known here: which of its parcels it was, nobody can say.
  const asked: StoredShipment[] = [];
  for (const shop of new Set(unknown.map((one) => one.shop))) {
    const numbers = unknown
      .filter((one) => one.shop === shop)
      .map((one) => orderNumberOf(one.customerNo.replace(/_\d+$/, '')));
    const others = await tx.shipments({ shop, numbers: [...new Set(numbers)], states: open });
    asked.push(...others.filter((one) => !one.holds.some((hold) => hold.code === 'issued-before')));
  }
  await tx.saveShipments(asked.map(askedAbout));
  await tx.addJournal(
    [...mark, ...asked].map(({ shipment, state }) => ({
      ...entryOf(at, actor, 'issued-before'),
      shop: shipment.shop,
      orderNumber: shipment.orderNumber,
      shipment: shipment.customerNo,
      details: { from: state, to: asked.some((one) => one.shipment.id === shipment.id) ? 'held' : 'issuing' },
      note,
    })),
  );
  const numbersOf = (some: readonly StoredShipment[]) => some.map((one) => one.shipment.customerNo);
  return { marked: numbersOf(mark), held: numbersOf(asked), unknown: unknown.length };
}

const entryOf = (at: string, actor: string, what: string): JournalEntry => ({
  at,
  actor,
  what,
  shop: '',
  orderNumber: '',
  shipment: '',
  details: {},
});
