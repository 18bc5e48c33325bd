import type { Answer } from '../../system.ts';

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(body),
});

/** An answer that is not 2xx: `{errors: [{code, message}]}` (trust B). */
export const failed = (status: number, code: string, message: string): Answer =>
  json(status, { errors: [{ code, message }] });

/** Too many calls: bare text, the usual one of the Ruby middleware (a client tests for it, trust B). */
export const later = (seconds?: number): Answer => ({
  status: 429,
  headers: { 'content-type': 'text/plain', ...(seconds !== undefined && { 'retry-after': String(seconds) }) },
  body: 'Retry later\n',
});

export const page = (status: number, inside: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!DOCTYPE html><html><body>${inside}</body></html>`,
});
