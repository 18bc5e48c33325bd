import type { Outcome } from '../contract.ts';
import { listOf, numberOf, textOf } from './answer.ts';
import type { Client, Method } from './client.ts';
import { garbled, isKeyCode, keyProblem, system } from './errors.ts';

/** At most so many rows in a call (trust A). */
const mostRows = 500;

/** What Qoo10 says of one row. */
export interface RowResult {
  readonly code: number;
  readonly message: string;
}

/** One result per row, in order: what Qoo10 says, or what became of the call. */
export type RowAnswer = RowResult | Outcome;

export const isOutcome = (answer: RowAnswer): answer is Outcome => 'kind' in answer;

/**
 * Sends rows, 500 a call. Rows of the answer are found by order number first (trust B), by their place otherwise; a row that is not
 * answered is in doubt. Once the shop stands still, nothing more is sent.
 *
 * @param name the parameter that holds the rows as JSON
 * @param numberName member of the answer that holds the order number
 */
export async function sendRows(
  client: Client,
  method: Method,
  name: string,
  numberName: string,
  rows: readonly { readonly OrderNo: string }[],
): Promise<RowAnswer[]> {
  const answers: RowAnswer[] = [];
  for (let at = 0; at < rows.length; at += mostRows) {
    const part = rows.slice(at, at + mostRows);
    const last = answers.at(-1);
    if (last && isOutcome(last) && (last.kind === 'halt' || last.kind === 'retry' || last.kind === 'unsure')) {
      const stop: Outcome =
        last.kind === 'halt'
          ? last
          : { kind: 'retry', code: 'shop-failing-not-sent', args: { system, operation: method } };
      answers.push(...part.map(() => stop));
    } else answers.push(...(await sendPart(client, method, name, numberName, part)));
  }
  return answers;
}

async function sendPart(
  client: Client,
  method: Method,
  name: string,
  numberName: string,
  rows: readonly { readonly OrderNo: string }[],
): Promise<RowAnswer[]> {
  const all = (outcome: RowAnswer) => rows.map(() => outcome);
  const said = await client.call(method, { [name]: JSON.stringify(rows) }, 'write');
  if (said.failed) return all(said.failed);
  const { envelope, evidence } = said;
  const list = listOf(envelope.value) ?? [];
  // The call as a whole was refused: that is the answer of each row.
  if (envelope.code !== 0 && list.length === 0) return all({ code: envelope.code, message: envelope.message });
  const byNumber = new Map(list.map((row) => [textOf(row[numberName]), row]));
  const isByNumber = rows.some((row) => byNumber.has(row.OrderNo));
  return rows.map((row, index): RowAnswer => {
    const found = isByNumber ? byNumber.get(row.OrderNo) : list.length === rows.length ? list[index] : undefined;
    const code = numberOf(found?.result_cd) ?? numberOf(found?.ResultCode);
    if (!found || code === undefined) return garbled(method, 'write', evidence);
    const message = textOf(found.ResultMsg);
    if (code !== 0 && isKeyCode(code))
      return keyProblem({ from: 'ResultCode', code, message, value: undefined }, method);
    return { code, message };
  });
}
