import type { Order, Stop } from '../core/order.ts';

/**
 * What a shop's own status word means for shipping (`order.status`, dictionary `order-status`):
 * `ready` nothing stands against it · `paid` ready, and the money is there · `unpaid` wait for the money · `shipped` it has gone
 * already · `cancelled` · `returned` · `cancel-requested` the customer asked, nobody has decided · `checking` `reserved` `fraud` `hold`
 * the shop says: not now.
 */
export const orderStatuses = [
  'ready',
  'paid',
  'unpaid',
  'shipped',
  'cancelled',
  'returned',
  'cancel-requested',
  'checking',
  'reserved',
  'fraud',
  'hold',
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

const stops: Readonly<Partial<Record<OrderStatus, Stop['why']>>> = {
  checking: 'checking',
  reserved: 'reserved',
  fraud: 'fraud',
  hold: 'hold',
};

/**
 * An order with what the shop's status says. It can only stop a shipment: `paid` counts where the file has no state of payment of
 * its own, and cash on delivery waits for nobody's money.
 *
 * @param word the status as the file writes it
 */
export function withStatus(order: Order, status: OrderStatus | '', word: string): Order {
  const { payment } = order;
  const why = status === '' ? undefined : stops[status];
  if (why) return { ...order, stop: { why, word: word.trim() } };
  switch (status) {
    case 'paid':
      return payment.state === 'unknown' ? { ...order, payment: { ...payment, state: 'paid' } } : order;
    case 'unpaid':
      return payment.state === 'cod' ? order : { ...order, payment: { ...payment, state: 'unpaid' } };
    case 'shipped':
      return {
        ...order,
        destinations: order.destinations.map((one) => ({ ...one, trackingNumber: one.trackingNumber || '発送済み' })),
      };
    case 'cancelled':
      return { ...order, cancelled: true };
    case 'returned':
      return {
        ...order,
        lines: order.lines.map((line) => (line.status === 'open' ? { ...line, status: 'returned' } : line)),
      };
    case 'cancel-requested':
      return { ...order, lines: order.lines.map((line) => ({ ...line, cancelRequested: true })) };
    default:
      return order;
  }
}
