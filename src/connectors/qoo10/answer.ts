import type { HttpAnswer } from '../contract.ts';

/** What a QAPI answer says, whichever of its two envelopes it came in. */
export interface Envelope {
  /** `ErrorCode` is for keys and routing, `ResultCode` for the method itself (trust B). */
  readonly from: 'ErrorCode' | 'ResultCode';
  readonly code: number;
  readonly message: string;
  /** `ResultObject`; undefined when there is none. */
  readonly value: unknown;
}

/**
 * Reads the envelope; undefined when the answer is none (a page, half a text, a member that vanished). Codes come as numbers and as
 * text (trust B).
 */
export function readEnvelope(answer: HttpAnswer): Envelope | undefined {
  const body = answer.json();
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const { ErrorCode, ErrorMsg, ResultCode, ResultMsg, ResultObject } = body as Readonly<Record<string, unknown>>;
  const from = ErrorCode === undefined ? 'ResultCode' : 'ErrorCode';
  const code = numberOf(from === 'ErrorCode' ? ErrorCode : ResultCode);
  const message = from === 'ErrorCode' ? ErrorMsg : ResultMsg;
  if (code === undefined) return undefined;
  return { from, code, message: typeof message === 'string' ? message : '', value: ResultObject };
}

/** A list whatever nothing and one look like: null, absent, '', one object (trust B). undefined = none of these. */
export function listOf(value: unknown): readonly Readonly<Record<string, unknown>>[] | undefined {
  if (value === undefined || value === null || value === '') return [];
  if (Array.isArray(value)) return value.every(isObject) ? value : undefined;
  return isObject(value) ? [value] : undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A whole number that came as one or as text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : undefined;
}

/** Text of a member that came as text or as a number, '' when it is not there. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** The digit of `On request(2)` or of a bare `2` (trust B: read the digit, never the words); '' when there is none. */
export function digitOf(value: unknown): string {
  const text = textOf(value).trim();
  return /\((\d+)\)\s*$/.exec(text)?.[1] ?? (/^\d+$/.test(text) ? text : '');
}
