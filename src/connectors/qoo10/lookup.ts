import type { Notice, Outcome } from '../contract.ts';
import { digitOf, listOf, textOf } from './answer.ts';
import type { Client } from './client.ts';
import { garbled } from './errors.ts';
import { together } from './outcomes.ts';
import { meaningOf } from './search.ts';
import { sameNumber } from './tracking.ts';

/** How one order number stands at Qoo10. */
export interface Standing {
  readonly status: string;
  readonly trackingNo: string;
  readonly isCancelled: boolean;
  readonly isRequested: boolean;
}

const method = 'ShippingBasic.GetShippingAndClaimInfoByOrderNo_V2';

/** undefined = Qoo10 does not know the number; an outcome = the question failed. */
export async function standingOf(client: Client, orderNo: string): Promise<Standing | Outcome | undefined> {
  const said = await client.call(method, { OrderNo: orderNo }, 'read');
  if (said.failed) return said.failed;
  const { envelope, evidence } = said;
  if (envelope.code !== 0) return garbled(method, 'read', evidence);
  const rows = listOf(envelope.value);
  if (!rows) return garbled(method, 'read', evidence);
  const [row] = rows;
  if (!row) return undefined;
  const status = digitOf(row.shippingStatus);
  if (status === '') return garbled(method, 'read', evidence);
  return {
    status,
    trackingNo: textOf(row.trackingNo).trim(),
    ...meaningOf(digitOf(row.claimStatus), textOf(row.cancelRefundDate)),
  };
}

/** The order number of a line of a notice. */
export const keyOf = (line: { readonly line: string; readonly keys?: Readonly<Record<string, string>> }): string =>
  line.keys?.orderNo || line.line;

/**
 * What Qoo10 knows of notices whose answer was lost: each of their lines is asked for. A question that failed leaves the doubt.
 */
export async function lookUp(client: Client, notices: readonly Notice[]): Promise<(Outcome | undefined)[]> {
  const known = new Map<string, Standing | Outcome | undefined>();
  const found: (Outcome | undefined)[] = [];
  for (const notice of notices) {
    const lines = notice.ship?.items ?? notice.schedule?.lines ?? [];
    const outcomes: (readonly [string, Outcome | undefined])[] = [];
    for (const line of lines) {
      const key = keyOf(line);
      if (!known.has(key)) known.set(key, await standingOf(client, key));
      outcomes.push([key, judge(notice, known.get(key))]);
    }
    const told = outcomes.filter((pair): pair is readonly [string, Outcome] => pair[1] !== undefined);
    // Some of it did not arrive: that it is told again is for whoever asks.
    found.push(told.length < outcomes.length || told.length === 0 ? onlyDoubts(told) : together(told));
  }
  return found;
}

/** Something is missing: not found, unless a question failed. */
const onlyDoubts = (told: readonly (readonly [string, Outcome])[]): Outcome | undefined =>
  told.find(([, outcome]) => outcome.kind === 'unsure')?.[1];

function judge(notice: Notice, known: Standing | Outcome | undefined): Outcome | undefined {
  if (known === undefined) return undefined;
  if ('kind' in known) {
    return known.kind === 'retry' || known.kind === 'halt' ? { ...known, kind: 'unsure' } : known;
  }
  const order = notice.orderNumber;
  if (known.isCancelled) return { kind: 'fix', code: 'notice-order-cancelled', args: { order } };
  if (notice.ship) return shipped(known, notice.ship.trackingNumber, order);
  return Number(known.status) >= 3 ? { kind: 'done', code: 'schedule-told' } : undefined;
}

/** Is this number there? undefined = none is. */
export function shipped(known: Standing, number: string, order: string): Outcome | undefined {
  if (Number(known.status) < 4) return undefined;
  if (known.trackingNo === '' || sameNumber(known.trackingNo, number)) return { kind: 'done', code: 'notice-told' };
  return { kind: 'fix', code: 'notice-other-number', args: { order } };
}
