import { fromIso } from '../../clock.ts';
import { escapeXml, type Node, parseXml, textOf } from '../../xml.ts';
import { confirmParcel, type Parcel, type Verdict } from './confirm.ts';
import type { Feed, FeedResult } from './feed-types.ts';
import type { AmazonState } from './state.ts';

interface Finding {
  readonly message: string;
  readonly code: 'Error' | 'Warning';
  readonly number: string;
  readonly text: string;
  readonly order?: string;
  readonly line?: string;
}

/**
 * POST_ORDER_FULFILLMENT_DATA: one parcel per message. Codes 18021 and 5000 are those seen in public (trust B), 18028 stands
 * for all the others (trust C).
 */
export function processFulfillment(state: AmazonState, feed: Feed, bytes: Buffer, now: number): FeedResult {
  const contentType = 'text/xml; charset=UTF-8';
  const envelope = parseXml(bytes.toString('utf8'));
  const whole = envelope ? checkEnvelope(state, envelope) : 'The XML cannot be parsed.';
  if (!envelope || whole !== '') {
    const finding: Finding = { message: '0', code: 'Error', number: '5000', text: whole };
    return { status: 'FATAL', report: report(feed, 'Rejected', 0, 0, [finding]), contentType };
  }
  const messages = envelope.children.filter((one) => one.name === 'Message');
  const findings: Finding[] = [];
  let good = 0;
  let done = 0;
  for (const message of messages) {
    if (feed.plan && done >= feed.plan.fatalAfter) break;
    done += 1;
    const found = confirmMessage(state, message, now);
    findings.push(...found);
    if (!found.some((finding) => finding.code === 'Error')) good += 1;
  }
  const text = report(feed, feed.plan ? 'Processing' : 'Complete', done, good, findings);
  if (!feed.plan) return { status: 'DONE', report: text, contentType };
  return { status: 'FATAL', report: feed.plan.hasReport ? text : undefined, contentType };
}

function checkEnvelope(state: AmazonState, envelope: Node): string {
  if (envelope.name !== 'AmazonEnvelope') return 'The root element must be AmazonEnvelope.';
  if (textOf(envelope, 'Header', 'DocumentVersion') !== '1.01') return 'Header/DocumentVersion must be 1.01.';
  if (textOf(envelope, 'Header', 'MerchantIdentifier') !== state.access.sellerId) {
    return 'Header/MerchantIdentifier is not the seller of this feed.';
  }
  if (textOf(envelope, 'MessageType') !== 'OrderFulfillment')
    return 'MessageType must be OrderFulfillment for this feed type.';
  if (!envelope.children.some((one) => one.name === 'Message')) return 'The feed has no Message.';
  return '';
}

/** Elements of OrderFulfillment in schema order; anything else is refused as the schema would. */
const elements = [
  'AmazonOrderID',
  'MerchantOrderID',
  'MerchantFulfillmentID',
  'FulfillmentDate',
  'FulfillmentData',
  'CODCollectionMethod',
  'Item',
  'ShipFromAddress',
];

function confirmMessage(state: AmazonState, message: Node, now: number): readonly Finding[] {
  const id = textOf(message, 'MessageID');
  const bad = (text: string, extra: Partial<Finding> = {}, number = '18028'): Finding => ({
    message: id,
    code: 'Error',
    number,
    text,
    ...extra,
  });
  if (!/^[1-9]\d*$/.test(id)) return [{ ...bad('MessageID must be a positive number.', {}, '5000'), message: '0' }];
  const body = message.children.find((one) => one.name === 'OrderFulfillment');
  if (!body) return [bad('The message has no OrderFulfillment.', {}, '5000')];
  const order = textOf(body, 'AmazonOrderID');
  let last = 0;
  for (const child of body.children) {
    const at = elements.indexOf(child.name);
    if (at < 0 || at < last) return [bad(`The element ${child.name} is not allowed here.`, { order }, '5000')];
    last = at;
  }
  const shippedAt = fromIso(textOf(body, 'FulfillmentDate'));
  if (shippedAt === undefined || !textOf(body, 'FulfillmentDate').includes('T')) {
    return [bad('FulfillmentDate must be a date and time with zone.', { order })];
  }
  const cod = textOf(body, 'CODCollectionMethod');
  if (cod !== '' && cod !== 'DirectPayment') return [bad('CODCollectionMethod must be DirectPayment.', { order })];
  const items: { line: string; quantity: number | undefined }[] = [];
  for (const item of body.children.filter((one) => one.name === 'Item')) {
    const quantity = textOf(item, 'Quantity');
    if (quantity !== '' && !/^[1-9]\d*$/.test(quantity)) return [bad('Quantity must be a positive number.', { order })];
    items.push({ line: textOf(item, 'AmazonOrderItemCode'), quantity: quantity === '' ? undefined : Number(quantity) });
  }
  const parcel: Parcel = {
    ref: textOf(body, 'MerchantFulfillmentID'),
    carrierCode: textOf(body, 'FulfillmentData', 'CarrierCode'),
    carrierName: textOf(body, 'FulfillmentData', 'CarrierName'),
    shippingMethod: textOf(body, 'FulfillmentData', 'ShippingMethod'),
    trackingNumber: textOf(body, 'FulfillmentData', 'ShipperTrackingNumber'),
    shippedAt,
    cod: cod !== '',
    items,
  };
  const findings: Finding[] = [];
  const verdict = confirmParcel(state, order, parcel, 'feed', now);
  if ('why' in verdict) findings.push(bad(verdict.message, { order, line: verdict.line ?? '' }, codeOf(verdict)));
  else if (parcel.shippingMethod === '') {
    findings.push({ message: id, code: 'Warning', number: '18037', text: 'The shipping method is missing.', order });
  }
  return findings;
}

export const codeOf = (verdict: Extract<Verdict, { why: unknown }>): string =>
  verdict.why === 'quantity' || verdict.why === 'package' || verdict.why === 'state' ? '18021' : '18028';

function report(feed: Feed, status: string, processed: number, good: number, findings: readonly Finding[]): string {
  const wrong = new Set(findings.filter((one) => one.code === 'Error').map((one) => one.message)).size;
  const warned = new Set(findings.filter((one) => one.code === 'Warning').map((one) => one.message)).size;
  const results = findings.map(
    (one) => `
      <Result>
        <MessageID>${escapeXml(one.message)}</MessageID>
        <ResultCode>${one.code}</ResultCode>
        <ResultMessageCode>${one.number}</ResultMessageCode>
        <ResultDescription>${escapeXml(one.text)}</ResultDescription>${additional(one)}
      </Result>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="amzn-envelope.xsd">
  <Header>
    <DocumentVersion>1.02</DocumentVersion>
    <MerchantIdentifier>lab</MerchantIdentifier>
  </Header>
  <MessageType>ProcessingReport</MessageType>
  <Message>
    <MessageID>1</MessageID>
    <ProcessingReport>
      <DocumentTransactionID>${escapeXml(feed.id)}</DocumentTransactionID>
      <StatusCode>${status}</StatusCode>
      <ProcessingSummary>
        <MessagesProcessed>${processed}</MessagesProcessed>
        <MessagesSuccessful>${good}</MessagesSuccessful>
        <MessagesWithError>${wrong}</MessagesWithError>
        <MessagesWithWarning>${warned}</MessagesWithWarning>
      </ProcessingSummary>${results.join('')}
    </ProcessingReport>
  </Message>
</AmazonEnvelope>
`;
}

function additional(finding: Finding): string {
  if (!finding.order) return '';
  const line = finding.line ? `<AmazonOrderItemCode>${escapeXml(finding.line)}</AmazonOrderItemCode>` : '';
  return `
        <AdditionalInfo><AmazonOrderID>${escapeXml(finding.order)}</AmazonOrderID>${line}</AdditionalInfo>`;
}
