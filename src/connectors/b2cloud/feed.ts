import type { HttpAnswer } from '../contract.ts';

/** One entry of B2's JSON. Every value is a text (trust B). */
export interface Entry {
  readonly id?: unknown;
  readonly link?: unknown;
  readonly shipment: Readonly<Record<string, unknown>>;
  readonly errors: readonly { readonly field: string; readonly code: string }[];
}

export interface Feed {
  readonly title: string;
  readonly subtitle: string;
  readonly summary: string;
  readonly updated: string;
  readonly entries: readonly Entry[];
}

/** `{ feed: { title, subtitle, summary, updated, entry: [{ id, link, shipment, error }] } }`, `undefined` for anything else. */
export function feedOf(answer: HttpAnswer): Feed | undefined {
  const feed = record(record(answer.json())?.feed);
  if (!feed) return undefined;
  const entries = feed.entry ?? [];
  if (!Array.isArray(entries)) return undefined;
  return {
    title: text(feed.title),
    subtitle: text(feed.subtitle),
    summary: text(feed.summary),
    updated: text(feed.updated),
    entries: entries.map((one) => entryOf(record(one) ?? {})),
  };
}

function entryOf(entry: Readonly<Record<string, unknown>>): Entry {
  const errors = Array.isArray(entry.error) ? entry.error : [];
  return {
    ...(entry.id !== undefined && { id: entry.id }),
    ...(entry.link !== undefined && { link: entry.link }),
    shipment: record(entry.shipment) ?? {},
    errors: errors.map((one) => {
      const { error_property_name: field, error_code: code } = record(one) ?? {};
      return { field: text(field).replace(/[^A-Za-z0-9_]/g, ''), code: text(code).replace(/[^A-Z0-9]/g, '') };
    }),
  };
}

export const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

const record = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
