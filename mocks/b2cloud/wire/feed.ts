import type { Answer } from '../../system.ts';
import type { Complaint } from '../state/check.ts';
import type { B2State, Entry, Values, Waybill } from '../state/state.ts';

/** The request is refused; becomes a feed that says so. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  constructor(status: number, summary: string) {
    super(summary);
    this.status = status;
  }
}

export interface Feed {
  readonly title?: string;
  readonly subtitle?: string;
  readonly summary?: string;
  readonly updated?: string;
  readonly entry?: readonly unknown[];
}

export const feedAnswer = (status: number, feed: Feed, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify({ feed }),
});

/** Shape of 401 and 403: trust B; of the others C. */
export const refusedAnswer = (refused: Refused): Answer =>
  refused.status === 401
    ? feedAnswer(401, { title: 'Authentication error.' })
    : feedAnswer(refused.status, { title: 'Error', subtitle: String(refused.status), summary: refused.message });

export const renderErrors = (complaints: readonly Complaint[]) =>
  complaints.map((one) => ({
    error_property_name: one.property,
    error_code: one.code,
    error_description: one.description,
  }));

/** A row that is not printed yet. Its id without revision and link are of no use. */
export function renderEntry(state: B2State, entry: Entry) {
  const path = `/${state.access.userId}-/editA/${entry.no}`;
  return {
    id: `${path},${entry.revision}`,
    link: [{ ___href: path, ___rel: 'self' }],
    shipment: {
      ...entry.values,
      input_system_type: 'api',
      customer_code: state.access.userId,
      tracking_number: entry.no,
      created_ms: entry.createdMs,
      error_flg: entry.checked.flag,
    },
    error: renderErrors(entry.checked.complaints),
  };
}

export function renderWaybill(state: B2State, waybill: Waybill) {
  const path = `/${state.access.userId}-/history/${waybill.trackingNumber}`;
  return {
    id: `${path},1`,
    link: [{ ___href: path, ___rel: 'self' }],
    shipment: {
      ...waybill.values,
      customer_code: state.access.userId,
      shipment_flg: '1',
      error_flg: '0',
      display_flg: waybill.hiddenAt === undefined ? '1' : '0',
      deleted: '0',
      reissue_count: String(waybill.reissues ?? 0),
    },
    error: [],
  };
}

/** `{feed: {entry: [{shipment: {…}}]}}`. Numbers and null are tolerated as values. @throws Refused */
export interface GivenEntry {
  readonly id: string;
  readonly shipment: Values;
}

export function readFeed(
  body: Buffer,
  known: ReadonlySet<string>,
): { readonly updated: string; readonly entries: readonly GivenEntry[] } {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refused(400, 'The body is no JSON.');
  }
  const feed = member(value, 'feed');
  if (typeof feed !== 'object' || feed === null) throw new Refused(400, 'feed is missing.');
  const entry = member(feed, 'entry') ?? [];
  if (!Array.isArray(entry)) throw new Refused(400, 'feed.entry must be a list.');
  return {
    updated: text(member(feed, 'updated'), 'updated'),
    entries: entry.map((one, index) => {
      const shipment = member(one, 'shipment') ?? {};
      if (typeof shipment !== 'object' || Array.isArray(shipment))
        throw new Refused(400, 'shipment must be an object.');
      const values: Record<string, string> = {};
      for (const [name, property] of Object.entries(shipment as object)) {
        if (!known.has(name)) throw new Refused(400, `entry ${index + 1}: unknown property ${name}`);
        values[name] = text(property, name);
      }
      return { id: text(member(one, 'id'), 'id'), shipment: values };
    }),
  };
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) throw new Refused(400, `An object with ${name} was expected.`);
  return (value as Record<string, unknown>)[name];
}

function text(value: unknown, name: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new Refused(400, `${name} must be a text.`);
}
