/**
 * Carrier codes that the lab takes, exactly as written. Amazon refuses every code that is not on Seller Central's list (trust A);
 * what stands on Japan's list today is not public, these are the values of Amazon's older feed schema and of public shop
 * code that concern Japan (trust B).
 */
export const carrierCodes: ReadonlySet<string> = new Set([
  'YAMATO',
  'SAGAWA',
  'NITTSU',
  'JP_EXPRESS',
  'FEDEX_JP',
  'YamatoTransport',
  'SagawaExpress',
  'NipponExpress',
  'Japan Post',
  'Seino',
  'SEINO TRANSPORTATION',
  'Self Delivery',
  'Other',
  // Amazon's own sandbox case confirms with this one.
  'FedEx',
]);
