import type { Outcome } from '../contract.ts';
import { reasonOf } from '../reason.ts';
import { listOf, numberOf, textOf } from './answer.ts';
import type { Client, Method } from './client.ts';
import { isKeyCode, keyProblem, system } from './errors.ts';

/** At most so many rows in a call (trust A). */
const mostRows = 500;

/** Some rows of a call failed (trust A). */
const someFailed = -1;
const notFound = -10001;

/** A row of `ItemInfoJson`. */
export interface ItemRow {
  readonly sku: string;
  readonly row: Readonly<Record<string, string>>;
}

/**
 * Sends rows of products, 500 a call: one outcome per row, in order. Quantities are absolute, so that a row that was sent twice does
 * no harm: a lost answer is tried again. What the answer says of single rows is not documented (trust A that `Count`, `Keys` and
 * `Values` are there); where it cannot be read, the rows are sent again in halves until each has an answer of its own.
 */
export async function sendItemRows(client: Client, method: Method, rows: readonly ItemRow[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < rows.length; at += mostRows) {
    const part = rows.slice(at, at + mostRows);
    outcomes.push(...(stopped(outcomes.at(-1), method, part.length) ?? (await sendPart(client, method, part))));
  }
  return outcomes;
}

/** Once a call as a whole did not work out, the next is not made. */
function stopped(last: Outcome | undefined, operation: string, count: number): Outcome[] | undefined {
  if (last?.kind !== 'halt' && last?.kind !== 'retry') return undefined;
  const stop: Outcome =
    last.kind === 'halt' ? last : { kind: 'retry', code: 'shop-failing-not-sent', args: { system, operation } };
  return Array.from({ length: count }, () => stop);
}

async function sendPart(client: Client, method: Method, part: readonly ItemRow[]): Promise<Outcome[]> {
  const said = await client.call(method, { ItemInfoJson: JSON.stringify(part.map((one) => one.row)) }, 'write');
  if (said.failed) {
    const outcome: Outcome = said.failed.kind === 'unsure' ? { ...said.failed, kind: 'retry' } : said.failed;
    return part.map(() => outcome);
  }
  const { code, message, value } = said.envelope;
  if (code === 0) return part.map(() => ({ kind: 'done', code: 'stock-told' }));
  const single = code === someFailed && rowCodes(value, part);
  if (single) return part.map(({ sku }, index) => outcomeOf(sku, single[index]!.code, single[index]!.message));
  if (code !== someFailed || part.length === 1) return part.map(({ sku }) => outcomeOf(sku, code, message));
  const half = Math.ceil(part.length / 2);
  const first = await sendPart(client, method, part.slice(0, half));
  const rest = part.slice(half);
  return [...first, ...(stopped(first.at(-1), method, rest.length) ?? (await sendPart(client, method, rest)))];
}

/** What `Values` says of each row; undefined when it is not one result per row, or when none of them failed. */
function rowCodes(value: unknown, part: readonly ItemRow[]): readonly { code: number; message: string }[] | undefined {
  const [answer] = listOf(value) ?? [];
  const values: unknown = answer?.Values;
  if (!Array.isArray(values) || values.length !== part.length) return undefined;
  const keys: unknown = answer?.Keys;
  const isInOrder =
    !Array.isArray(keys) ||
    (keys.length === part.length && part.every(({ row }, index) => textOf(keys[index]) === row.ItemCode));
  if (!isInOrder) return undefined;
  const codes = values.map((one: unknown) => {
    const [row] = typeof one === 'object' ? (listOf(one) ?? []) : [];
    return { code: numberOf(row ? row.ResultCode : one), message: textOf(row?.ResultMsg) };
  });
  const isWhole = codes.every((one): one is { code: number; message: string } => one.code !== undefined);
  return isWhole && codes.some((one) => one.code !== 0) ? codes : undefined;
}

/** What a code means for a product. */
export function outcomeOf(sku: string, code: number, message: string): Outcome {
  if (code === 0) return { kind: 'done', code: 'stock-told' };
  if (isKeyCode(code)) return keyProblem({ from: 'ResultCode', code, message, value: undefined }, 'stock');
  if (code === notFound) return { kind: 'fix', code: 'stock-sku-unknown', args: { sku } };
  return { kind: 'fix', code: 'stock-refused', args: { sku, field: String(code), reason: reasonOf(message) } };
}
