import type { SentenceCode } from '../../core/sentences/index.ts';
import type { HttpAnswer, Notice, Outcome, ShipNotice } from '../contract.ts';
import { watchTrouble } from '../trouble.ts';
import type { Client } from './client.ts';
import { amazonError, garbled, reasonOf } from './errors.ts';
import { isDay, shipInstant } from './ship-date.ts';

/** Amazon's value for cash on delivery (Japan only). Source: ordersV0 model, trust A. */
export const directPayment = 'DirectPayment';

/** Carrier code and name as Amazon wants them: without a code it is `Other` with a name. Trust A. */
export function carrierOf(ship: ShipNotice): { code: string; name: string } {
  return { code: ship.carrierCode || 'Other', name: ship.carrierName };
}

/** What can be seen to be wrong before anything is sent. */
export function refusedBefore(notice: Notice): Outcome | undefined {
  const { ship, orderNumber: order } = notice;
  const fix = (code: SentenceCode, args: Record<string, string> = {}): Outcome => ({
    kind: 'fix',
    code,
    args: { order, ...args },
  });
  if (!ship)
    return { kind: 'bug', code: 'unexpected-answer', args: { system: 'Amazon', status: 0, operation: 'ship' } };
  const carrier = carrierOf(ship);
  if (carrier.code === 'Other' && carrier.name === '') return fix('notice-carrier-name-missing');
  const wrong = ship.items.filter((item) => !Number.isInteger(item.quantity) || item.quantity < 1 || item.line === '');
  if (ship.items.length === 0 || wrong.length > 0)
    return fix('notice-line-unknown', { lines: wrong.map((item) => item.line || '－').join('、') || '－' });
  if (!isDay(ship.shipDate)) return fix('notice-field-refused', { field: '出荷日', reason: ship.shipDate || '－' });
  // No control characters in what goes into JSON or XML.
  if (/[\x00-\x1f]/.test(ship.trackingNumber + carrier.code + carrier.name + ship.shipMethod))
    return fix('notice-field-refused', { field: 'お問い合わせ番号・配送業者', reason: 'control character' });
  return undefined;
}

/** Body of `confirmShipment`. `packageReferenceId` is text of digits: a JSON number is refused since 2026-01 (trust B). */
export function confirmation(ship: ShipNotice, marketplaceId: string, now: Temporal.Instant): unknown {
  const carrier = carrierOf(ship);
  return {
    marketplaceId,
    ...(ship.collect && { codCollectionMethod: directPayment }),
    packageDetail: {
      packageReferenceId: String(ship.parcel),
      carrierCode: carrier.code,
      ...(carrier.name !== '' && { carrierName: carrier.name }),
      ...(ship.shipMethod !== '' && { shippingMethod: ship.shipMethod }),
      trackingNumber: ship.trackingNumber,
      shipDate: shipInstant(ship.shipDate, now),
      orderItems: ship.items.map((item) => ({ orderItemId: item.line, quantity: item.quantity })),
    },
  };
}

/**
 * Tells ship notices one by one with `confirmShipment`: one call is one parcel, and the same parcel again is an edit at
 * Amazon, so telling twice is `done` twice (DOC/confirm-the-shipment-status, trust A). When Amazon has
 * trouble, the rest is left for later.
 */
export async function confirmShipments(client: Client, notices: readonly Notice[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const trouble = watchTrouble();
  for (const notice of notices) {
    const outcome = refusedBefore(notice) ?? trouble.next() ?? (await confirmOne(client, notice));
    trouble.note(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

async function confirmOne(client: Client, notice: Notice): Promise<Outcome> {
  const ship = notice.ship!;
  const sent = await client.send('confirmShipment', {
    method: 'POST',
    path: `/orders/v0/orders/${encodeURIComponent(notice.orderNumber)}/shipmentConfirmation`,
    body: confirmation(ship, client.settings['marketplace-id'], client.io.now()),
    effect: 'write',
  });
  if (!sent.failed) {
    // The only documented success is 204 without a body; a page with status 200 came from somebody else.
    return sent.answer.status === 204
      ? { kind: 'done', code: 'notice-told' }
      : garbled(sent.answer, 'confirmShipment', 'write');
  }
  const { answer, failed } = sent;
  return answer && (answer.status === 400 || answer.status === 404) ? refusal(answer, notice, ship) : failed;
}

/**
 * What a refusal is about, from its words. Amazon documents no list; the words were seen in public threads (trust B) or are
 * what the field is called (C), so the order of the tests goes from the special to the general.
 */
function refusal(answer: HttpAnswer, notice: Notice, ship: ShipNotice): Outcome {
  const { code, message, details } = amazonError(answer);
  const words = `${message} ${details}`;
  const order = notice.orderNumber;
  const reason = reasonOf(words);
  const lines = ship.items.map((item) => item.line);
  const named = lines.filter((line) => words.includes(line));
  const fix = (sentence: SentenceCode, args: Record<string, string | number> = {}): Outcome => ({
    kind: 'fix',
    code: sentence,
    args: { order, ...args },
    evidence: answer.evidence(),
  });
  if (answer.json() === undefined) return garbled(answer, 'confirmShipment', 'write');
  if (answer.status === 404) return fix('notice-order-unknown');
  if (/packagetoupdatenotfound|failed to create package/i.test(words))
    return fix('notice-package-missing', { parcel: ship.parcel });
  if (/ship\s?plus|ship\s?\+|ship_plus/i.test(words)) return fix('notice-ship-plus');
  if (/\bAFN\b|\bFBA\b|fulfil?led by amazon|amazon[- ]fulfil?led/i.test(words)) return fix('notice-not-ours');
  if (/cancel/i.test(words)) return fix('notice-order-cancelled');
  if (/quantity/i.test(words)) return fix('notice-quantity-over', { lines: (named.length ? named : lines).join('、') });
  if (/order\s?item/i.test(words))
    return fix('notice-line-unknown', { lines: (named.length ? named : lines).join('、') });
  if (/carrier\s?name/i.test(words)) return fix('notice-carrier-name-missing');
  if (/carrier/i.test(words)) return fix('notice-carrier-refused', { carrier: carrierOf(ship).code });
  for (const [pattern, field] of fields) if (pattern.test(words)) return fix('notice-field-refused', { field, reason });
  return fix('notice-refused', { code: code || String(answer.status), reason });
}

const fields: readonly (readonly [RegExp, string])[] = [
  [/tracking/i, 'お問い合わせ番号'],
  [/ship\s?date/i, '出荷日'],
  [/package\s?reference/i, '荷物の番号'],
  [/shipping\s?method/i, '配送方法'],
  [/cod\s?collection/i, '代金引換'],
  [/marketplace/i, 'marketplace-id'],
];
