import type { Answer } from '../../system.ts';
import type { Habits } from '../state/habits.ts';

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly retryAfter?: number;
}

/** The real shape of an error is not known (trust C); outside 2xx bodies may be plain text, too (trust B). */
export function refusal({ status, code, message, field, retryAfter }: Problem): Answer {
  return {
    status,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    },
    body: JSON.stringify({ errors: [{ code, message, ...(field !== undefined && { field }) }] }),
  };
}

export function reply(habits: Habits, value: unknown, status = 200): Answer {
  const body = habits.numbers === 'text' ? asText(value) : value;
  return { status, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: JSON.stringify(body) };
}

/** A list under its name, as the habits say of nothing and of one. */
export function listed(habits: Habits, name: string, list: readonly unknown[]): Readonly<Record<string, unknown>> {
  if (list.length === 0 && habits.empty !== 'list') return habits.empty === 'null' ? { [name]: null } : {};
  if (list.length === 1 && habits.single === 'object') return { [name]: list[0] };
  return { [name]: list };
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, asText(one)]));
}

/** The page that the shop's addresses show in maintenance (trust C for the API). */
export const page = (status: number, inside: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=UTF-8' },
  body: `<!DOCTYPE html><html><body>${inside}</body></html>`,
});
