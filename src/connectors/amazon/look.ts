import type { Notice, Outcome, ShipNotice } from '../contract.ts';
import type { Client } from './client.ts';
import { garbled } from './errors.ts';
import { fulfilmentFeed, openFeeds } from './feed.ts';

interface Known {
  readonly status: string;
  readonly packages: readonly Package[];
  readonly left: ReadonlyMap<string, number>;
}

interface Package {
  readonly packageReferenceId: string;
  readonly trackingNumber: string;
  readonly lines: ReadonlyMap<string, number>;
}

const bare = (number: string): string => number.replace(/[\s-]/g, '').toUpperCase();

/**
 * What Amazon knows of notices whose answer was lost: `done` when the order has a package with this number and these lines
 * (or, for a notice without a number, when nothing of its lines is left to ship); undefined when it does not have it and
 * no fulfilment feed is still being worked off. Source of `packages`: orders_2026-01-01 model, trust A.
 */
export async function lookUp(client: Client, notices: readonly Notice[]): Promise<(Outcome | undefined)[]> {
  const orders = new Map<string, Known | Outcome>();
  for (const number of new Set(notices.map((notice) => notice.orderNumber)))
    orders.set(number, await readKnown(client, number));
  const found = notices.map((notice) => judge(notice, orders.get(notice.orderNumber)!));
  if (found.every((outcome) => outcome !== undefined)) return found.map(stillInDoubt);
  const waiting = await openFeeds(client, fulfilmentFeed);
  return found.map((outcome) => stillInDoubt(outcome ?? waiting));
}

/** The question failed, not the notice: it must not be told again because of that. */
function stillInDoubt(outcome: Outcome | undefined): Outcome | undefined {
  return outcome?.kind === 'retry' || outcome?.kind === 'halt' ? { ...outcome, kind: 'unsure' } : outcome;
}

async function readKnown(client: Client, number: string): Promise<Known | Outcome> {
  const sent = await client.send('getOrder', {
    method: 'GET',
    path: `/orders/2026-01-01/orders/${encodeURIComponent(number)}`,
    query: { includedData: 'FULFILLMENT,PACKAGES' },
    effect: 'read',
  });
  if (sent.failed) {
    if (sent.answer?.status === 404) return { kind: 'fix', code: 'notice-order-unknown', args: { order: number } };
    return sent.failed;
  }
  const order = (sent.answer.json() as { order?: RawOrder } | undefined)?.order;
  if (!order || !Array.isArray(order.orderItems)) return garbled(sent.answer, 'getOrder', 'read');
  return {
    status: order.fulfillment?.fulfillmentStatus ?? '',
    packages: (order.packages ?? [])
      .filter((one) => one.packageStatus?.status !== 'CANCELLED')
      .map((one) => ({
        packageReferenceId: one.packageReferenceId ?? '',
        trackingNumber: bare(one.trackingNumber ?? ''),
        lines: new Map((one.packageItems ?? []).map((item) => [item.orderItemId, item.quantity ?? 0])),
      })),
    left: new Map(order.orderItems.map((item) => [item.orderItemId, item.fulfillment?.quantityUnfulfilled ?? 0])),
  };
}

interface RawOrder {
  readonly fulfillment?: { readonly fulfillmentStatus?: string };
  readonly orderItems?: readonly {
    readonly orderItemId: string;
    readonly fulfillment?: { readonly quantityUnfulfilled?: number };
  }[];
  readonly packages?: readonly {
    readonly packageReferenceId?: string;
    readonly trackingNumber?: string;
    readonly packageStatus?: { readonly status?: string };
    readonly packageItems?: readonly { readonly orderItemId: string; readonly quantity?: number }[];
  }[];
}

function judge(notice: Notice, known: Known | Outcome): Outcome | undefined {
  if ('kind' in known) return known;
  if (isThere(notice.ship!, known)) return { kind: 'done', code: 'notice-told' };
  if (known.status === 'CANCELLED')
    return { kind: 'fix', code: 'notice-order-cancelled', args: { order: notice.orderNumber } };
  return undefined;
}

function isThere(ship: ShipNotice, { packages, left, status }: Known): boolean {
  if (ship.trackingNumber === '') {
    return status === 'SHIPPED' || ship.items.every((item) => left.get(item.line) === 0);
  }
  const number = bare(ship.trackingNumber);
  return packages.some(
    (one) =>
      one.trackingNumber === number &&
      // The document may leave the lines of a package out.
      (one.lines.size === 0 || ship.items.every((item) => (one.lines.get(item.line) ?? 0) >= item.quantity)),
  );
}
