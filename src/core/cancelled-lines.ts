import type { Order, OrderLine } from './order.ts';

/** Lines that were to be shipped and are cancelled now, the order itself going on. */
export function newlyCancelled(before: Order | null, now: Order): readonly OrderLine[] {
  if (!before || now.cancelled) return [];
  const cancelled = new Set(now.lines.filter((line) => line.status === 'cancelled').map((line) => line.no));
  return before.lines.filter((line) => line.status === 'open' && cancelled.has(line.no));
}

/** The order as it would have been without anything else changing. */
export function withCancelled(order: Order, lines: readonly OrderLine[]): Order {
  if (lines.length === 0) return order;
  const nos = new Set(lines.map((line) => line.no));
  return {
    ...order,
    lines: order.lines.map((line) => (nos.has(line.no) ? { ...line, status: 'cancelled' as const } : line)),
  };
}
