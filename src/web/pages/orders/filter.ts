import type { ShipmentState } from '../../../core/shipment.ts';
import { isState } from '../../../flow/desk/order-table.ts';
import type { Context } from '../../../flow/types.ts';
import type { OrderListFilter } from '../../../store/types.ts';
import { withQuery } from '../../parts/links.tsx';

/** What the list is narrowed to, as it stands in the address. */
export interface OrdersQuery {
  readonly search: string;
  readonly state: ShipmentState | '';
  readonly shop: string;
  readonly hold: string;
  readonly from: string;
  readonly to: string;
  readonly size: number;
  readonly after: string;
}

export const sizes = [20, 50, 100, 200] as const;
const usualSize = 50;

/** Unknown words of an address are left out: an old bookmark still opens. */
export function readQuery(ctx: Pick<Context, 'config'>, query: URLSearchParams): OrdersQuery {
  const text = (name: string) => (query.get(name) ?? '').trim().slice(0, 200);
  const state = text('state');
  const shop = text('shop');
  const size = Number(text('size'));
  return {
    search: text('search'),
    state: isState(state) ? state : '',
    shop: ctx.config.shops[shop] ? shop : '',
    hold: /^[a-z0-9-]+$/.test(text('hold')) ? text('hold') : '',
    from: day(text('from')),
    to: day(text('to')),
    size: sizes.find((one) => one === size) ?? usualSize,
    after: text('after'),
  };
}

function day(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return '';
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    return '';
  }
}

const wanted = (text: string) => (text === '' ? undefined : text);

export function toFilter({ search, state, shop, hold, from, to }: OrdersQuery): OrderListFilter {
  return {
    search: wanted(search),
    shop: wanted(shop),
    from: wanted(from),
    to: wanted(to),
    ...(state !== '' && { states: [state] }),
    ...(hold !== '' && { holds: [hold] }),
  };
}

/** The list's address with some of it changed. */
export function ordersPath(query: OrdersQuery, change: Partial<OrdersQuery> = {}): string {
  const { size, ...texts } = { ...query, ...change };
  return withQuery('/orders', { ...texts, size: size === usualSize ? '' : String(size) });
}

export const isNarrowed = ({ search, state, shop, hold, from, to }: OrdersQuery): boolean =>
  [search, state, shop, hold, from, to].some((one) => one !== '');
