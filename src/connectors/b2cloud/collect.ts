import { CallFailed, type HttpAnswer, type IssuedAnswer, type Outcome } from '../contract.ts';
import type { Client } from './client.ts';
import { garbled, system } from './errors.ts';
import { type Entry, feedOf, text } from './feed.ts';

const layout = 'b2-api-issued';

/**
 * What was printed, with the real numbers: given out once (trust B). Nothing yet is 200 with title Error and subtitle 204; then it
 * is asked again with the RXID of that answer.
 */
export async function collect(client: Client, token: string): Promise<Outcome<IssuedAnswer>> {
  const sent = await client.send('spool', {
    method: 'GET',
    path: `editA?spool&_RXID=${encodeURIComponent(token)}`,
    effect: 'write',
    perSecond: 1 / 3,
    timeoutMs: 120_000,
  });
  if (sent.failed) {
    const { kind } = sent.failed;
    // An RXID that B2 does not know (any more) is refused like a wrong key: the history, which needs the key, tells which it was.
    const isRefused = kind === 'bug' || sent.answer?.status === 401;
    return isRefused ? { ...sent.failed, kind: 'unsure', code: 'b2-result-gone' } : sent.failed;
  }
  const feed = feedOf(sent.answer);
  if (!feed) return garbled(sent.answer, 'spool', 'write');
  if (feed.title === 'Error' && feed.subtitle === '204') {
    const next = feed.summary === '' ? token : feed.summary;
    return { kind: 'pending', code: 'b2-not-printed-yet', value: { ...answerOf(sent.answer, []), token: next } };
  }
  if (feed.title === 'Error' && feed.entries.length === 0) {
    const { subtitle } = feed;
    return {
      kind: 'unsure',
      code: 'b2-result-gone',
      args: { system, operation: 'spool', status: /^\d{3}$/.test(subtitle) ? subtitle : sent.answer.status },
      evidence: sent.answer.evidence(),
    };
  }
  return { kind: 'done', code: 'b2-issued', value: answerOf(sent.answer, feed.entries) };
}

function answerOf(answer: HttpAnswer, entries: readonly Entry[]): IssuedAnswer {
  return {
    document: { name: 'b2-spool.json', mediaType: 'application/json', bytes: answer.bytes },
    layout,
    customerNos: entries.map((one) => text(one.shipment.shipment_number)),
  };
}

/**
 * Issued slips by お客様管理番号, from B2's history. Documented for B2's own screens only (trust B); that a partner's session may ask it is
 * our assumption (C): refused, the numbers can still come by the issued-data file.
 */
export async function find(client: Client, customerNos: readonly string[]): Promise<IssuedAnswer> {
  const found: unknown[] = [];
  for (const number of customerNos) {
    const sent = await client.send('history', {
      method: 'GET',
      path: `history?all&shipment_number=${encodeURIComponent(number)}`,
      effect: 'read',
    });
    if (sent.failed) {
      const { status } = sent.answer ?? {};
      if (status === 403 || status === 404) {
        throw new CallFailed({ kind: 'fix', code: 'b2-history-closed', args: { system } });
      }
      throw new CallFailed(sent.failed);
    }
    const feed = feedOf(sent.answer);
    if (!feed) throw new CallFailed(garbled(sent.answer, 'history', 'read'));
    for (const { shipment } of feed.entries) {
      // Only what is printed, and only exactly this number: a filter may be wider than we think.
      const isPrinted = /^\d{12}$/.test(text(shipment.tracking_number));
      if (isPrinted && text(shipment.shipment_number) === number) found.push({ shipment });
    }
  }
  const numbers = found.map((one) =>
    text((one as { shipment: { shipment_number?: unknown } }).shipment.shipment_number),
  );
  const bytes = Buffer.from(`${JSON.stringify({ feed: { entry: found } })}\n`, 'utf8');
  return {
    document: { name: 'b2-history.json', mediaType: 'application/json', bytes },
    layout,
    customerNos: [...new Set(numbers)],
  };
}
