import type { Handle, Notice, Outcome } from '../contract.ts';
import type { Client } from './client.ts';
import { carrierOf, directPayment, refusedBefore } from './confirm.ts';
import { reasonOf } from './errors.ts';
import { feedBytes, feedState, fulfilmentFeed, submitFeed, whileAsking } from './feed.ts';
import { type FeedReport, readFeedReport } from './feed-report.ts';
import { shipInstant } from './ship-date.ts';

export const shipFeedKind = 'ship-feed';

/**
 * Tells many notices, or notices without a number, as fulfilment feeds: the answers are `pending` with a handle. Message
 * numbers are positions in the handle's `notices`, so the result finds its way back after a restart.
 */
export async function feedShipments(client: Client, notices: readonly Notice[]): Promise<Outcome[]> {
  const outcomes = new Array<Outcome>(notices.length);
  const good: number[] = [];
  notices.forEach((notice, index) => {
    const refused = refusedBefore(notice);
    if (refused) outcomes[index] = refused;
    else good.push(index);
  });
  let stop: Outcome | undefined;
  for (const part of inParts(good, notices, client)) {
    const outcome: Outcome = stop ?? (await submitPart(client, part));
    if (outcome.kind !== 'pending') stop = outcome.kind === 'unsure' ? undefined : outcome;
    for (const index of part.indexes) outcomes[index] = outcome;
  }
  return outcomes;
}

interface Part {
  readonly indexes: number[];
  readonly ids: string[];
  readonly messages: string[];
}

/** As many messages as one feed may hold. */
function inParts(indexes: readonly number[], notices: readonly Notice[], client: Client): Part[] {
  const parts: Part[] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const index of indexes) {
    const notice = notices[index]!;
    if (size > feedBytes || parts.at(-1)!.indexes.length >= 10_000) {
      parts.push({ indexes: [], ids: [], messages: [] });
      size = 0;
    }
    const part = parts.at(-1)!;
    const message = shipMessage(notice, part.indexes.length + 1, client.io.now());
    size += Buffer.byteLength(message);
    part.indexes.push(index);
    part.ids.push(notice.id);
    part.messages.push(message);
  }
  return parts;
}

async function submitPart(client: Client, part: Part): Promise<Outcome> {
  const xml = shipFeed(client.settings['seller-id'], part.messages);
  const sent = await submitFeed(client, fulfilmentFeed, 'text/xml; charset=UTF-8', Buffer.from(xml, 'utf8'));
  if ('failed' in sent) return sent.failed;
  return {
    kind: 'pending',
    code: 'notice-accepted',
    handle: { kind: shipFeedKind, id: sent.feedId, notices: part.ids },
  };
}

/** The envelope. Element order: OrderFulfillment.xsd and amzn-envelope.xsd as seen in public code, trust B. */
function shipFeed(sellerId: string, messages: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="amzn-envelope.xsd">
<Header><DocumentVersion>1.01</DocumentVersion><MerchantIdentifier>${escaped(sellerId)}</MerchantIdentifier></Header>
<MessageType>OrderFulfillment</MessageType>
${messages.join('\n')}
</AmazonEnvelope>
`;
}

/** One message; the tracking number is optional here, which is why methods without one go this way (trust B). */
export function shipMessage(notice: Notice, messageId: number, now: Temporal.Instant): string {
  const ship = notice.ship!;
  const carrier = carrierOf(ship);
  const items = ship.items.map(
    (item) => `<Item>${element('AmazonOrderItemCode', item.line)}${element('Quantity', String(item.quantity))}</Item>`,
  );
  return [
    `<Message>${element('MessageID', String(messageId))}<OrderFulfillment>`,
    element('AmazonOrderID', notice.orderNumber),
    element('FulfillmentDate', shipInstant(ship.shipDate, now)),
    '<FulfillmentData>',
    element('CarrierCode', carrier.code),
    element('CarrierName', carrier.name),
    element('ShippingMethod', ship.shipMethod),
    element('ShipperTrackingNumber', ship.trackingNumber),
    '</FulfillmentData>',
    ship.collect ? element('CODCollectionMethod', directPayment) : '',
    ...items,
    '</OrderFulfillment></Message>',
  ].join('');
}

const element = (name: string, text: string): string => (text === '' ? '' : `<${name}>${escaped(text)}</${name}>`);

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Result of a fulfilment feed, one outcome per notice of the handle. */
export async function collectShipFeed(client: Client, handle: Handle): Promise<Outcome[]> {
  const all = (outcome: Outcome): Outcome[] => handle.notices.map(() => outcome);
  const state = await feedState(client, handle.id);
  if ('failed' in state) return all(whileAsking(state.failed, handle, 'unsure'));
  if (state.waiting) return all({ kind: 'pending', code: 'notice-accepted', handle });
  if (state.status === 'CANCELLED') return all({ kind: 'retry', code: 'notice-feed-cancelled' });
  // FATAL may have done a part of the work and may have no report (DOC/feeds-api-best-practices, trust A).
  const unsure: Outcome = { kind: 'unsure', code: 'feed-result-lost', args: { feed: handle.id } };
  if (state.report === undefined) return all(state.status === 'DONE' ? { kind: 'done', code: 'notice-told' } : unsure);
  const report = readFeedReport(state.report);
  if (report === undefined) return all(unsure);
  return handle.notices.map((_, index) => outcomeOf(report, index + 1, state.status, unsure));
}

function outcomeOf(report: FeedReport, messageId: number, status: string, unsure: Outcome): Outcome {
  const error = report.errors.get(messageId);
  if (error) {
    return error.code === '18021'
      ? { kind: 'fix', code: 'notice-nothing-left' }
      : { kind: 'fix', code: 'notice-line-refused', args: { code: error.code, reason: reasonOf(error.description) } };
  }
  const whole = report.errors.get(0);
  if (whole && report.successful === 0)
    return {
      kind: 'fix',
      code: 'notice-feed-refused',
      args: { code: whole.code, reason: reasonOf(whole.description) },
    };
  if (status === 'FATAL' || whole) return unsure;
  // Fewer errors are listed than Amazon counted: which messages are meant cannot be known.
  return report.withError > report.errors.size ? unsure : { kind: 'done', code: 'notice-told' };
}
