import { z } from 'zod';

const secretName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,99}$/);
/** Where a secret is: an environment variable, or a name in the sealed store. Never the secret itself. */
const secret = z.union([z.strictObject({ env: secretName }), z.strictObject({ stored: secretName })]);

const wholeNumber = (least: number, most: number) => z.number().int().min(least).max(most);

/** The `api:` block of a Qoo10 shop in `bridge.yaml`. */
export const qoo10Settings = z.strictObject({
  /** Login name of QSM (販売店ID): names the account whose calls are counted together. */
  'user-id': z.string().min(1).max(100),
  /** 販売者認証キー: good for a year, ends without a word of Qoo10. */
  'certification-key': secret,
  /** Day on which that key was made (`YYYY-MM-DD`): its end is counted from it. */
  'key-issued-on': z.iso.date().optional(),
  /** Between 販売者商品コード and 販売者オプションコード in the 品番. The manual does not say which (trust C). */
  'code-separator': z
    .string()
    .regex(/^[-_]?$/)
    .default('-'),
  /** 追加型オプション: carried beside the goods, or as order lines of their own (Q8). */
  'additional-options': z.enum(['column', 'lines']).default('column'),
  /** 発送予定日: so many working days after the day of the run (Q9). */
  'due-days': wholeNumber(1, 30).default(3),
  /** 配送希望日から逆算: so many working days before the wished day; left out = not used. */
  'due-days-before-wish': wholeNumber(1, 30).optional(),
  /** Do the shop's holidays count as days off, beside Saturdays and Sundays? */
  'due-holidays': z.boolean().default(true),
  /** A day beyond Qoo10's ten: wait until it is within, or register the last working day within. */
  'due-beyond-limit': z.enum(['wait', 'last-day']).default('wait'),
  /** 1 商品準備中, 2 注文製作, 3 顧客の要求, 4 その他. */
  'delay-type': z.enum(['1', '2', '3', '4']).default('1'),
  /** 販売終了日 that goes with a quantity: the item's own (one more call per item), a year from now, or this day. */
  'sale-end': z.union([z.enum(['keep', 'renew']), z.iso.date()]).default('keep'),
  /** The shop sells in MOVE. Its products are asked for in another way. */
  move: z.boolean().default(false),
  'page-size': wholeNumber(1, 1000).default(100),
  /** No limit is published; five to ten a second are advised (trust C). */
  'calls-per-second': wholeNumber(1, 10).default(5),
});

export type Qoo10Settings = z.output<typeof qoo10Settings>;

/** Name of a secret for `io.secret`. */
export const secretIn = (where: Qoo10Settings['certification-key']): string =>
  'env' in where ? where.env : where.stored;
