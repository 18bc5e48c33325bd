import { type Destination, type Order, type OrderLine, type Stop, sentMark } from '../core/order.ts';

/**
 * What a shop's own status word means for shipping (`order.status`, `line.delivery.status`, dictionary `order-status`):
 * `ready` nothing stands against it · `paid` ready, and the money is there · `unpaid` wait for the money · `shipped` it has gone
 * already · `cancelled` · `returned` · `cancel-requested` the customer asked, nobody has decided · `checking` `reserved` `fraud` `hold`
 * the shop says: not now · `no-address` nobody has filled in where it
 * goes (a gift) · `partly` some of the goods are refunded, cancelled or sent, and nothing says which.
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
  'partly',
  'no-address',
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

const stops: Readonly<Partial<Record<OrderStatus, Stop['why']>>> = {
  checking: 'checking',
  reserved: 'reserved',
  fraud: 'fraud',
  hold: 'hold',
  partly: 'partly',
};

/** One status column of a row: what it means, and the word that says so (a flag's with its column: `確認中フラグ：1`). */
export interface SaidStatus {
  readonly status: OrderStatus | '';
  readonly word: string;
}

/**
 * An order with what the shop's status says, of the order or of one destination. It can only stop a shipment: `paid` counts where the
 * file has no state of payment of its own, and cash on delivery waits for nobody's money.
 *
 * @param word the status as the file writes it
 * @param destination key of the only destination that it speaks of; without it all
 */
export function withStatus(order: Order, status: OrderStatus | '', word: string, destination?: string): Order {
  const { payment } = order;
  const why = status === '' ? undefined : stops[status];
  if (why) return { ...order, stop: order.stop ?? { why, word: word.trim() } };
  const isMeant = (key: string) => destination === undefined || key === destination;
  const places = (change: Partial<Destination>) =>
    order.destinations.map((one) => (isMeant(one.key) ? { ...one, ...change } : one));
  const lines = (change: Partial<OrderLine>) =>
    order.lines.map((line) => (isMeant(line.destination) && line.status === 'open' ? { ...line, ...change } : line));
  switch (status) {
    case 'paid':
      return payment.state === 'unknown' ? { ...order, payment: { ...payment, state: 'paid' } } : order;
    case 'unpaid':
      return payment.state === 'cod' ? order : { ...order, payment: { ...payment, state: 'unpaid' } };
    case 'shipped': {
      const marked = order.destinations.map((one) =>
        isMeant(one.key) && one.trackingNumber === '' ? { ...one, trackingNumber: sentMark } : one,
      );
      return { ...order, destinations: marked };
    }
    case 'cancelled':
      return destination === undefined
        ? { ...order, cancelled: true }
        : { ...order, destinations: places({ deleted: true }) };
    case 'returned':
      return { ...order, lines: lines({ status: 'returned' }) };
    case 'no-address':
      return { ...order, destinations: places({ addressPending: true }) };
    case 'cancel-requested':
      return { ...order, lines: lines({ cancelRequested: true }) };
    default:
      return order;
  }
}
