/** One product that the seller offers. `availability` is what buyers see; `coming` is accepted and not yet applied. */
export interface Listing {
  readonly sku: string;
  readonly asin: string;
  readonly title: string;
  readonly productType: string;
  readonly price: number;
  readonly createdAt: number;
  updatedAt: number;
  availability: readonly Availability[];
  coming: { readonly at: number; readonly availability: readonly Availability[] } | undefined;
}

/** `DEFAULT` = the seller ships, `AMAZON_JP` = Amazon ships (trust C for the Japanese name). */
export interface Availability {
  readonly fulfillment_channel_code: string;
  readonly quantity?: number;
  readonly lead_time_to_ship_max_days?: number;
  readonly restock_date?: string;
}
