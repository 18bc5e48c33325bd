import type { HandedEntry, HandedOver, LabelEntry, Outcome } from '../contract.ts';
import type { Client } from './client.ts';
import { garbled } from './errors.ts';
import { feedOf } from './feed.ts';

const printerTypes = { laser: '1', inkjet: '2', label: '3' } as const;

/** A label printer prints one kind of slip at a time, and not every kind (trust B: one live test). */
const onLabels = new Set(['0', '2', '4', '7', 'A']);

/** Entries of one key go on one print; `undefined`: this printer cannot print it. */
export function sheet({ settings }: Client, entry: LabelEntry): string | undefined {
  if (settings.printer !== 'label') return '';
  const service = entry.service_type ?? '';
  return onLabels.has(service) ? service : undefined;
}

/**
 * Prints: from here on labels exist. `print_type`: m = A4, m5 = A5, a slip type on label printers (trust B). The value of `done`
 * is the issue number.
 */
export async function issue(
  client: Client,
  handed: HandedOver,
  customerNos: readonly string[],
): Promise<Outcome<string>> {
  const wanted = new Set(customerNos);
  const chosen = handed.entries.filter((one) => wanted.has(one.customerNo));
  const { printer, paper } = client.settings;
  const printType = printer === 'label' ? String(chosen[0]?.handle.service_type) : paper === 'a5' ? 'm5' : 'm';
  const sent = await client.send('new', {
    method: 'POST',
    path: `new?issue_editA&display=0&print_type=${printType}`,
    body: { feed: { updated: handed.updated, entry: chosen.map((one) => entryOf(one, printerTypes[printer])) } },
    effect: 'write',
    timeoutMs: 180_000,
  });
  if (sent.failed) {
    // 400: B2 knows nothing (any more) that could be printed, e.g. because the session that registered it has ended (trust C).
    if (sent.answer?.status === 400) return { ...sent.failed, kind: 'retry', code: 'b2-registration-gone' };
    return sent.failed;
  }
  const feed = feedOf(sent.answer);
  if (!feed || !/^[A-Z]+\d/.test(feed.title)) return garbled(sent.answer, 'new', 'write');
  return { kind: 'done', code: 'b2-issuing', value: feed.title };
}

function entryOf({ provisional, handle }: HandedEntry, printer: string) {
  const { id, link, created_ms, service_type } = handle;
  return {
    ...(id !== undefined && { id }),
    ...(link !== undefined && { link }),
    shipment: {
      tracking_number: provisional,
      created_ms,
      service_type,
      printer_type: printer,
      shipment_flg: '1',
      // ネコポス wants it named (trust B: one client).
      is_agent: '0',
    },
  };
}

/** 202 = busy, 200 = done with the RXID for the spool, 400 = failed (trust B). At least a second between two calls. */
export async function poll(client: Client, ticket: string): Promise<Outcome<string>> {
  const sent = await client.send('polling', {
    method: 'GET',
    path: `polling?issue_no=${encodeURIComponent(ticket)}&display=0`,
    effect: 'read',
    perSecond: 0.9,
  });
  if (sent.failed) {
    if (sent.answer?.status === 400) return { ...sent.failed, kind: 'unsure', code: 'b2-issue-failed' };
    return sent.failed;
  }
  if (sent.answer.status === 202) return { kind: 'pending', code: 'b2-issuing' };
  const feed = feedOf(sent.answer);
  if (feed?.summary === 'queued') return { kind: 'pending', code: 'b2-issuing' };
  if (!feed || feed.title === '' || feed.title === 'Error') return garbled(sent.answer, 'polling', 'read');
  return { kind: 'done', code: 'b2-issued', value: feed.title };
}

/** The labels. Without the check before it B2 gives an HTML page with status 200 (trust B): only `%PDF` counts. */
export async function labels(client: Client, ticket: string): Promise<Outcome<Uint8Array>> {
  const at = `getfile?display=0&issue_no=${encodeURIComponent(ticket)}`;
  const checked = await client.send('getfile-check', { method: 'GET', path: `${at}&checkonly=1`, effect: 'read' });
  if (checked.failed) return { ...checked.failed, kind: checked.failed.kind === 'halt' ? 'halt' : 'retry' };
  if (feedOf(checked.answer)?.title === 'Error') return { kind: 'retry', code: 'b2-issuing' };
  const sent = await client.send('getfile', {
    method: 'GET',
    path: `${at}&fileonly=1`,
    effect: 'read',
    timeoutMs: 180_000,
  });
  if (sent.failed) return sent.failed;
  const { bytes } = sent.answer;
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') !== '%PDF-') {
    return garbled(sent.answer, 'getfile', 'read');
  }
  return { kind: 'done', code: 'b2-issued', value: bytes };
}
