import type { Answer, Field } from '../../system.ts';
import { isShipped, type Order } from '../state/order.ts';
import type { ShopserveState } from '../state/state.ts';
import { day, fromText } from '../state/times.ts';
import { type Ask, bad, type Endpoint } from './door.ts';
import { type Part, parts, renderOrder } from './render.ts';
import { listed, reply } from './reply.ts';

/** A search spans a week at most and reaches two years back (trust A: the manual's limits; that the API has them: C). */
const longest = 7 * day;
const oldest = 731 * day;
const most = 100;

/**
 * 注文情報検索API (V2-M-0024): address, `since` and the list of parts are known (trust B); the rest of the body, the parts and every
 * member of the answer are ours (trust C).
 */
export const retrieve = (state: ShopserveState): Endpoint => ({
  name: 'retrieveOrders',
  method: 'post',
  path: '/orders/_retrieve/:parts',
  sends,
  limits: [`a search spans ${longest / day} days at most and reaches ${oldest / day} days back`],
  answer: (ask) => answer(state, ask),
});

interface Filter {
  readonly confirm_status?: readonly string[];
  readonly shipping_status?: readonly string[];
  readonly payment_status?: readonly string[];
  readonly serial_code?: readonly string[];
  readonly order_no?: readonly string[];
}
const mostValues = 100;
/** Filters and the values that there are; none = any text. */
const filters: Readonly<Record<string, readonly string[]>> = {
  confirm_status: ['Unconfirmed', 'Confirmed'],
  shipping_status: ['Unshipped', 'Shipped'],
  payment_status: ['Unpaid', 'Paid'],
  serial_code: [],
  order_no: [],
};
const filterNames = Object.keys(filters);
const orders = ['Asc', 'Desc'] as const;

const sends: readonly Field[] = [
  { name: 'parts', in: 'path', type: 'parts of the answer, joined by ;', required: true, values: parts },
  {
    name: 'since',
    in: 'body',
    type: 'time with offset: orders placed since then',
    required: 'unless filters has serial_code or order_no',
  },
  { name: 'until', in: 'body', type: 'time with offset; left out = now' },
  { name: 'from', in: 'body', type: 'number: so many are left out' },
  { name: 'size', in: 'body', type: 'number; left out = 50', max: most },
  { name: 'sort.type', in: 'body', type: 'text', values: ['OrderDate'] },
  { name: 'sort.order', in: 'body', type: 'text', values: orders },
  ...Object.entries(filters).map(
    ([name, values]): Field => ({
      name: `filters[].${name}`,
      in: 'body',
      type: `list of 1 to ${mostValues} texts; filters is a list of one`,
      ...(values.length > 0 && { values }),
    }),
  ),
];

function answer(state: ShopserveState, { params, body, now }: Ask): Answer {
  const wanted = (params.parts ?? '').split(';');
  const strange = wanted.find((one) => !(parts as readonly string[]).includes(one));
  if (strange !== undefined) return bad(`unknown part ${strange}`);
  const filter = readFilter(body.filters);
  if (typeof filter === 'string') return bad(filter, 'filters');
  const isByKey = filter.serial_code !== undefined || filter.order_no !== undefined;
  const since = body.since === undefined ? undefined : fromText(String(body.since));
  const until = body.until === undefined ? now : fromText(String(body.until));
  if (until === undefined || (since === undefined && (body.since !== undefined || !isByKey)))
    return bad('since and until are times', 'since');
  if (since !== undefined && !isByKey) {
    if (until - since > longest) return bad('a search spans a week at most', 'since');
    if (since < now - oldest) return bad('a search reaches two years back', 'since');
  }
  const from = body.from ?? 0;
  const size = body.size ?? 50;
  if (!isCount(from, 0, 1_000_000)) return bad('from is a number', 'from');
  if (!isCount(size, 1, most)) return bad(`size is 1 to ${most}`, 'size');
  const sort = (body.sort ?? { type: 'OrderDate', order: 'Asc' }) as { type?: unknown; order?: unknown };
  if (sort.type !== 'OrderDate' || !(orders as readonly unknown[]).includes(sort.order))
    return bad('unknown sort', 'sort');
  const found = [...state.orders.values()]
    .filter((order) => (since === undefined || order.createdAt >= since) && order.createdAt <= until)
    .filter((order) => fits(order, filter))
    .sort((a, b) => a.createdAt - b.createdAt || Number(a.serialCode) - Number(b.serialCode));
  if (sort.order === 'Desc') found.reverse();
  const contents = found.slice(from, from + size).map((order) => renderOrder(state, order, wanted as Part[]));
  return reply(state.habits, { total_count: found.length, ...listed(state.habits, 'contents', contents) });
}

const isCount = (value: unknown, least: number, highest: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= highest;

function readFilter(value: unknown): Filter | string {
  if (value === undefined) return {};
  if (!Array.isArray(value) || value.length > 1) return 'filters is a list of one';
  const [filter = {}] = value as Record<string, unknown>[];
  for (const [name, list] of Object.entries(filter)) {
    if (!filterNames.includes(name)) return `unknown filter ${name}`;
    if (
      !Array.isArray(list) ||
      list.length === 0 ||
      list.length > mostValues ||
      list.some((one) => typeof one !== 'string')
    )
      return `${name} is a list of 1 to ${mostValues} texts`;
  }
  return filter as Filter;
}

function fits(order: Order, filter: Filter): boolean {
  const is = (list: readonly string[] | undefined, value: string) => list === undefined || list.includes(value);
  return (
    is(filter.confirm_status, order.confirmedAt === undefined ? 'Unconfirmed' : 'Confirmed') &&
    is(filter.shipping_status, isShipped(order) ? 'Shipped' : 'Unshipped') &&
    is(filter.payment_status, order.paidAt === undefined ? 'Unpaid' : 'Paid') &&
    is(filter.serial_code, order.serialCode) &&
    is(filter.order_no, order.orderNo)
  );
}
