import type { Answer, Call } from '../../system.ts';
import { base, methodOf, readCall } from './call.ts';

/** Services of the guide. Their methods that this lab does not have are refused like ones that do not exist. */
const services = [
  'CertificationAPI',
  'Claim',
  'CommonInfoLookup',
  'CSCenter',
  'DPCShipping',
  'ECouponAuth',
  'ItemsBasic',
  'ItemsContents',
  'ItemsLookup',
  'ItemsOptions',
  'ItemsOrder',
  'ShippingBasic',
].map((name) => name.toLowerCase());

/** Routing errors are bare text with HTTP 200, before any key is looked at (trust B: tried by others on the real host). */
export function unknownMethod(call: Call): Answer {
  const path = call.path.toLowerCase();
  const isQapi = path === base.toLowerCase() || path.startsWith(`${base.toLowerCase()}/`);
  if (!isQapi) {
    const body = '<html><head><title>404 - File or directory not found.</title></head></html>';
    return { status: 404, headers: { 'content-type': 'text/html' }, body };
  }
  const named = path.slice(base.length + 1) || methodOf(call);
  const written = call.path.slice(base.length + 1) || readCall(call).method;
  const [service = ''] = named.split('.');
  const [asService = '', asMethod = ''] = written.split('.');
  const body = services.includes(service)
    ? `Can't find method Info ${asMethod}`
    : `Can't find service Name ${asService}`;
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
