import { issueToken, type RestrictedResource, tokenLife } from '../state/access.ts';
import type { AmazonState } from '../state/state.ts';
import type { Guarded } from './door.ts';
import { denied, json, Refused } from './errors.ts';
import { onlyMembers, readBody } from './query.ts';

const wrong = (details: string): Refused =>
  new Refused(400, 'InvalidRequest', 'Request is missing or has invalid parameters', details);

/** Restricted paths that this lab knows, and whether they want data elements (trust A). */
const restrictedPaths: readonly { readonly pattern: RegExp; readonly wantsElements: boolean }[] = [
  { pattern: /^\/orders\/v0\/orders$/, wantsElements: true },
  { pattern: /^\/orders\/v0\/orders\/[^/]+$/, wantsElements: true },
  { pattern: /^\/orders\/v0\/orders\/[^/]+\/orderItems$/, wantsElements: true },
  { pattern: /^\/reports\/2021-06-30\/documents\/[^/]+$/, wantsElements: false },
  {
    pattern: /^\/orders\/v0\/orders\/[^/]+\/(address|buyerInfo|orderItems\/buyerInfo|regulatedInfo)$/,
    wantsElements: false,
  },
];
export const elements = ['buyerInfo', 'shippingAddress', 'buyerTaxInformation'];

export const createRestrictedDataToken = (state: AmazonState): Guarded => ({
  name: 'createRestrictedDataToken',
  method: 'post',
  path: '/tokens/2021-03-01/restrictedDataToken',
  role: 'any',
  answer(call, caller) {
    const body = readBody(call.body);
    onlyMembers(body, ['targetApplication', 'restrictedResources'], 'the request');
    const list = body.restrictedResources;
    if (!Array.isArray(list) || list.length === 0) throw wrong('Resource not provided.');
    if (list.length > 50) throw wrong('At most 50 restricted resources.');
    const resources = list.map(readResource);
    if (!caller.roles.has('direct-to-consumer-shipping')) {
      throw denied(
        'Application does not have access to one or more requested data elements: [buyerInfo, shippingAddress]',
      );
    }
    const restrictedDataToken = issueToken(state.access, 'restricted', call.now, state.random(), resources);
    return json(200, { restrictedDataToken, expiresIn: tokenLife });
  },
});

function readResource(value: unknown): RestrictedResource {
  const { method, path, dataElements = [] } = (value ?? {}) as Partial<Record<keyof RestrictedResource, unknown>>;
  if (!['GET', 'PUT', 'POST', 'DELETE'].includes(String(method)) || typeof path !== 'string')
    throw wrong('Resource not provided.');
  const known = restrictedPaths.find((one) => one.pattern.test(path));
  if (!known) throw wrong(`The path ${path} is not a restricted resource.`);
  if (!Array.isArray(dataElements) || !dataElements.every((one) => elements.includes(one))) {
    throw wrong('The data elements are not valid.');
  }
  if (known.wantsElements && dataElements.length === 0) throw wrong(`dataElements are required for ${path}.`);
  return { method: String(method), path, dataElements: dataElements as readonly string[] };
}
