import iconv from 'iconv-lite';
import { confirmParcel } from './confirm.ts';
import { codeOf } from './feed-fulfillment.ts';
import type { Feed, FeedResult } from './feed-types.ts';
import type { AmazonState } from './state.ts';

const keys = [
  'order-id',
  'order-item-id',
  'quantity',
  'ship-date',
  'carrier-code',
  'carrier-name',
  'tracking-number',
  'ship-method',
  'cod-collection-method',
] as const;

/**
 * POST_FLAT_FILE_FULFILLMENT_DATA: the tab file of 出荷通知, with or without its two head rows (trust C for that). Text is read
 * by the content type of the document, CP932 when it names none. Shape of the report: trust B.
 */
export function processFlatFulfillment(state: AmazonState, feed: Feed, bytes: Buffer, now: number): FeedResult {
  const contentType = 'text/tab-separated-values; charset=UTF-8';
  const charset = /charset=([\w-]+)/i.exec(state.documents.get(feed.documentId)?.contentType ?? '')?.[1] ?? 'cp932';
  const text = iconv.encodingExists(charset) ? iconv.decode(bytes, charset) : bytes.toString('utf8');
  const rows = text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((row) => row.trim() !== '')
    .map((row) => row.split('\t'));
  const head = rows.findIndex((row) => row[0]?.trim() === 'order-id');
  const columns = rows[head]?.map((name) => name.trim()) ?? [];
  if (head < 0 || !keys.slice(0, 5).every((key) => columns.includes(key))) {
    return {
      status: 'FATAL',
      report: reportOf(0, 0, [['0', '', '', '5000', 'Error', 'The header row was not found.']]),
      contentType,
    };
  }
  const found: string[][] = [];
  let good = 0;
  let done = 0;
  for (const row of rows.slice(head + 1)) {
    if (feed.plan && done >= feed.plan.fatalAfter) break;
    done += 1;
    const cell = (key: (typeof keys)[number]) => row[columns.indexOf(key)]?.trim() ?? '';
    const wrong = (code: string, message: string) =>
      found.push([String(done), cell('order-id'), cell('order-item-id'), code, 'Error', message]);
    const day = cell('ship-date');
    if (!/^\d{4}-\d\d-\d\d$/.test(day)) {
      wrong('18028', 'ship-date must be yyyy-mm-dd.');
      continue;
    }
    const quantity = cell('quantity');
    const item = { line: cell('order-item-id'), quantity: quantity === '' ? undefined : Number(quantity) };
    const verdict = confirmParcel(
      state,
      cell('order-id'),
      {
        ref: '',
        carrierCode: cell('carrier-code'),
        carrierName: cell('carrier-name'),
        shippingMethod: cell('ship-method'),
        trackingNumber: cell('tracking-number'),
        shippedAt: Temporal.PlainDate.from(day).toZonedDateTime('Asia/Tokyo').epochMilliseconds,
        cod: cell('cod-collection-method') !== '',
        items: item.line === '' ? [] : [item],
      },
      'feed',
      now,
    );
    if ('why' in verdict) wrong(codeOf(verdict), verdict.message);
    else good += 1;
  }
  const report = reportOf(done, good, found);
  if (!feed.plan) return { status: 'DONE', report, contentType };
  return { status: 'FATAL', report: feed.plan.hasReport ? report : undefined, contentType };
}

function reportOf(processed: number, good: number, rows: readonly (readonly string[])[]): string {
  const head = 'original-record-number\torder-id\torder-item-id\terror-code\terror-type\terror-message';
  const summary = `Feed Processing Summary:\n\tNumber of records processed\t\t${processed}\n\tNumber of records successful\t\t${good}\n`;
  return `${summary}\n${[head, ...rows.map((row) => row.join('\t'))].join('\n')}\n`;
}
