import type { NoticeOf, Outcome } from '../contract.ts';
import { reasonOf } from '../reason.ts';
import { isOutcome, type RowAnswer, sendRows } from './bulk.ts';
import type { Client } from './client.ts';
import { keyOf, shipped, standingOf } from './lookup.ts';
import { together } from './outcomes.ts';
import { latest, orderOf, searchOrders } from './search.ts';
import { canBeNumber } from './tracking.ts';

interface ShipRow {
  readonly OrderNo: string;
  readonly ShippingCorp: string;
  readonly TrackingNo: string;
}

/**
 * 出荷実績戻し: each order number of each notice is a row with carrier and number. Which numbers Qoo10 refuses, and how, is not known
 * (trust C); so one that cannot be real is not sent, what Qoo10 says to have taken must be seen in 配送中, and what it refuses is
 * looked at before anybody is bothered: it may be there already.
 */
export async function tellShip(client: Client, notices: readonly NoticeOf<'ship'>[]): Promise<Outcome[]> {
  const refused = notices.map(refusedBefore);
  const rows = notices.flatMap((notice, index) => (refused[index] ? [] : rowsOf(notice)));
  const answers = await sendRows(client, 'ShippingBasic.SetSendingInfoBulk', 'ShippingInfoJson', 'contr_no', rows);
  const isTaken = (answer: RowAnswer) => !isOutcome(answer) && answer.code === 0;
  const seen = answers.some(isTaken) ? await seenOnTheWay(client) : new Set<string>();
  const outcomes = new Map<string, Outcome>();
  for (const [index, row] of rows.entries()) {
    const answer = answers[index]!;
    if (isTaken(answer) && (seen === undefined || seen.has(row.OrderNo)))
      outcomes.set(row.OrderNo, { kind: 'done', code: 'notice-told' });
    else if (isOutcome(answer)) outcomes.set(row.OrderNo, answer);
    else outcomes.set(row.OrderNo, await judge(client, row, answer.code, answer.message, orderOfRow(notices, row)));
  }
  return notices.map(
    (notice, index) =>
      refused[index] ??
      together(
        notice.ship.items.map(keyOf).map((key): readonly [string, Outcome] => {
          if (notice.partsDone?.includes(key)) return [key, { kind: 'done', code: 'notice-told' }];
          return [key, outcomes.get(key)!];
        }),
      ),
  );
}

function rowsOf({ ship, partsDone = [] }: NoticeOf<'ship'>): ShipRow[] {
  return ship.items
    .map(keyOf)
    .filter((key) => !partsDone.includes(key))
    .map((key) => ({ OrderNo: key, ShippingCorp: ship.carrierName, TrackingNo: ship.trackingNumber }));
}

const orderOfRow = (notices: readonly NoticeOf<'ship'>[], row: ShipRow): string =>
  notices.find((notice) => notice.ship.items.some((item) => keyOf(item) === row.OrderNo))?.orderNumber ?? '';

/** What can be seen to be wrong before anything is sent. */
function refusedBefore({ ship, orderNumber: order }: NoticeOf<'ship'>): Outcome | undefined {
  const keys = ship.items.map(keyOf);
  const strange = keys.filter((key) => !/^\d{1,10}$/.test(key));
  if (keys.length === 0 || strange.length > 0)
    return { kind: 'fix', code: 'notice-line-unknown', args: { order, lines: strange.join('、') || '－' } };
  if (ship.carrierName === '') return { kind: 'fix', code: 'notice-method-unknown', args: { method: '－' } };
  if (!canBeNumber(ship.carrierName, ship.trackingNumber)) {
    const args = { order, number: ship.trackingNumber || '－', carrier: ship.carrierName };
    return { kind: 'fix', code: 'notice-number-impossible', args };
  }
  return undefined;
}

/** Order numbers that went into 配送中 in the last hours; undefined when the question failed: then Qoo10's word must do. */
async function seenOnTheWay(client: Client): Promise<ReadonlySet<string> | undefined> {
  const now = client.io.now();
  const span = { from: now.subtract({ hours: 6 }), to: now.add({ minutes: 10 }) };
  try {
    return new Set(latest(await searchOrders(client, '4', span, '3')).map(orderOf));
  } catch {
    return undefined;
  }
}

/** A row that was refused, or taken without a trace: how does the order stand? */
async function judge(client: Client, row: ShipRow, code: number, message: string, order: string): Promise<Outcome> {
  const known = await standingOf(client, row.OrderNo);
  if (known === undefined) return { kind: 'fix', code: 'notice-line-unknown', args: { order, lines: row.OrderNo } };
  // The look failed. Even a refusal is a doubt then: it may answer a second copy of a request that was done.
  if ('kind' in known) return { ...known, kind: 'unsure', code: 'answer-lost' };
  if (known.isCancelled) return { kind: 'fix', code: 'notice-order-cancelled', args: { order } };
  if (known.isRequested) return { kind: 'fix', code: 'notice-refused-for-cancel' };
  const there = shipped(known, row.TrackingNo, order);
  if (there) return there;
  // Said to be done, and nothing happened: looked at again later, then a person.
  if (code === 0) return { kind: 'unsure', code: 'notice-no-trace', args: { order } };
  if (known.status === '1') return { kind: 'fix', code: 'notice-unpaid', args: { order } };
  return refusal(code, message, order);
}

const refusal = (code: number, message: string, order: string): Outcome => ({
  kind: 'fix',
  code: 'notice-refused',
  args: { order, code, reason: reasonOf(message) },
});
