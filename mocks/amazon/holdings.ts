import { iso } from '../clock.ts';
import type { Holdings } from '../system.ts';
import { grandTotal, statusOf } from './state/order.ts';
import type { AmazonState } from './state/state.ts';

/** What really happened at the lab's Amazon. Times are ISO instants. */
export function amazonHoldings(state: AmazonState): Holdings {
  const orders = [...state.orders.values()];
  return {
    orders: orders.map((order) => ({
      orderId: order.id,
      status: statusOf(order),
      fulfilledBy: order.shippedByAmazon ? 'AMAZON' : 'MERCHANT',
      createdTime: iso(order.createdAt),
      lastUpdatedTime: iso(order.updatedAt),
      lines: order.lines.map((line) => ({ orderItemId: line.id, sku: line.sku, quantity: line.quantity })),
      total: grandTotal(order),
      packages: order.packages.length,
    })),
    packages: orders.flatMap((order) =>
      order.packages.map((one) => ({
        orderId: order.id,
        packageReferenceId: one.ref,
        carrierCode: one.carrierCode,
        carrierName: one.carrierName,
        shippingMethod: one.shippingMethod,
        trackingNumber: one.trackingNumber,
        shipTime: iso(one.shippedAt),
        cod: one.cod,
        items: one.items.map((item) => ({ orderItemId: item.line, quantity: item.quantity })),
        createdTime: iso(one.createdAt),
        updatedTime: iso(one.updatedAt),
      })),
    ),
    confirmations: state.confirmations.map((one) => ({ ...one, at: iso(one.at) })),
    feeds: state.feeds.map((feed) => ({
      feedId: feed.id,
      feedType: feed.type,
      processingStatus: feed.status,
      createdTime: iso(feed.createdAt),
      inputFeedDocumentId: feed.documentId,
      resultFeedDocumentId: feed.reportId ?? '',
      bytes: state.documents.get(feed.documentId)?.bytes?.length ?? 0,
    })),
    reports: state.reports.map((report) => ({
      reportId: report.id,
      reportType: report.type,
      processingStatus: report.status,
      createdTime: iso(report.createdAt),
      reportScheduleId: report.scheduleId ?? '',
      reportDocumentId: report.documentId ?? '',
    })),
    subscriptions: [...state.subscriptions.values()].map(({ id, type, destinationId }) => ({
      id,
      type,
      destinationId,
    })),
    messages: state.queue.map(({ id, arn, body, sentAt, receives, pushes }) => ({
      id,
      arn,
      sentTime: iso(sentAt),
      receives,
      pushes,
      body,
    })),
    stock: [...state.listings.values()].flatMap((listing) =>
      (listing.coming?.availability ?? listing.availability).map((one) => ({
        sku: listing.sku,
        channel: one.fulfillment_channel_code,
        quantity: one.quantity ?? null,
        leadTimeDays: one.lead_time_to_ship_max_days ?? null,
        restockDate: one.restock_date ?? null,
        isApplied: !listing.coming,
      })),
    ),
    stockChanges: state.stockChanges.map((one) => ({ ...one, at: iso(one.at) })),
  };
}
