import { CallFailed, type HandedEntry, type HandedOver, type LabelEntry } from '../contract.ts';
import type { Client } from './client.ts';
import { garbled } from './errors.ts';
import { type Entry, feedOf, text } from './feed.ts';

/** Entries that B2 takes in one request; more are 416 (trust B). */
export const atOnce = 1000;

/**
 * Registers shipments for printing and has them checked. Always 200, even when entries are wrong: each has its own verdict
 * (`error_flg` 9 = cannot be printed; 1, 2, 3 = warnings; trust B). `feed.title` is the RXID, good once and for 60 minutes.
 */
export async function handOver(client: Client, entries: readonly LabelEntry[]): Promise<HandedOver> {
  const company = encodeURIComponent(client.settings['api-user-id']);
  const sent = await client.send('editA', {
    method: 'POST',
    path: `editA?api_user_id=${company}`,
    body: { feed: { entry: entries.map((shipment) => ({ shipment })) } },
    effect: 'read',
    timeoutMs: 180_000,
  });
  if (sent.failed) throw new CallFailed(sent.failed);
  const feed = feedOf(sent.answer);
  if (!feed || feed.title === '' || feed.title === 'Error') {
    throw new CallFailed(garbled(sent.answer, 'editA', 'read'));
  }
  const answers = new Map(feed.entries.map((one) => [text(one.shipment.shipment_number), one]));
  return {
    token: feed.title,
    updated: feed.updated,
    entries: entries.map((entry) => verdict(entry, answers.get(entry.shipment_number ?? ''))),
  };
}

function verdict(entry: LabelEntry, answer: Entry | undefined): HandedEntry {
  const customerNo = entry.shipment_number ?? '';
  if (!answer) return { customerNo, provisional: '', handle: {}, printable: false, duplicate: false, errors: [] };
  const { shipment, errors, id, link } = answer;
  const flag = text(shipment.error_flg);
  const printable = flag === '' ? errors.length === 0 : flag !== '9';
  return {
    customerNo,
    provisional: text(shipment.tracking_number),
    handle: {
      created_ms: text(shipment.created_ms),
      service_type: text(shipment.service_type) || (entry.service_type ?? ''),
      ...(id !== undefined && { id }),
      ...(link !== undefined && { link }),
    },
    printable,
    duplicate: flag === '2' || flag === '3',
    // Codes of errors begin with E (trust B).
    errors: errors.map((one) => ({ ...one, isWarning: printable || !one.code.startsWith('E') })),
  };
}

/** Where a person corrects and prints. Trust B: the page's name and its two parameters. */
export function screenUrl(client: Client, token: string, notify: string): string {
  const query = `notify=${encodeURIComponent(notify)}&_RXID=${encodeURIComponent(token)}`;
  return `${client.io.baseUrl('api')}/b2/p/_html/multi_import_api.html?${query}`;
}
