import { contentHash } from '../../core/ids.ts';
import { CallFailed, type KnownOrder, type Page, type PullWindow } from '../contract.ts';
import type { Client } from './client.ts';
import { garbled } from './errors.ts';
import { type List, type Resource, readList, textOf } from './json-api.ts';
import { makePage } from './page.ts';
import { mostIds, type Standings } from './standing.ts';

const path = 'orders';
const along = ['include', 'billing_address,shipping_address,shipping_addresses,order_items'] as const;

interface Cursor {
  /** Orders that stand in the import state and were given out, with a mark of what they said. */
  readonly seen: Readonly<Record<string, string>>;
}

/**
 * Every order in the import state (E2), oldest first; the manual knows no window of time. What was given out and says the same is left
 * out. The next page begins behind the last id instead of at a number of rows: orders that leave the state meanwhile would shift
 * those behind them out of sight. Throws `CallFailed`.
 */
export async function* pullOrders(client: Client, standings: Standings, window: PullWindow): AsyncGenerator<Page> {
  const { settings } = client;
  const size = settings['page-size'];
  const seen = new Map(Object.entries(readCursor(window.cursor).seen));
  for (let after = 0; ; ) {
    const list = await search(client, [
      ['q[state_eq]', settings.states.import],
      ...(after > 0 ? [['q[id_gteq]', String(after + 1)] as const] : []),
      ['per', String(size)],
      ['sort', 'id'],
    ]);
    const rows = list.rows.filter((row) => Number(row.id) > after);
    standings.note(rows);
    const last = Math.max(after, ...rows.map((row) => Number(row.id)));
    const isLast = list.rows.length < size || rows.length === 0;
    forget(seen, rows, after, isLast ? Number.POSITIVE_INFINITY : last);
    const news = rows.filter((row) => seen.get(row.id) !== markOf(row, list));
    if (news.length > 0) {
      for (const row of news) if (isWhole(row, list)) seen.set(row.id, markOf(row, list));
      const cursor = JSON.stringify({ seen: Object.fromEntries(seen) } satisfies Cursor);
      yield makePage(client, news, list, cursor, 'orders');
    }
    if (isLast) return;
    after = last;
  }
}

/** Orders between two ids that are not listed any more have left the state: they count as new when they come back. */
function forget(seen: Map<string, string>, rows: readonly Resource[], after: number, upTo: number): void {
  const listed = new Set(rows.map((row) => row.id));
  for (const id of seen.keys()) if (Number(id) > after && Number(id) <= upTo && !listed.has(id)) seen.delete(id);
}

/** An order whose goods did not come along is refused when it is read, and must come again. */
const isWhole = (row: Resource, list: List): boolean => {
  const items = row.related('order_items');
  return items.length > 0 && items.every((id) => list.included('order_item', id));
};

function markOf(row: Resource, list: List): string {
  const items = row.related('order_items').map((id) => list.included('order_item', id)?.attributes);
  const addresses = [
    ...row.related('billing_address'),
    ...row.related('shipping_addresses'),
    ...row.related('shipping_address'),
  ];
  return contentHash([row.attributes, items, addresses.map((id) => list.included('address', id)?.attributes)]).slice(
    0,
    12,
  );
}

function readCursor(text: string): Cursor {
  return text === '' ? { seen: {} } : (JSON.parse(text) as Cursor);
}

/**
 * Today's truth of orders that we hold (ステータス同期), a hundred a call; deleted ones too, which a plain search hides. Orders of
 * files have no id: they are asked for by number. Throws `CallFailed`.
 */
export async function* readOrders(
  client: Client,
  standings: Standings,
  orders: readonly KnownOrder[],
): AsyncGenerator<Page> {
  for (const by of ['id', 'number'] as const) {
    const keys = orders.flatMap(({ number, remote }) => {
      const id = remote?.id ?? '';
      return by === 'id' ? (id === '' ? [] : [id]) : id === '' ? [number] : [];
    });
    for (let at = 0; at < keys.length; at += mostIds) {
      const list = await search(client, [
        ...keys.slice(at, at + mostIds).map((key) => [`q[${by}_in][]`, key] as const),
        ['q[with_deleted]', '1'],
        ['per', String(mostIds)],
        ['sort', 'id'],
      ]);
      standings.note(list.rows);
      if (list.rows.length > 0) yield makePage(client, list.rows, list, '', 'sync');
    }
  }
}

async function search(client: Client, query: readonly (readonly [string, string])[]): Promise<List> {
  const { body, evidence } = await client.read({ method: 'GET', path, query: [...query, along] });
  const list = readList(body, path, evidence);
  // Without these nothing works: half of an order must not pass for an order.
  const isOrder = ({ id, attributes }: Resource) =>
    /^\d+$/.test(id) && textOf(attributes.number) !== '' && textOf(attributes.state) !== '';
  if (!list.rows.every(isOrder)) throw new CallFailed(garbled(path, 'read', evidence));
  // The same order twice in one answer is one order.
  return { ...list, rows: [...new Map(list.rows.map((row) => [row.id, row])).values()] };
}
