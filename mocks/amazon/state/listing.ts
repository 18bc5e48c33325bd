import type { Availability } from './listing-types.ts';
import type { AmazonState, StockChange } from './state.ts';

export type { Availability, Listing } from './listing-types.ts';

export interface ListingIssue {
  readonly code: string;
  readonly message: string;
  readonly severity: 'ERROR' | 'WARNING';
  readonly attributeNames: readonly string[];
  readonly categories: readonly string[];
}

export interface PatchWish {
  readonly op: string;
  readonly path: string;
  readonly value: readonly Readonly<Record<string, unknown>>[];
}

/** A change is accepted at once and seen by buyers minutes later (trust A that it is later, C for how much). */
export const applyAfter = 5 * 60_000;

/**
 * Applies patches of `/attributes/fulfillment_availability`. `merge` changes what is sent, `replace` drops the rest,
 * `add` is like `replace` for one channel, `delete` takes the channel away. Another channel code adds an entry: so a
 * `DEFAULT` quantity on a product that Amazon ships changes who ships it (trust B).
 *
 * @returns issues; with an ERROR nothing was changed
 */
export function patchListing(
  state: AmazonState,
  sku: string,
  patches: readonly PatchWish[],
  via: StockChange['via'],
  now: number,
  preview = false,
): readonly ListingIssue[] {
  const listing = state.listings.get(sku);
  const issues: ListingIssue[] = [];
  if (!listing) issues.push(error('13013', `There is no listing with the SKU ${sku}.`, [], 'INVALID_ATTRIBUTE'));
  let availability = listing ? (listing.coming?.availability ?? listing.availability) : [];
  for (const patch of patches) {
    if (patch.path !== '/attributes/fulfillment_availability') {
      const name = patch.path.split('/')[2] ?? patch.path;
      issues.push(error('90000900', 'The attributes are invalid.', [name], 'INVALID_ATTRIBUTE'));
      continue;
    }
    for (const value of patch.value) {
      const found = readAvailability(value);
      issues.push(...found.issues);
      if (found.issues.length === 0) availability = applied(availability, patch.op, found.value);
    }
  }
  if (preview) return issues;
  const isInvalid = issues.length > 0;
  for (const value of patches.flatMap((patch) => patch.value)) {
    state.stockChanges.push({
      at: now,
      sku,
      channel: String(value.fulfillment_channel_code ?? ''),
      quantity: typeof value.quantity === 'number' ? value.quantity : null,
      via,
      effect: isInvalid ? 'invalid' : 'accepted',
      note: issues.map((issue) => issue.message).join(' '),
    });
  }
  if (listing && !isInvalid) listing.coming = { at: now + applyAfter, availability };
  return issues;
}

/** Lets accepted changes be seen. */
export function settleListings(state: AmazonState, now: number): void {
  for (const listing of state.listings.values()) {
    if (!listing.coming || listing.coming.at > now) continue;
    listing.availability = listing.coming.availability;
    listing.updatedAt = listing.coming.at;
    listing.coming = undefined;
  }
}

function applied(before: readonly Availability[], op: string, value: Availability): readonly Availability[] {
  const channel = value.fulfillment_channel_code;
  const old = before.find((one) => one.fulfillment_channel_code === channel);
  if (op === 'delete') return before.filter((one) => one !== old);
  const after = op === 'merge' ? { ...old, ...value } : value;
  return old ? before.map((one) => (one === old ? after : one)) : [...before, after];
}

function readAvailability(value: Readonly<Record<string, unknown>>): { issues: ListingIssue[]; value: Availability } {
  const issues: ListingIssue[] = [];
  const {
    fulfillment_channel_code: channel,
    quantity,
    lead_time_to_ship_max_days: days,
    restock_date: restock,
  } = value;
  const name = 'fulfillment_availability';
  if (typeof channel !== 'string' || channel === '') {
    issues.push(
      error('90220', "'fulfillment_channel_code' is required but not supplied.", [name], 'MISSING_ATTRIBUTE'),
    );
  }
  const isWhole = (one: unknown) => typeof one === 'number' && Number.isInteger(one) && one >= 0;
  if (quantity !== undefined && !isWhole(quantity)) {
    issues.push(error('99001', "'quantity' must be a whole number of 0 or more.", [name], 'INVALID_ATTRIBUTE'));
  }
  if (days !== undefined && !isWhole(days)) {
    issues.push(error('99001', "'lead_time_to_ship_max_days' must be a whole number.", [name], 'INVALID_ATTRIBUTE'));
  }
  return {
    issues,
    value: {
      fulfillment_channel_code: String(channel),
      ...(typeof quantity === 'number' ? { quantity } : {}),
      ...(typeof days === 'number' ? { lead_time_to_ship_max_days: days } : {}),
      ...(typeof restock === 'string' ? { restock_date: restock } : {}),
    },
  };
}

const error = (code: string, message: string, attributeNames: readonly string[], category: string): ListingIssue => ({
  code,
  message,
  severity: 'ERROR',
  attributeNames,
  categories: [category],
});
