import { createHash } from 'node:crypto';
import { iso } from '../../clock.ts';
import type { Destination, QueueMessage, Subscription } from './notify-types.ts';
import { type AmazonOrder, shippedOf, statusOf, sumOf } from './order.ts';
import type { AmazonState } from './state.ts';

/** Kinds of notices that this lab sends, with the version of their payload (Amazon's notification schemas, trust A). */
export const noticeVersions: Readonly<Record<string, string>> = {
  ORDER_CHANGE: '1.0',
  REPORT_PROCESSING_FINISHED: '2020-09-04',
  FEED_PROCESSING_FINISHED: '2020-09-04',
};

const orderStatuses = {
  PENDING_AVAILABILITY: 'PendingAvailability',
  PENDING: 'Pending',
  UNSHIPPED: 'Unshipped',
  PARTIALLY_SHIPPED: 'PartiallyShipped',
  SHIPPED: 'Shipped',
  CANCELLED: 'Canceled',
} as const;

/** What an order is known as: a change of it is a notice. */
const markOf = (order: AmazonOrder): string =>
  `${statusOf(order)} ${order.lines.some((one) => one.cancelRequest !== undefined)}`;
const isOver = ({ status }: { readonly status: string }): boolean => !status.startsWith('IN_');

/** What is there when somebody subscribes is no news. */
export function rememberAll(state: AmazonState): void {
  for (const order of state.orders.values()) state.seen.set(order.id, markOf(order));
  for (const one of state.reports) if (isOver(one)) state.seen.set(`report ${one.id}`, one.status);
  for (const one of state.feeds) if (isOver(one)) state.seen.set(`feed ${one.id}`, one.status);
}

/** Puts notices of all that changed into the queues. Costs nothing while nobody has subscribed. */
export function settleNotices(state: AmazonState, now: number): void {
  if (state.subscriptions.size === 0) return;
  for (const order of state.orders.values()) {
    const mark = markOf(order);
    const before = state.seen.get(order.id);
    if (before === mark || (order.hiddenUntil ?? 0) > now) continue;
    state.seen.set(order.id, mark);
    const isStatus = before?.split(' ')[0] !== mark.split(' ')[0];
    if (isStatus) tellOrder(state, order, 'OrderStatusChange', now);
    if (mark.endsWith('true') && !before?.endsWith('true')) tellOrder(state, order, 'BuyerRequestedChange', now);
  }
  for (const one of state.reports) {
    if (!isOver(one) || state.seen.has(`report ${one.id}`)) continue;
    state.seen.set(`report ${one.id}`, one.status);
    tellWork(state, 'REPORT_PROCESSING_FINISHED', one.endsAt, {
      reportId: one.id,
      reportType: one.type,
      processingStatus: one.status,
      ...(one.documentId === undefined ? {} : { reportDocumentId: one.documentId }),
    });
  }
  for (const one of state.feeds) {
    if (!isOver(one) || state.seen.has(`feed ${one.id}`)) continue;
    state.seen.set(`feed ${one.id}`, one.status);
    tellWork(state, 'FEED_PROCESSING_FINISHED', one.endsAt, {
      feedId: one.id,
      feedType: one.type,
      processingStatus: one.status,
      ...(one.reportId === undefined ? {} : { resultFeedDocumentId: one.reportId }),
    });
  }
}

function tellOrder(state: AmazonState, order: AmazonOrder, change: string, now: number): void {
  for (const one of state.subscriptions.values()) {
    if (one.type !== 'ORDER_CHANGE' || !wants(one, order, change)) continue;
    send(state, one, now, (metadata) => ({
      NotificationVersion: '1.0',
      NotificationType: 'ORDER_CHANGE',
      PayloadVersion: one.payloadVersion,
      EventTime: iso(now),
      Payload: { OrderChangeNotification: orderChange(state, order, change) },
      NotificationMetadata: {
        ApplicationId: metadata.applicationId,
        SubscriptionId: metadata.subscriptionId,
        PublishTime: metadata.publishTime,
        NotificationId: metadata.notificationId,
      },
    }));
  }
}

function wants({ directive }: Subscription, order: AmazonOrder, change: string): boolean {
  const { orderChangeTypes, marketplaceIds } = (directive?.eventFilter ?? {}) as Readonly<Record<string, unknown>>;
  const has = (list: unknown, one: string) => !Array.isArray(list) || list.includes(one);
  return has(orderChangeTypes, change) && has(marketplaceIds, order.marketplace.id);
}

function orderChange(state: AmazonState, order: AmazonOrder, change: string) {
  const shipped = sumOf(order, (line) => shippedOf(order, line.id));
  const programs = { PRIME: 'Prime', AMAZON_BUSINESS: 'Business' } as Readonly<Record<string, string>>;
  return {
    NotificationLevel: 'OrderLevel',
    SellerId: state.access.sellerId,
    AmazonOrderId: order.id,
    OrderChangeType: change,
    OrderChangeTrigger: {
      TimeOfOrderChange: iso(order.updatedAt),
      ChangeReason: change === 'BuyerRequestedChange' ? 'Buyer Requested Cancel' : 'Order Status Change',
    },
    Summary: {
      MarketplaceId: order.marketplace.id,
      OrderStatus: orderStatuses[statusOf(order)],
      PurchaseDate: iso(order.createdAt),
      DestinationPostalCode: order.waitsFor === 'none' ? order.address.postalCode : null,
      FulfillmentType: order.shippedByAmazon ? 'AFN' : 'MFN',
      OrderType: order.waitsFor === 'release' ? 'Preorder' : 'StandardOrder',
      NumberOfItemsShipped: shipped,
      NumberOfItemsUnshipped: sumOf(order, (line) => line.quantity) - shipped,
      EarliestDeliveryDate: iso(order.deliverBy.from),
      LatestDeliveryDate: iso(order.deliverBy.to),
      EarliestShipDate: iso(order.shipBy.from),
      LatestShipDate: iso(order.shipBy.to),
      OrderPrograms: order.programs.flatMap((one) => programs[one] ?? []),
      ShippingPrograms: [],
      OrderItems: order.lines.map((line) => ({
        OrderItemId: line.id,
        SellerSKU: line.sku,
        SupplySourceId: null,
        OrderItemStatus: shippedOf(order, line.id) < line.quantity ? 'Unshipped' : 'Shipped',
        Quantity: line.quantity,
        QuantityShipped: shippedOf(order, line.id),
        IsBuyerRequestedCancel: line.cancelRequest !== undefined,
      })),
    },
  };
}

function tellWork(state: AmazonState, type: string, at: number, work: object): void {
  const { sellerId } = state.access;
  const name = type === 'REPORT_PROCESSING_FINISHED' ? 'report' : 'feed';
  for (const one of state.subscriptions.values()) {
    if (one.type !== type) continue;
    send(state, one, at, (notificationMetadata) => ({
      notificationVersion: noticeVersions[type],
      notificationType: type,
      payloadVersion: one.payloadVersion,
      eventTime: iso(at),
      payload: {
        [`${name}ProcessingFinishedNotification`]: { sellerId, accountId: `amzn1.merchant.o.${sellerId}`, ...work },
      },
      notificationMetadata,
    }));
  }
}

interface Metadata {
  readonly applicationId: string;
  readonly subscriptionId: string;
  readonly publishTime: string;
  readonly notificationId: string;
}

function send(state: AmazonState, to: Subscription, at: number, make: (metadata: Metadata) => object): void {
  const destination: Destination | undefined = state.destinations.get(to.destinationId);
  if (!destination) return;
  const metadata = {
    applicationId: state.access.clientId,
    subscriptionId: to.id,
    publishTime: iso(at),
    notificationId: nextId(state),
  };
  const message: QueueMessage = {
    id: nextId(state),
    arn: destination.arn,
    body: JSON.stringify(make(metadata)),
    sentAt: at,
    visibleAt: at,
    receives: 0,
    firstReceivedAt: 0,
    receipt: '',
    pushes: 0,
  };
  state.queue.push(message);
}

/** By count and not by chance: when notices are looked for must not change what the lab's chance gives others. */
function nextId(state: AmazonState): string {
  state.noticeCount += 1;
  const hex = createHash('sha256').update(`${state.access.sellerId} ${state.noticeCount}`).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}

/** Takes messages of a queue for a while, as SQS does. */
export function receive(
  state: AmazonState,
  queue: string,
  wish: { readonly most: number; readonly hiddenFor: number; readonly now: number },
): readonly QueueMessage[] {
  const found = state.queue.filter((one) => queueOf(one.arn) === queue && one.visibleAt <= wish.now);
  const taken = found.slice(0, wish.most);
  for (const one of taken) {
    one.receives += 1;
    one.firstReceivedAt ||= wish.now;
    one.visibleAt = wish.now + wish.hiddenFor;
    one.receipt = `${one.id}#${one.receives}`;
  }
  return taken;
}

export const queueOf = (arn: string): string => arn.split(':').at(-1) ?? '';

/** A receipt of an earlier reception takes nothing away (trust C). */
export function take(state: AmazonState, receipt: string): void {
  state.queue = state.queue.filter((one) => one.receipt !== receipt || receipt === '');
}

/** Most tries to bring a message to the local address; then it only waits in its queue. */
const mostPushes = 10;

/** Messages that are to be brought to the local address now. */
export const duePushes = (state: AmazonState, now: number): readonly QueueMessage[] =>
  state.pushTo === '' ? [] : state.queue.filter((one) => one.visibleAt <= now && one.pushes < mostPushes).slice(0, 10);

/** What became of it: away, or once more after 1, 2, 4 … 300 s of the lab's clock. */
export function pushed(state: AmazonState, id: string, isTaken: boolean, now: number): void {
  const message = state.queue.find((one) => one.id === id);
  if (!message) return;
  if (isTaken) {
    state.queue = state.queue.filter((one) => one !== message);
    return;
  }
  message.pushes += 1;
  message.visibleAt = now + Math.min(300_000, 1000 * 2 ** (message.pushes - 1));
}
