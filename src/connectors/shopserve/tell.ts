import type { Notice, NoticeOf, Outcome } from '../contract.ts';
import { watchTrouble } from '../trouble.ts';
import type { Client } from './client.ts';
import type { Refused } from './errors.ts';
import type { Values } from './order-api.ts';
import { isOneOf } from './order-api.ts';
import { standingsOf } from './standing.ts';

/** 確認ステータス更新 and 取引完了: one call an order. */
export const tellState = (client: Client, notices: readonly (NoticeOf<'acknowledge'> | NoticeOf<'complete'>)[]) =>
  tellEach(notices, (notice) => put(client, notice, notice.kind, {}));

/**
 * 出荷実績戻し: carrier and number of one destination, and 発送済. What stood there (a provisional number) is written over, but not a number
 * with which somebody shipped it meanwhile: so it is looked at first.
 */
export async function tellShip(client: Client, notices: readonly NoticeOf<'ship'>[]): Promise<Outcome[]> {
  const found = await standingsOf(client, notices.map(serialOf));
  if ('kind' in found) return notices.map(() => found);
  return tellEach(notices, (notice) => {
    const { destination, carrierCode, trackingNumber, shipDate } = notice.ship;
    const order = notice.orderNumber;
    // A carrier cannot be registered without a number (trust A).
    if (trackingNumber === '') return { kind: 'fix', code: 'notice-waits-number' };
    if (carrierCode === '') return { kind: 'fix', code: 'notice-method-unknown', args: { method: '－' } };
    if (!destination) return { kind: 'fix', code: 'notice-line-unknown', args: { order, lines: '－' } };
    const there = found.get(serialOf(notice))?.deliveries.get(destination);
    if (there?.isShipped && isStrange(there.slip, notice))
      return { kind: 'fix', code: 'notice-other-number', args: { order } };
    const values = { delivery: destination, carrier: carrierCode, number: trackingNumber, day: shipDate };
    return put(client, notice, 'ship', values);
  });
}

/** Is it a number that neither we nor the last look know? */
function isStrange(slip: string, { keys, ship }: NoticeOf<'ship'>): boolean {
  const known = keys?.mayReplace;
  return known !== undefined && slip !== '' && ![known, ship.trackingNumber].some((one) => bare(one) === bare(slip));
}

const bare = (number: string): string => number.replace(/[-\s]/g, '');

/** One call after the other; a series that meets trouble stops. */
export async function tellEach<N extends Notice>(
  notices: readonly N[],
  tell: (notice: N) => Outcome | Promise<Outcome>,
): Promise<Outcome[]> {
  const trouble = watchTrouble();
  const outcomes: Outcome[] = [];
  for (const notice of notices) {
    const outcome = trouble.next() ?? (await tell(notice));
    trouble.note(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

export const serialOf = ({ keys }: Notice): string => keys?.key ?? '';

async function put(
  client: Client,
  notice: Notice,
  name: 'acknowledge' | 'ship' | 'complete',
  values: Values,
): Promise<Outcome> {
  const serialCode = serialOf(notice);
  if (serialCode === '') return unknownOrder(notice);
  const said = await client.order(name, { serialCode, ...values });
  if (said.failed) return said.failed;
  if (said.refused) return refusal(client, notice, said.refused);
  return { kind: 'done', code: name === 'ship' ? 'notice-told' : 'notice-done' };
}

export const unknownOrder = ({ orderNumber: order }: Notice): Outcome => ({
  kind: 'fix',
  code: 'notice-order-unknown',
  args: { order },
});

/** What shopserve says no to, in the operator's words. */
export function refusal(client: Client, notice: Notice, { status, code, field, evidence }: Refused): Outcome {
  const { words } = client.settings['order-api'];
  const order = notice.orderNumber;
  const fix = (sentence: Outcome['code'], args: Outcome['args'] = { order }): Outcome => ({
    kind: 'fix',
    code: sentence,
    args,
    evidence,
  });
  const reason = plain(code) || `HTTP ${status}`;
  const named = fieldName(client, notice, field);
  if (named !== '') return fix('told-field-refused', { order, field: named, reason });
  if (status === 404 || isOneOf(words.unknownOrder, code)) return fix('notice-order-unknown');
  if (isOneOf(words.cancelled, code)) return fix('notice-order-cancelled');
  if (isOneOf(words.notConfirmed, code)) return fix('notice-not-acknowledged');
  if (isOneOf(words.notShipped, code)) return fix('complete-not-shipped');
  if (isOneOf(words.alreadyShipped, code)) return fix('notice-other-number');
  return fix('told-refused', { order, code: status, reason });
}

/** The refused field with its value, as people call it. */
function fieldName(client: Client, { ship }: Notice, field: string): string {
  const { words } = client.settings['order-api'];
  if (field === '') return '';
  if (isOneOf(words.numberField, field)) return `お問い合わせ番号（${ship?.trackingNumber ?? '－'}）`;
  if (isOneOf(words.carrierField, field)) return `配送業者（${ship?.carrierCode ?? '－'}）`;
  if (isOneOf(words.dayField, field)) return `出荷日（${ship?.shipDate ?? '－'}）`;
  return plain(field);
}

/** A code of the other side, never a text that could be somebody's. */
const plain = (code: string): string => (/^[\w.-]{1,60}$/.test(code) ? code : '');
