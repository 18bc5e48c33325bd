import type { Outcome } from '../contract.ts';
import type { Client, Request } from './client.ts';
import { garbled, type Refusal, system } from './errors.ts';
import { textOf } from './json-api.ts';

/** At most so many rows in a call; the real limit is not known (trust C). */
export const mostRows = 100;

/** What became of a row: taken, refused in ecforce's words, taken without a word (must be looked at), or of the whole call. */
export type RowAnswer = 'taken' | 'silent' | Refusal | Outcome;

export const isOutcome = (answer: RowAnswer): answer is Outcome => typeof answer === 'object' && 'kind' in answer;
export const isRefusal = (answer: RowAnswer): answer is Refusal => typeof answer === 'object' && !('kind' in answer);

/**
 * Sends rows, a hundred a call, one answer per row in order. **200 is no success**: each row is in `success` or in `failure` (trust
 * B); one that is in neither is in doubt. Once a call as a whole did not work out, the next is not made.
 *
 * @param keysOf what the answer may call the row by
 */
export async function sendRows<R>(
  client: Client,
  request: Omit<Request, 'method' | 'body'> & {
    readonly name: string;
    readonly more?: Readonly<Record<string, unknown>>;
  },
  rows: readonly R[],
  keysOf: (row: R) => readonly string[],
): Promise<RowAnswer[]> {
  const answers: RowAnswer[] = [];
  for (let at = 0; at < rows.length; at += mostRows) {
    const part = rows.slice(at, at + mostRows);
    const last = answers.at(-1);
    if (last !== undefined && isOutcome(last) && last.kind !== 'fix' && last.kind !== 'bug') {
      const stop: Outcome =
        last.kind === 'halt'
          ? last
          : { kind: 'retry', code: 'shop-failing-not-sent', args: { system, operation: request.path } };
      answers.push(...part.map(() => stop));
    } else answers.push(...(await sendPart(client, request, part, keysOf)));
  }
  return answers;
}

async function sendPart<R>(
  client: Client,
  { name, more, ...request }: Parameters<typeof sendRows>[1],
  rows: readonly R[],
  keysOf: (row: R) => readonly string[],
): Promise<RowAnswer[]> {
  const said = await client.call({ ...request, method: 'PUT', body: { [name]: rows, ...more } });
  if (said.failed) return rows.map(() => said.failed);
  if (said.refused) return rows.map(() => said.refused);
  if (said.body === undefined) return rows.map(() => 'silent' as const);
  const { success, failure, errors } = said.body as Record<string, unknown>;
  const good = new Set(listOf(success).map(keyOf));
  const bad = new Set(listOf(failure).map(keyOf));
  const reasons = new Map(
    listOf(errors).map((one) => [textOf((one as { id?: unknown } | null)?.id), refusalOf(one)] as const),
  );
  return rows.map((row): RowAnswer => {
    const keys = keysOf(row);
    const reason = keys.map((key) => reasons.get(key)).find((one) => one !== undefined);
    if (reason || keys.some((key) => bad.has(key))) return reason ?? { code: '－', message: '' };
    return keys.some((key) => good.has(key)) ? 'taken' : garbled(request.path, 'write', said.evidence);
  });
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** Ids come as numbers, text, `ORDER-ADDRESS`; stock rows as the records themselves (trust B). */
function keyOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return textOf(value);
  const { id, variant_sku: sku } = value as Record<string, unknown>;
  return textOf(id) || textOf(sku);
}

/** The code inside the wrapper says what it is (`AOR0000` around `AOR2001`, trust B). */
function refusalOf(value: unknown): Refusal {
  const { code, message, errors } = (value ?? {}) as Record<string, unknown>;
  const inner = (listOf(errors)[0] ?? {}) as Record<string, unknown>;
  return {
    code: textOf(inner.code) || textOf(code) || '－',
    message: textOf(inner.message) || textOf(message),
  };
}
