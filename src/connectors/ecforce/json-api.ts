import { CallFailed } from '../contract.ts';
import { garbled } from './errors.ts';

export type Attributes = Readonly<Record<string, unknown>>;

/** A thing of a JSON:API answer. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly attributes: Attributes;
  /** Ids of the things that it names, by the relationship's name. */
  related(name: string): readonly string[];
}

export interface List {
  readonly rows: readonly Resource[];
  /** What came along. */
  included(type: string, id: string): Resource | undefined;
}

/**
 * A list: `data` as a list, one object, null or missing (all met, trust B). Names of types do not agree with one another (`order-item`,
 * `order_items`, `order_item`): they are compared without hyphens and plural.
 *
 * @throws CallFailed `retry` when it is none
 */
export function readList(body: unknown, operation: string, evidence: string): List {
  const { data, included } = body as { data?: unknown; included?: unknown };
  const broken = () => new CallFailed(garbled(operation, 'read', evidence));
  const rows = data === null ? [] : Array.isArray(data) ? data : [data];
  if (data === undefined || (included !== undefined && included !== null && !Array.isArray(included))) throw broken();
  const along = new Map<string, Resource>();
  for (const one of (included ?? []) as unknown[]) {
    const resource = resourceOf(one);
    if (resource) along.set(`${singular(resource.type)} ${resource.id}`, resource);
  }
  return {
    rows: rows.map((row) => {
      const resource = resourceOf(row);
      if (!resource) throw broken();
      return resource;
    }),
    included: (type, id) => along.get(`${singular(type)} ${id}`),
  };
}

function resourceOf(value: unknown): Resource | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { id, type, attributes, relationships } = value as Record<string, unknown>;
  if (textOf(id) === '' || typeof attributes !== 'object' || attributes === null) return undefined;
  const related = (relationships ?? {}) as Record<string, { data?: unknown } | undefined>;
  return {
    id: textOf(id),
    type: textOf(type),
    attributes: attributes as Attributes,
    related(name) {
      const data = related[name]?.data;
      const list = data === undefined || data === null ? [] : Array.isArray(data) ? data : [data];
      return list.map((one) => textOf((one as { id?: unknown } | null)?.id)).filter((one) => one !== '');
    },
  };
}

const singular = (type: string): string =>
  type
    .toLowerCase()
    .replaceAll('-', '_')
    .replace(/(ss)es$/, '$1')
    .replace(/([^s])s$/, '$1');

/** Numbers come as text and texts as numbers: one text for both; '' for nothing. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
