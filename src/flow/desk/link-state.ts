import {
  isAboutOrder,
  type LinkState,
  linkState,
  type NoticeKind,
  onceOnly,
  theOrder,
  toldByHand,
} from '../../core/notices.ts';
import { type SentenceCode, say } from '../../core/sentences/index.ts';
import type { Reads, StoredShipment } from '../../store/types.ts';
import { parcelsOf } from '../notify/index.ts';
import type { Context } from '../types.ts';
import { aboutsOf } from './notices.ts';

/** 連携状態 (X5) of an order; null when its marketplace has no such thing. */
export async function linkStateOf(
  ctx: Context,
  reads: Pick<Reads, 'told'>,
  shop: string,
  number: string,
  shipments: readonly StoredShipment[],
): Promise<LinkState | null> {
  const linked = ctx.link?.(shop)?.connector.linked;
  if (!linked) return null;
  const told = await reads.told(aboutsOf(shop, number, shipments));
  const facts = told.map(({ about, kind }) => ({ about: isAboutOrder(about) ? theOrder : about, kind }));
  return linkState(facts, parcelsOf(shipments), linked);
}

export type Marked =
  | { readonly shop: string; readonly from: LinkState | null; readonly to: LinkState | null }
  | { readonly problem: { readonly code: SentenceCode; readonly sentence: string; readonly remedy: string } };

/**
 * Says by hand where an order stands at its marketplace: what a person did on the marketplace's own screen counts as told and is not
 * sent; set back, it is sent (again). A kind that takes money is never set back.
 *
 * @param done a link state, or one kind of notice that was done by hand
 */
export async function markByHand(
  ctx: Context,
  shop: string,
  number: string,
  done: LinkState | { readonly kind: NoticeKind },
  actor = 'operator',
): Promise<Marked> {
  const link = ctx.link?.(shop);
  const { linked } = link?.connector ?? {};
  const refuse = (code: SentenceCode): Marked => ({ problem: { code, ...say(code, { shop, number }) } });
  if (!link) return refuse('shop-without-api');
  if (typeof done === 'string' && !linked) return refuse('link-state-none');
  return ctx.store.write(async (tx): Promise<Marked> => {
    const [order] = await tx.orders({ shop, numbers: [number] });
    if (!order) return refuse('command-no-such-order');
    const shipments = await tx.shipments({ shop, numbers: [number] });
    const from = await linkStateOf(ctx, tx, shop, number, shipments);
    const at = ctx.now().toString();
    const abouts = aboutsOf(shop, number, shipments);
    const both = (kinds: readonly NoticeKind[]) => kinds.flatMap((kind) => abouts.map((about) => ({ about, kind })));
    const kinds = typeof done === 'string' ? told(done, linked!) : [done.kind];
    const taken = typeof done === 'string' ? takenBack(done, linked!) : [];
    const known = new Set((await tx.told(abouts)).map((one) => `${one.kind} ${one.about}`));
    const fresh = both(kinds).filter((one) => !known.has(`${one.kind} ${one.about}`));
    await tx.setTold(fresh.map((one) => ({ ...one, contentHash: toldByHand, at })));
    await tx.dropTold(both(taken.filter((kind) => !onceOnly.includes(kind))));
    const to = await linkStateOf(ctx, tx, shop, number, shipments);
    await tx.addJournal([
      {
        at,
        actor,
        what: 'link-state-set',
        shop,
        orderNumber: number,
        shipment: '',
        details: { kinds: [...kinds, ...taken].join(' '), from, to },
      },
    ]);
    return { shop, from, to };
  });
}

/** Kinds that were told when an order stands here, and those that were not. */
const told = (state: LinkState, linked: NoticeKind): NoticeKind[] =>
  state === 'waiting' ? [] : state === 'printed' ? [linked] : [linked, 'ship'];
const takenBack = (state: LinkState, linked: NoticeKind): NoticeKind[] =>
  state === 'waiting' ? [linked, 'ship'] : state === 'printed' ? ['ship'] : [];
