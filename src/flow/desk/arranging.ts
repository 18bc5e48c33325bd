import { type Arrangement, noArrangement } from '../../core/arrangement.ts';
import { type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import { type Hold, isBeyondRecall, stateTitles } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import type { JournalEntry, Reads, StoredOrder, StoredShipment, Writes } from '../../store/types.ts';
import { redecide } from '../decide/index.ts';
import { allocate } from '../stock/index.ts';
import type { Context, OrderView } from '../types.ts';
import { viewOrder } from './orders.ts';

/** What a person's arranging did. `refused` not empty = nothing was changed (for `confirm`: not for these shipments). */
export interface Arranged {
  /** The orders that took part, as they are afterwards. */
  readonly orders: readonly OrderView[];
  /** Done, and to be known. */
  readonly notes: readonly Said[];
  readonly refused: readonly Said[];
}

export interface Said {
  readonly number: string;
  readonly code: SentenceCode;
  readonly sentence: string;
  readonly remedy: string;
}

export interface Arranger {
  readonly shop?: string | undefined;
  readonly actor?: string | undefined;
}

export function said(number: string, code: SentenceCode, args: SentenceArgs = {}): Said {
  return { number, code, ...say(code, { number, ...args }) };
}

/** An arrangement is impossible: the transaction is left, nothing is changed. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly reasons: readonly Said[];
  constructor(reasons: readonly Said[]) {
    super(reasons.map((one) => one.code).join(' '));
    this.reasons = reasons;
  }
}

export function refuse(number: string, code: SentenceCode, args: SentenceArgs = {}): never {
  throw new Refusal([said(number, code, args)]);
}

/** One order at the desk, with its shipments, inside a transaction. */
export interface AtDesk {
  readonly shop: Shop;
  readonly stored: StoredOrder;
  readonly arrangement: Arrangement;
  readonly shipments: readonly StoredShipment[];
}

/**
 * Runs an arrangement in one transaction; a refusal leaves everything as it was. `work` gives what took part (of one shop, or
 * of several when no shop is named) and notes.
 */
export async function arranging(
  ctx: Context,
  work: (tx: Writes) => Promise<{
    readonly shop: string | undefined;
    readonly numbers: readonly string[];
    readonly notes?: readonly Said[];
  }>,
): Promise<Arranged> {
  try {
    return await ctx.store.write(async (tx) => {
      const { shop, numbers, notes = [] } = await work(tx);
      await allocate(ctx, tx);
      const filter = { numbers, ...(shop !== undefined && { shop }) };
      const orders = await tx.orders(filter);
      const shipments = await tx.shipments(filter);
      const own = ({ shop, order }: StoredOrder) =>
        shipments.filter((one) => one.shipment.shop === shop && one.shipment.orderNumber === order.number);
      return { orders: orders.map((one) => viewOrder(ctx, one, own(one))), notes, refused: [] };
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { orders: [], notes: [], refused: error.reasons };
  }
}

/** Brings an order to the desk. Refuses when it is not there, or in several shops and none was named. */
export async function bring(
  ctx: Pick<Context, 'config'>,
  tx: Pick<Reads, 'orders' | 'shipments'>,
  number: string,
  shopName?: string,
): Promise<AtDesk> {
  const found = (await tx.orders({ numbers: [number], ...(shopName && { shop: shopName }) })).filter(
    (one) => ctx.config.shops[one.shop],
  );
  const [stored, ...others] = found;
  if (!stored) refuse(number, 'arrange-no-order');
  if (others.length > 0) refuse(number, 'arrange-several-shops', { shops: found.map((one) => one.shop).join(' ') });
  const shipments = await tx.shipments({ shop: stored.shop, numbers: [number] });
  return { shop: ctx.config.shops[stored.shop]!, stored, arrangement: stored.arrangement ?? noArrangement, shipments };
}

/** Refuses when a label of one of these exists or may exist. */
export function mustBeBeforeIssue(number: string, shipments: readonly StoredShipment[]): void {
  const late = shipments.find((one) => isBeyondRecall(one.state));
  if (!late) return;
  const { customerNo } = late.shipment;
  refuse(number, 'arrange-already-issuing', { customerNo, state: stateTitles[late.state] });
}

/** Stores what was arranged as the order's next revision and decides it again. Gives the stored order. */
export async function rearrange(
  ctx: Context,
  tx: Writes,
  { shop, stored }: Pick<AtDesk, 'shop' | 'stored'>,
  arrangement: Arrangement,
  actor: string,
  isOver?: (hold: Hold) => boolean,
): Promise<StoredOrder> {
  const next: StoredOrder = { ...stored, arrangement, revision: stored.revision + 1, at: ctx.now().toString() };
  await tx.saveOrders([next]);
  await redecide(ctx, tx, shop, next, actor, isOver);
  return next;
}

export function entry(
  ctx: Context,
  { shop, stored }: Pick<AtDesk, 'shop' | 'stored'>,
  actor: string,
  what: string,
  details: JournalEntry['details'] = {},
  shipment = '',
): JournalEntry {
  return {
    at: ctx.now().toString(),
    actor,
    what,
    shop: shop.name,
    orderNumber: stored.order.number,
    shipment,
    details,
  };
}
