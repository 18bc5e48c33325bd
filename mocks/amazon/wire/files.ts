import type { Answer, Call, Operation } from '../../system.ts';
import { escapeXml } from '../../xml.ts';
import { sends } from '../fields/index.ts';
import type { FeedDocument } from '../state/feed.ts';
import type { AmazonState } from '../state/state.ts';

/**
 * The storage behind the addresses of feed documents: another host at Amazon, without SP-API headers. Refuses in S3's dialect when
 * the address is older than five minutes (trust A), when the content type differs from the one that was named (trust A), and when
 * an `x-amz-*` header comes along (trust C: such a header would have to be signed).
 */
export const fileOperations = (state: AmazonState): readonly Operation[] => [
  {
    name: 'putDocument',
    facts: { sends: sends.putDocument!, limits: ['5 minutes after the address was given'] },
    method: 'put',
    path: '/files/:id',
    handle(call) {
      const found = find(state, call);
      if (!('id' in found)) return found;
      if (found.isReport) return s3Error(405, 'MethodNotAllowed', 'This address is for reading.');
      if (call.headers['content-type'] !== found.contentType) {
        return s3Error(
          403,
          'SignatureDoesNotMatch',
          'The content type is not the one that was named when the document was made.',
        );
      }
      found.bytes = call.body;
      return { status: 200, headers: { 'x-amz-request-id': state.random().token(16) }, body: '' };
    },
  },
  {
    name: 'getDocument',
    facts: { sends: sends.getDocument!, limits: ['5 minutes after the address was given'] },
    method: 'get',
    path: '/files/:id',
    handle(call) {
      const found = find(state, call);
      if (!('id' in found)) return found;
      if (!found.bytes) return s3Error(404, 'NoSuchKey', 'The specified key does not exist.');
      return { status: 200, headers: { 'content-type': found.contentType }, body: found.bytes };
    },
  },
];

function find(state: AmazonState, call: Call): FeedDocument | Answer {
  const document = state.documents.get(call.params.id ?? '');
  const expires = document?.keys.get(call.query.get('X-Amz-Signature') ?? '');
  if (!document || expires === undefined)
    return s3Error(403, 'SignatureDoesNotMatch', 'The signature of the address is not valid.');
  if (expires <= call.now) return s3Error(403, 'AccessDenied', 'Request has expired');
  const extra = Object.keys(call.headers).find((name) => name.startsWith('x-amz-'));
  if (extra)
    return s3Error(403, 'AccessDenied', `There were headers present in the request which were not signed: ${extra}`);
  return document;
}

/** A refusal of the file storage. */
export const s3Error = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`,
});
