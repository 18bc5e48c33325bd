import type { Answer } from '../../system.ts';

/** The request is refused; becomes Amazon's error envelope. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  readonly code: string;
  readonly details: string;
  constructor(status: number, code: string, message: string, details = '') {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export const invalid = (message: string, details = ''): Refused => new Refused(400, 'InvalidInput', message, details);

/** 403 in all its ways has one code and one message; only the details tell (trust A for the classes, B for the words). */
export const denied = (details: string): Refused =>
  new Refused(403, 'Unauthorized', 'Access to requested resource is denied.', details);

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

export function errorAnswer(refused: Refused, headers: Readonly<Record<string, string>> = {}): Answer {
  const { code, message, details } = refused;
  return json(
    refused.status,
    { errors: [{ code, message, details }] },
    { 'x-amzn-errortype': errorTypes[refused.status] ?? code, ...headers },
  );
}

/** A wrong input has another code in some APIs (official sandbox cases, trust A). */
export function inDialect(refused: Refused, path: string): Refused {
  if (refused.status !== 400 || refused.code !== 'InvalidInput') return refused;
  const code = /^\/(feeds|reports)\//.test(path) ? '400' : path.startsWith('/listings/') ? 'BAD_REQUEST' : undefined;
  return code === undefined ? refused : new Refused(400, code, 'Invalid input', refused.details || refused.message);
}

const errorTypes: Readonly<Record<number, string>> = {
  400: 'InvalidInputException',
  403: 'AccessDeniedException',
  404: 'NotFoundException',
  415: 'UnsupportedMediaTypeException',
  429: 'QuotaExceededException',
  500: 'InternalFailureException',
  503: 'ServiceUnavailableException',
};
