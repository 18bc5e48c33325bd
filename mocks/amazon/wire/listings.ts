import { iso } from '../../clock.ts';
import type { Answer, Call } from '../../system.ts';
import { type Listing, type ListingIssue, patchListing } from '../state/listing.ts';
import { japan } from '../state/marketplaces.ts';
import type { AmazonState } from '../state/state.ts';
import type { Guarded } from './door.ts';
import { json, Refused } from './errors.ts';
import { onlyMembers, type Query, readBody, readQuery } from './query.ts';

const wrong = (details: string): Refused => new Refused(400, 'BAD_REQUEST', 'Invalid input', details);

export const dataSets = [
  'summaries',
  'attributes',
  'issues',
  'offers',
  'fulfillmentAvailability',
  'procurement',
  'relationships',
  'productTypes',
];

export const listingOperations = (state: AmazonState): readonly Guarded[] => [
  {
    name: 'patchListingsItem',
    method: 'patch',
    path: '/listings/2021-08-01/items/:sellerId/:sku',
    role: 'product-listing',
    answer(call) {
      const { query, sku } = open(state, call);
      const wanted = query.list('includedData', { known: ['identifiers', 'issues'] });
      const mode = query.text('mode');
      if (mode !== undefined && mode !== 'VALIDATION_PREVIEW') throw wrong('mode must be VALIDATION_PREVIEW.');
      const issues = patchListing(
        state,
        sku,
        readPatches(call.body),
        'patchListingsItem',
        call.now,
        mode !== undefined,
      );
      const status = issues.length > 0 ? 'INVALID' : mode === undefined ? 'ACCEPTED' : 'VALID';
      const listing = state.listings.get(sku);
      const identifiers = wanted?.includes('identifiers')
        ? { identifiers: listing && issues.length === 0 ? [{ marketplaceId: japan.id, asin: listing.asin }] : [] }
        : {};
      // INVALID comes with 200 (trust A).
      return json(200, {
        sku,
        status,
        submissionId: state.random().uuid(),
        ...identifiers,
        issues: issues.map(renderIssue),
      });
    },
  },
  {
    name: 'putListingsItem',
    method: 'put',
    path: '/listings/2021-08-01/items/:sellerId/:sku',
    role: 'product-listing',
    answer: (call) => putItem(state, call),
  },
  {
    name: 'deleteListingsItem',
    method: 'delete',
    path: '/listings/2021-08-01/items/:sellerId/:sku',
    role: 'product-listing',
    answer(call) {
      const { sku } = open(state, call);
      const listing = state.listings.get(sku);
      if (!listing) throw new Refused(404, 'NOT_FOUND', `SKU '${sku}' not found in marketplace ${japan.id}`);
      state.listings.delete(sku);
      return json(200, { sku, status: 'ACCEPTED', submissionId: state.random().uuid(), issues: [] });
    },
  },
  {
    name: 'getListingsItem',
    method: 'get',
    path: '/listings/2021-08-01/items/:sellerId/:sku',
    role: 'product-listing',
    answer(call) {
      const { query, sku } = open(state, call);
      const sets = query.list('includedData', { known: dataSets }) ?? ['summaries'];
      const listing = state.listings.get(sku);
      if (!listing) throw new Refused(404, 'NOT_FOUND', `SKU '${sku}' not found in marketplace ${japan.id}`);
      return json(200, render(listing, sets));
    },
  },
  {
    name: 'searchListingsItems',
    method: 'get',
    path: '/listings/2021-08-01/items/:sellerId',
    role: 'product-listing',
    answer(call) {
      const { query } = open(state, call);
      const sets = query.list('includedData', { known: dataSets }) ?? ['summaries'];
      const identifiers = query.list('identifiers', { max: 20 });
      const kind = query.text('identifiersType');
      const size = query.whole('pageSize', 1, 20) ?? 10;
      const token = query.text('pageToken');
      if (identifiers && kind !== 'SKU') throw wrong('The lab finds by identifiersType SKU only.');
      const found = [...state.listings.values()].filter((one) => identifiers?.includes(one.sku) ?? true);
      const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString().slice('page '.length));
      if (!Number.isInteger(from) || from < 0) throw wrong('pageToken is not valid.');
      const page = (at: number) => Buffer.from(`page ${at}`).toString('base64url');
      const pagination = {
        ...(from + size < found.length ? { nextToken: page(from + size) } : {}),
        ...(from > 0 ? { previousToken: page(Math.max(0, from - size)) } : {}),
      };
      const items = found.slice(from, from + size).map((one) => render(one, sets));
      return json(200, { numberOfResults: found.length, pagination, items });
    },
  },
];

/** The whole item anew; a new SKU is a new item. Of its attributes only condition, name and availability are gone by. */
function putItem(state: AmazonState, call: Call): Answer {
  const { query, sku } = open(state, call);
  const wanted = query.list('includedData', { known: ['identifiers', 'issues'] });
  const mode = query.text('mode');
  if (mode !== undefined && mode !== 'VALIDATION_PREVIEW') throw wrong('mode must be VALIDATION_PREVIEW.');
  const body = readBody(call.body);
  onlyMembers(body, ['productType', 'requirements', 'attributes'], 'the request');
  const { productType, attributes } = body;
  if (typeof productType !== 'string' || typeof attributes !== 'object' || attributes === null)
    throw wrong('productType and attributes are required.');
  const given = attributes as Readonly<Record<string, unknown>>;
  const isPreview = mode !== undefined;
  const issues: ListingIssue[] = [];
  if (given.condition_type === undefined)
    issues.push({
      code: '90220',
      message: "'condition_type' is required but not supplied.",
      severity: 'ERROR',
      attributeNames: ['condition_type'],
      categories: ['MISSING_ATTRIBUTE'],
    });
  const value = Array.isArray(given.fulfillment_availability) ? given.fulfillment_availability : [];
  const patch = { op: 'replace', path: '/attributes/fulfillment_availability', value };
  if (issues.length === 0 && !isPreview && !state.listings.has(sku)) {
    state.counter += 1;
    const [name] = (given.item_name ?? []) as readonly { readonly value?: unknown }[];
    state.listings.set(sku, {
      sku,
      asin: `B0NEW${String(state.counter).padStart(5, '0')}`,
      title: String(name?.value ?? sku),
      productType,
      price: 0,
      createdAt: call.now,
      updatedAt: call.now,
      availability: [],
      coming: undefined,
    });
  }
  const listing = state.listings.get(sku);
  if (issues.length === 0 && listing)
    issues.push(...patchListing(state, sku, [patch], 'putListingsItem', call.now, isPreview));
  const isGood = issues.length === 0;
  const identifiers = listing && isGood ? [{ marketplaceId: japan.id, asin: listing.asin }] : [];
  return json(200, {
    sku,
    status: isGood ? (isPreview ? 'VALID' : 'ACCEPTED') : 'INVALID',
    submissionId: state.random().uuid(),
    ...(wanted?.includes('identifiers') ? { identifiers } : {}),
    issues: issues.map(renderIssue),
  });
}

/** What all of them take: seller, marketplace, language. */
function open(state: AmazonState, call: Call): { readonly query: Query; readonly sku: string } {
  const query = readQuery(call.query);
  const marketplaces = query.list('marketplaceIds');
  const locale = query.text('issueLocale');
  if (!marketplaces) throw wrong('marketplaceIds is required.');
  if (marketplaces.some((one) => one !== japan.id)) throw wrong('The marketplace id is not valid for this seller.');
  if (locale !== undefined && !/^[a-z]{2}_[A-Z]{2}$/.test(locale)) throw wrong('issueLocale is not valid.');
  if (call.params.sellerId !== state.access.sellerId) {
    throw new Refused(
      403,
      'Unauthorized',
      'Access to requested resource is denied.',
      'The seller id is not that of the token.',
    );
  }
  return { query, sku: call.params.sku ?? '' };
}

function readPatches(bytes: Buffer) {
  const body = readBody(bytes);
  onlyMembers(body, ['productType', 'patches'], 'the request');
  if (typeof body.productType !== 'string' || !Array.isArray(body.patches) || body.patches.length === 0) {
    throw wrong('productType and patches are required.');
  }
  return body.patches.map((value: unknown) => {
    const { op, path, value: values = [] } = (value ?? {}) as Record<string, unknown>;
    if (!['add', 'replace', 'merge', 'delete'].includes(String(op)))
      throw wrong('op must be add, replace, merge or delete.');
    if (typeof path !== 'string' || !/^\/attributes\/[^/]+$/.test(path))
      throw wrong('path must name a whole attribute.');
    if (!Array.isArray(values) || values.some((one) => typeof one !== 'object' || one === null)) {
      throw wrong('value must be a list of objects.');
    }
    return { op: String(op), path, value: values as Record<string, unknown>[] };
  });
}

const renderIssue = (issue: ListingIssue) => ({ ...issue });

function render(listing: Listing, sets: readonly string[]) {
  const has = (name: string) => sets.includes(name);
  const summary = {
    marketplaceId: japan.id,
    asin: listing.asin,
    productType: listing.productType,
    conditionType: 'new_new',
    status: listing.availability.some((one) => (one.quantity ?? 0) > 0)
      ? ['BUYABLE', 'DISCOVERABLE']
      : ['DISCOVERABLE'],
    itemName: listing.title,
    createdDate: iso(listing.createdAt),
    lastUpdatedDate: iso(listing.updatedAt),
  };
  return {
    sku: listing.sku,
    ...(has('summaries') ? { summaries: [summary] } : {}),
    ...(has('attributes') ? { attributes: { fulfillment_availability: listing.availability } } : {}),
    ...(has('issues') ? { issues: [] } : {}),
    ...(has('offers')
      ? {
          offers: [
            {
              marketplaceId: japan.id,
              offerType: 'B2C',
              price: { currencyCode: 'JPY', amount: String(listing.price) },
            },
          ],
        }
      : {}),
    ...(has('fulfillmentAvailability')
      ? {
          fulfillmentAvailability: listing.availability.map((one) => ({
            fulfillmentChannelCode: one.fulfillment_channel_code,
            ...(one.quantity === undefined ? {} : { quantity: one.quantity }),
          })),
        }
      : {}),
    ...(has('productTypes') ? { productTypes: [{ marketplaceId: japan.id, productType: listing.productType }] } : {}),
  };
}
