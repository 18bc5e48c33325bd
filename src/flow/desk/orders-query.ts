import { type ShipmentState, stateTitles } from '../../core/shipment.ts';
import type { OrderListFilter } from '../../store/types.ts';
import type { Context } from '../types.ts';

/** What 受注一覧 is narrowed to, as it stands in its address and in a named view; '' = not narrowed. */
export interface OrdersQuery {
  readonly search: string;
  readonly state: ShipmentState | '';
  readonly shop: string;
  readonly hold: string;
  /** Code of the delivery-method master. */
  readonly method: string;
  readonly tag: string;
  readonly from: string;
  readonly to: string;
  readonly size: number;
  readonly after: string;
}

export const sizes = [20, 50, 100, 200] as const;
const usualSize = 50;

const isState = (word: string): word is ShipmentState => Object.hasOwn(stateTitles, word);

/** Unknown words of an address are left out: an old bookmark still opens. */
export function readQuery({ config }: Pick<Context, 'config'>, query: URLSearchParams): OrdersQuery {
  const text = (name: string) => (query.get(name) ?? '').trim().slice(0, 200);
  const state = text('state');
  const shop = text('shop');
  const size = Number(text('size'));
  return {
    search: text('search'),
    state: isState(state) ? state : '',
    shop: config.shops[shop] ? shop : '',
    hold: /^[a-z0-9-]+$/.test(text('hold')) ? text('hold') : '',
    method: text('method'),
    tag: text('tag'),
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
const list = <T extends string>(text: T | '') => (text === '' ? undefined : [text]);

export function toFilter({ search, state, shop, hold, method, tag, from, to }: OrdersQuery): OrderListFilter {
  return {
    search: wanted(search),
    shop: wanted(shop),
    from: wanted(from),
    to: wanted(to),
    states: list(state),
    holds: list(hold),
    methods: list(method),
    tags: list(tag),
  };
}

/** Name and value of each thing that is narrowed, as an address has them; without the place in the list. */
export function queryValues(query: OrdersQuery): Readonly<Record<string, string>> {
  const { size, after: _, ...texts } = query;
  return { ...texts, size: size === usualSize ? '' : String(size) };
}

/** As `queryValues`, as text. */
export function queryText(query: OrdersQuery): string {
  return new URLSearchParams(Object.entries(queryValues(query)).filter(([, value]) => value !== '')).toString();
}

export const isNarrowed = (query: OrdersQuery): boolean =>
  Object.entries(queryValues(query)).some(([name, value]) => name !== 'size' && value !== '');
