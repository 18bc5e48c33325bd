import type { Connection, Handle, Outcome, StockItem } from '../../connectors/contract.ts';
import type { ToldStock } from '../../core/stock.ts';
import type { Writes } from '../../store/types.ts';

/** How far the job of a shop has come: kept as its cursor. */
export interface RestockCursor {
  /** Number of the stock clock up to which changes were looked at; 0 = look at everything. */
  readonly seen: number;
  /** When everything was last looked at, ms since 1970. */
  readonly allAt: number;
  /** Settings that figures go by: other ones look at everything again. */
  readonly by: string;
  /** Batches whose result is awaited, with the items that went in them. */
  readonly awaited: readonly Awaited[];
}

export interface Awaited {
  readonly handle: Handle;
  readonly keys: readonly string[];
}

const fresh: RestockCursor = { seen: 0, allAt: 0, by: '', awaited: [] };

/** @returns `old`: what an older version told, by item, which stood in the cursor itself */
export function readCursor(text: string): { cursor: RestockCursor; old: Readonly<Record<string, number | string>> } {
  const { quantities = {}, ...cursor } = JSON.parse(text || '{}') as Partial<RestockCursor> & {
    quantities?: Record<string, number | string>;
  };
  return { cursor: { ...fresh, ...cursor }, old: quantities };
}

export const writeCursor = (tx: Writes, shop: string, cursor: RestockCursor, at: string): Promise<void> =>
  tx.setCursor(shop, 'restock', JSON.stringify(cursor), at);

/** What a marketplace was told of an item: another one is told again. */
export const saidOf = ({ quantity, lowStock, unlimited }: StockItem): string =>
  unlimited ? 'unlimited' : lowStock === undefined ? String(quantity) : `${quantity}/${lowStock}`;

/** Pieces that were told, as `saidOf` wrote them; null = unlimited. */
export const piecesSaid = (said: string): number | null => (said === 'unlimited' ? null : Number.parseInt(said, 10));

type Item = Pick<StockItem, 'item' | 'option'>;

export const keyOf = ({ item, option }: Item): string => (option === '' ? item : `${item}\u0000${option}`);

export function itemOf(key: string): Item {
  const [item = '', option = ''] = key.split('\u0000');
  return { item, option };
}

/** An item as it stands after an outcome. Absolute numbers: telling one again is harmless, so only what was taken in counts as told. */
export function toldAs(item: Item, said: string, { kind, code }: Outcome, at: string): ToldStock {
  const isTold = kind === 'done' || kind === 'pending';
  return { item: item.item, option: item.option, said, state: isTold ? 'told' : 'failed', code, at };
}

/** Results of earlier batches, one outcome per item; what is still not known stays awaited. */
export async function collectStock(
  connection: Connection,
  awaited: readonly Awaited[],
): Promise<{ results: readonly { key: string; outcome: Outcome }[]; awaited: readonly Awaited[] }> {
  if (!connection.collect || awaited.length === 0) return { results: [], awaited };
  const answers = await connection.collect(awaited.map((one) => one.handle));
  const isOpen = awaited.map((_, batch) =>
    (answers[batch] ?? []).some((one) => one.kind === 'pending' || one.handle !== undefined),
  );
  const missing: Outcome = { kind: 'unsure', code: 'outcome-missing' };
  const results = awaited.flatMap(({ keys }, batch) =>
    isOpen[batch] ? [] : keys.map((key, index) => ({ key, outcome: answers[batch]?.[index] ?? missing })),
  );
  return { results, awaited: awaited.filter((_, batch) => isOpen[batch]) };
}

/** Outcomes with a handle: their result is asked for later. */
export function awaiting(outcomes: readonly { key: string; outcome: Outcome }[]): Awaited[] {
  const batches = new Map<string, { handle: Handle; keys: string[] }>();
  for (const { key, outcome } of outcomes) {
    if (!outcome.handle) continue;
    const known = batches.get(outcome.handle.id);
    if (known) known.keys.push(key);
    else batches.set(outcome.handle.id, { handle: outcome.handle, keys: [key] });
  }
  return [...batches.values()];
}
