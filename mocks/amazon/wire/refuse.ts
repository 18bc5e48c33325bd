import type { Answer, Refusal } from '../../system.ts';
import { tooMany } from './door.ts';
import { denied, errorAnswer, json, Refused } from './errors.ts';
import { s3Error } from './files.ts';

/** What a fault makes Amazon say, in the dialect of the API, of Login with Amazon, or of the file storage. */
export function refuse(what: Refusal, operation: string, requestId: string): Answer {
  if (what === 'maintenance') {
    const body = '<html><body><h1>503 Service Unavailable</h1></body></html>';
    return { status: 503, headers: { 'content-type': 'text/html' }, body };
  }
  if (operation === 'lwaToken') {
    const status = what === 'too-many' ? 429 : what === 'unavailable' ? 503 : 500;
    return json(status, { error: 'server_error', error_description: 'Service failure' });
  }
  if (operation === 'putDocument' || operation === 'getDocument') return s3Refusals[what]();
  return errorAnswer(apiRefusals[what](), { 'x-amzn-requestid': requestId });
}

type Said = Exclude<Refusal, 'maintenance'>;

const apiRefusals: Readonly<Record<Said, () => Refused>> = {
  'too-many': tooMany,
  'server-error': () => new Refused(500, 'InternalFailure', 'We encountered an internal error. Please try again.'),
  unavailable: () => new Refused(503, 'ServiceUnavailable', 'Service is temporarily unavailable. Please try again.'),
  'expired-token': () => denied('The access token you provided has expired.'),
};

const s3Refusals: Readonly<Record<Said, () => Answer>> = {
  'too-many': () => s3Error(503, 'SlowDown', 'Please reduce your request rate.'),
  'server-error': () => s3Error(500, 'InternalError', 'We encountered an internal error. Please try again.'),
  unavailable: () => s3Error(503, 'ServiceUnavailable', 'Please reduce your request rate.'),
  'expired-token': () => s3Error(403, 'AccessDenied', 'Request has expired'),
};
