import type { ShipmentState } from '../../core/shipment.ts';
import type { Keyed, ListPage, PageRequest, StoredShipment } from '../../store/types.ts';
import { openHolds, togetherKey } from '../decide/index.ts';
import type { Context } from '../types.ts';

/** `orders candidates --json`: parcels that go to one recipient the same way on the same day. */
export interface BundleCandidate {
  readonly shop: string;
  /** Name of the recipient, as the first order has it. */
  readonly recipient: string;
  readonly method: string;
  readonly cool: string;
  readonly deliveryDate: string | null;
  readonly orders: readonly {
    readonly number: string;
    readonly customerNo: string;
    /** Stands still: clear its holds before it can be bundled. */
    readonly held: boolean;
    /** What a rule says of it; null = nothing. */
    readonly marked: 'candidate' | 'auto' | null;
  }[];
  /** Does the shop's marketplace let orders travel together? `unknown`: nothing we know says so. */
  readonly marketplace: 'allowed' | 'forbidden' | 'unknown';
}

/** Before these states nothing is printed. */
const unprinted: readonly ShipmentState[] = ['held', 'backordered', 'ready'];

/**
 * Which orders may travel together (T5): open parcels without a label, of one shop, to the same recipient (whatever the spelling), by the same
 * method and cool class, for the same day. Not those that collect money or stand in several parcels. Costs what is open, not what ever was; the
 * oldest first.
 */
export async function bundleCandidates(
  ctx: Context,
  { shop: only }: { readonly shop?: string | undefined },
  page: PageRequest,
): Promise<ListPage<BundleCandidate & Keyed>> {
  const all: (BundleCandidate & Keyed)[] = [];
  for (const shop of Object.keys(ctx.config.shops)) {
    if (only !== undefined && shop !== only) continue;
    const open = await ctx.store.shipments({ shop, states: unprinted });
    const perOrder = Map.groupBy(open, (one) => one.shipment.orderNumber);
    const fit = open.filter(
      ({ shipment }) => shipment.codAmount === null && perOrder.get(shipment.orderNumber)?.length === 1,
    );
    for (const own of Map.groupBy(fit, togetherKey).values()) if (own.length > 1) all.push(candidate(ctx, shop, own));
  }
  const sorted = all.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const rest = page.after === undefined ? sorted : sorted.filter((one) => one.key > page.after!);
  const rows = rest.slice(0, page.limit);
  return { rows, next: rest.length > rows.length ? (rows.at(-1)?.key ?? null) : null };
}

function candidate(ctx: Context, shop: string, own: readonly StoredShipment[]): BundleCandidate & Keyed {
  const { shipment } = own[0]!;
  const bundling = ctx.link?.(shop)?.connector.bundling;
  return {
    shop,
    recipient: shipment.consignee.name || shipment.consignee.company,
    method: shipment.method,
    cool: shipment.cool,
    deliveryDate: shipment.deliveryDate,
    orders: own.map((one) => ({
      number: one.shipment.orderNumber,
      customerNo: one.shipment.customerNo,
      held: openHolds(one).length > 0,
      marked: one.shipment.bundle ?? null,
    })),
    marketplace: bundling === undefined ? 'unknown' : bundling.allowed ? 'allowed' : 'forbidden',
    key: Buffer.from(`${shop}\u0000${shipment.customerNo}`).toString('base64url'),
  };
}
