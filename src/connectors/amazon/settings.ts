import { z } from 'zod';

const secretName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,99}$/);
/** Where a secret is: an environment variable, or a name in the sealed store. Never the secret itself. */
const secret = z.union([z.strictObject({ env: secretName }), z.strictObject({ stored: secretName })]);

const sku = z.string().min(1);
const wholeNumber = (least: number, most: number) => z.number().int().min(least).max(most);

/** The `api:` block of an Amazon shop in `bridge.yaml`. */
export const amazonSettings = z.strictObject({
  /** Merchant token of the seller account (出品者トークン). */
  'seller-id': z.string().regex(/^[A-Z0-9]{5,20}$/),
  /** Amazon.co.jp. Source: DOC/sp-api marketplace ids, trust A. */
  'marketplace-id': z
    .string()
    .regex(/^[A-Z0-9]{5,20}$/)
    .default('A1VC38T7YXB528'),
  lwa: z.strictObject({
    'client-id': z.string().min(1),
    'client-secret': secret,
    'refresh-token': secret,
  }),
  /** Name/version of the application, as Amazon wants to see it in the user agent. */
  application: z
    .string()
    .regex(/^[^/\s]{1,60}\/[^/\s]{1,30}$/)
    .default('b2-bridge/0.1'),
  /** `v0` reads end at Amazon on 2027-03-27 (trust A). */
  'orders-api': z.enum(['v2026', 'v0']).default('v2026'),
  'page-size': wholeNumber(1, 100).default(100),
  /** From this many ship notices on, they go as one feed instead of one by one. */
  'feed-from': wholeNumber(1, 100_000).default(200),
  /** From this many stock changes on, they go as one feed. */
  'stock-feed-from': wholeNumber(1, 100_000).default(300),
  /** SKUs of set products: Amazon refuses their order once it is split. */
  'set-skus': z.array(sku).default([]),
  /** SKUs that Amazon ships: their stock is never sent. */
  'fba-skus': z.array(sku).default([]),
  /** Day on which the seller allowed the application (`YYYY-MM-DD`): it must be renewed once a year. */
  'authorized-on': z.iso.date().optional(),
});

export type AmazonSettings = z.output<typeof amazonSettings>;

/** Name of a secret for `io.secret`. */
export const secretIn = (where: AmazonSettings['lwa']['client-secret']): string =>
  'env' in where ? where.env : where.stored;
