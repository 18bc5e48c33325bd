import { z } from 'zod';
import { orderApi } from './order-api.ts';

const secretName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,99}$/);
/** Where a secret is: an environment variable, or a name in the sealed store. Never the secret itself. */
const secret = z.union([z.strictObject({ env: secretName }), z.strictObject({ stored: secretName })]);

const wholeNumber = (least: number, most: number) => z.number().int().min(least).max(most);

/** The `api:` block of a shopserve shop in `bridge.yaml`. */
export const shopserveSettings = z.strictObject({
  /** ショップID: user of HTTP Basic. */
  'shop-id': z.string().min(1).max(100),
  /** マネージャー認証キー: has no end; a new one ends the old one. */
  'manager-key': secret,
  /** 在庫わずか通知の数 of products whose product map says none; left out = what the product has stays. */
  'low-stock': wholeNumber(0, 9999).optional(),
  'page-size': wholeNumber(1, 100).default(50),
  /** No limit is published (trust C). */
  'calls-per-second': z.number().min(0.1).max(10).default(2),
  /** Calls that this bridge may make a day, counted until midnight in Japan; left out = no limit of ours. */
  'calls-per-day': wholeNumber(100, 1_000_000).optional(),
  /**
   * So many days after the last number was told, an order whose settlement still does not stand where 取引完了 wants it is left to a person: it is
   * no longer read again and again. The manual has no bound (C).
   */
  'complete-within-days': wholeNumber(7, 400).default(60),
  /** The order API's table, where it differs from the stand-in: README.md. */
  'order-api': orderApi,
});

export type ShopserveSettings = z.output<typeof shopserveSettings>;

/** Name of a secret for `io.secret`. */
export const secretIn = (where: ShopserveSettings['manager-key']): string =>
  'env' in where ? where.env : where.stored;
