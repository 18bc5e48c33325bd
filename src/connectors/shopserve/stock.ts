import type { Outcome, StockItem } from '../contract.ts';
import { watchTrouble } from '../trouble.ts';
import type { Client } from './client.ts';
import { garbled, type Refused } from './errors.ts';
import { listOf, memberOf } from './json.ts';

/** 在庫数 and 在庫わずか are 0 to this (trust B). */
export const mostPieces = 9999;

/** Choices of each combination of a product, by what the product map calls it. */
type Patterns = ReadonlyMap<string, readonly string[]>;

/**
 * Free stock (S6): one call a product or combination, there is none for many (trust B). The choices of a combination are read once a
 * product, because they must be written exactly. Beyond 9999 it stays at 9999. Quantities are absolute: what is not sure is sent again.
 */
export async function pushStock(client: Client, items: readonly StockItem[]): Promise<Outcome[]> {
  const trouble = watchTrouble();
  const patterns = new Map<string, Patterns | Outcome>();
  const outcomes: Outcome[] = [];
  for (const item of items) {
    const outcome = trouble.next() ?? (await pushOne(client, item, patterns));
    // A stock write that is in doubt is simply sent again.
    outcomes.push(outcome.kind === 'unsure' ? { ...outcome, kind: 'retry' } : outcome);
    trouble.note(outcome);
  }
  return outcomes;
}

async function pushOne(client: Client, item: StockItem, known: Map<string, Patterns | Outcome>): Promise<Outcome> {
  const { item: code, option, quantity, lowStock, unlimited } = item;
  const sku = option === '' ? code : `${code} ${option}`;
  if (!unlimited && (!Number.isInteger(quantity) || quantity < 0))
    return { kind: 'fix', code: 'stock-quantity-bad', args: { sku } };
  let choices: readonly string[] = [];
  if (option !== '') {
    const patterns = known.get(code) ?? (await patternsOf(client, code));
    known.set(code, patterns);
    if ('kind' in patterns) return patterns;
    const found = patterns.get(spelling(option));
    if (!found) return { kind: 'fix', code: 'stock-choice-unknown', args: { sku: code, option } };
    choices = found;
  }
  const threshold = lowStock ?? client.settings['low-stock'];
  const body = {
    ...(unlimited
      ? { unlimited: 'Yes' }
      : {
          unlimited: 'No',
          quantity: Math.min(mostPieces, quantity),
          ...(threshold !== undefined && { alert_threshold: Math.min(mostPieces, threshold) }),
        }),
    ...Object.fromEntries(choices.map((choice, index) => [`variation_name${index + 1}`, choice])),
  };
  const said = await client.call('putStock', 'PUT', stockPath(code), body, 'write');
  if (said.failed) return said.failed;
  return said.refused ? refusal(said.refused, code, sku) : { kind: 'done', code: 'stock-told' };
}

export const stockPath = (code: string): string => `/items/${encodeURIComponent(code)}/stock`;

async function patternsOf(client: Client, code: string): Promise<Patterns | Outcome> {
  const said = await client.call('getStock', 'GET', stockPath(code), undefined, 'read');
  if (said.failed) return said.failed;
  if (said.refused) return refusal(said.refused, code, code);
  const list = listOf(memberOf(said.body, 'stock.management_variation.patterns'));
  if (!list) return garbled('getStock', 'read', said.evidence);
  return new Map(
    list.map((one) => {
      const { pattern } = one;
      const choices = (Array.isArray(pattern) ? pattern : [pattern]).flatMap((choice) =>
        typeof choice === 'string' && choice !== '' ? [choice] : [],
      );
      return [spelling(choices.join('/')), choices];
    }),
  );
}

/** `紺 / M` and `紺/M`, in whichever width, are one combination to the product map. */
const spelling = (option: string): string => option.normalize('NFKC').replace(/\s/g, '').toLowerCase();

function refusal({ status, code, field, evidence }: Refused, item: string, sku: string): Outcome {
  if (status === 404) return { kind: 'fix', code: 'stock-sku-unknown', args: { sku: item }, evidence };
  if (/^variation_name/.test(field))
    return {
      kind: 'fix',
      code: 'stock-choice-unknown',
      args: { sku: item, option: sku === item ? '－' : sku.slice(item.length + 1) },
      evidence,
    };
  const words = (text: string) => (/^[\w.-]{1,60}$/.test(text) ? text : '－');
  return { kind: 'fix', code: 'stock-refused', args: { sku, field: words(field), reason: words(code) }, evidence };
}
