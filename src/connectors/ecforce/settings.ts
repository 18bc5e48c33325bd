import { z } from 'zod';

const secretName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,99}$/);
/** Where a secret is: an environment variable, or a name in the sealed store. Never the secret itself. */
const secret = z.union([z.strictObject({ env: secretName }), z.strictObject({ stored: secretName })]);

const wholeNumber = (least: number, most: number) => z.number().int().min(least).max(most);
/** Code of a 対応状況; shops make their own, also in Japanese (trust B). */
const state = z.string().min(1).max(100);

/** The `api:` block of an ecforce shop in `bridge.yaml`. */
export const ecforceSettings = z.strictObject({
  /** Where the API is: `api.example.com` or `example.jp/api`, as the mail of ecforce says it (E4); pasted whole is fine. */
  endpoint: z.string().regex(/^\s*(https?:\/\/)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?(\/api(\/v2(\/admin)?)?)?\/*\s*$/i),
  /** Login of the member that was made for the API. */
  email: z.string().min(3).max(200),
  password: secret,
  /** 自動化オプション: ecforce moves shipped orders by itself, so the bridge never does (E3). Nobody may guess it. */
  automation: z.boolean(),
  /** 在庫ロケーションコード; left out = stock is not sent. */
  'stock-location': z.string().min(1).max(100).optional().meta({ ask: true }),
  /** The shop's codes of 対応状況 (E1). */
  states: z
    .strictObject({
      /** 注文確定: orders are taken in from here. */
      import: state.default('complete'),
      /** 出荷作業中: what was taken in. */
      working: state.default('working'),
      /** 出荷済み */
      shipped: state.default('shipped'),
      cancelled: z.array(state).default(['canceled']),
      returned: z.array(state).default(['returned']),
    })
    .prefault({}),
  /**
   * ID of 配送業者管理 by our delivery-method code, e.g. `{ nekopos: "6" }` (E8). They differ from shop to shop. A shop that names one
   * wants them all: a method without one holds its orders before the label. Named none: ecforce hears slip and day only.
   */
  'carrier-ids': z.record(z.string(), z.string().regex(/^\d{1,9}$/)).default({}),
  'page-size': wholeNumber(1, 100).default(100),
  /** Calls of a day (9:00 to 9:00) that the bridge may make. The shop's contract says it; no figure is public (trust C). */
  'calls-per-day': wholeNumber(10, 1_000_000).default(1000),
  /** So many of them are kept back for results (実績戻し). Left out: a tenth, at most 100. */
  'calls-for-results': wholeNumber(0, 100_000).optional(),
});

export type EcforceSettings = z.output<typeof ecforceSettings>;

/** Name of a secret for `io.secret`. */
export const secretIn = (where: EcforceSettings['password']): string => ('env' in where ? where.env : where.stored);

/**
 * Calls of a day that are kept back for results. What is fetched and stocked keeps at least half of the day, so that a small contract
 * (or a slip of the pen) never ends with a shop that fetches nothing.
 */
export function callsForResults(settings: EcforceSettings): number {
  const day = settings['calls-per-day'];
  return Math.min(settings['calls-for-results'] ?? Math.min(100, Math.ceil(day / 10)), Math.floor(day / 2));
}

/** The host of both forms of endpoint (manual: of `example.jp/api` only `example.jp` is entered, trust A). */
export const hostOf = (endpoint: string): string =>
  endpoint
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
