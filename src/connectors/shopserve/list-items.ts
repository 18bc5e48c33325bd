import { CallFailed, type ItemKey, type ListedItem } from '../contract.ts';
import type { Client } from './client.ts';
import { garbled, system } from './errors.ts';
import { listOf, memberOf, textOf } from './json.ts';
import { stockPath } from './stock.ts';

/** Products in one answer of the search (trust C). */
const size = 100;

/** What unlimited stock reads back as: there is no flag (trust B). */
const unlimitedReads = 99_999_999;

/**
 * Products with their stock. A product alone is read by one call; products of which only the whole is asked for come a hundred a call from the
 * search, once they are many. Which combinations a product has only its own stock says. Throws `CallFailed`.
 */
export async function* listItems(client: Client, wanted?: readonly ItemKey[]): AsyncGenerator<ListedItem[]> {
  if (!wanted) {
    for await (const page of searched(client)) for (const one of page) yield await stockOf(client, one.item, one.name);
    return;
  }
  const byItem = Map.groupBy(wanted, (one) => one.item);
  const whole = [...byItem].filter(([, own]) => own.every((one) => one.option === '')).map(([item]) => item);
  const isMany = whole.length > size / 10;
  if (isMany) {
    const open = new Set(whole);
    for await (const page of searched(client)) yield page.filter((one) => open.has(one.item));
  }
  for (const item of byItem.keys()) if (!isMany || !whole.includes(item)) yield await stockOf(client, item, '');
}

/** `POST /items/_search` (trust B): the stock of a product with combinations is their sum. */
async function* searched(client: Client): AsyncGenerator<ListedItem[]> {
  const name = 'searchItems';
  const seen = new Set<string>();
  for (let from = 0; ; from += size) {
    const said = await client.call(name, 'POST', '/items/_search', { from, size }, 'read');
    if (said.failed) throw new CallFailed(said.failed);
    if (said.refused) throw unexpected(name, said.refused.status, said.refused.evidence);
    const rows = listOf(memberOf(said.body, 'contents'));
    if (!rows?.every((row) => textOf(row, 'item_code') !== ''))
      throw new CallFailed(garbled(name, 'read', said.evidence));
    const fresh = rows.filter((row) => !seen.has(textOf(row, 'item_code')));
    for (const row of fresh) seen.add(textOf(row, 'item_code'));
    if (fresh.length > 0)
      yield fresh.map((row) =>
        counted(
          { item: textOf(row, 'item_code'), option: '', name: textOf(row, 'item_name') },
          textOf(row, 'stock.quantity'),
        ),
      );
    if (rows.length < size || fresh.length === 0) return;
  }
}

async function stockOf(client: Client, item: string, name: string): Promise<ListedItem[]> {
  const said = await client.call('getStock', 'GET', stockPath(item), undefined, 'read');
  if (said.failed) throw new CallFailed(said.failed);
  if (said.refused) {
    if (said.refused.status === 404) return [];
    throw unexpected('getStock', said.refused.status, said.refused.evidence);
  }
  const isVaried = memberOf(said.body, 'stock.management_variation') !== undefined;
  const patterns = listOf(memberOf(said.body, 'stock.management_variation.patterns'));
  if (!patterns) throw new CallFailed(garbled('getStock', 'read', said.evidence));
  if (!isVaried) return [counted({ item, option: '', name }, textOf(said.body, 'stock.management_item.quantity'))];
  return patterns.map((row) => {
    const choices = Array.isArray(row.pattern) ? row.pattern.map(String) : [String(row.pattern ?? '')];
    return counted({ item, option: choices.filter((one) => one !== '').join('/'), name }, textOf(row, 'quantity'));
  });
}

function counted(base: Omit<ListedItem, 'quantity' | 'unlimited'>, count: string): ListedItem {
  if (!/^\d+$/.test(count)) return { ...base, quantity: null };
  return Number(count) === unlimitedReads
    ? { ...base, quantity: null, unlimited: true }
    : { ...base, quantity: Number(count) };
}

const unexpected = (operation: string, status: number, evidence: string): CallFailed =>
  new CallFailed({ kind: 'bug', code: 'unexpected-answer', args: { system, operation, status }, evidence });
