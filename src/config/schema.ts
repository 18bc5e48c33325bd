import { z } from 'zod';
import { readSpans } from '../core/open-hours.ts';
import { prefectures } from '../core/prefectures.ts';
import type { SentenceArgs, SentenceCode } from '../core/sentences/index.ts';
import { type ShipmentState, transitions } from '../core/shipment.ts';
import { isFilePattern } from './file-pattern.ts';
import { durationInMs, isCron, keptDays } from './when-words.ts';

/** A check whose failure is one of our sentences; `load.ts` adds the place and the key. */
function check<T extends z.ZodType>(
  type: T,
  code: SentenceCode,
  holds: (value: z.output<T>) => boolean,
  args: SentenceArgs = {},
) {
  return type.refine(holds, { params: { code, args } });
}

const text = z.string();
const digits = (counts: readonly number[], words: string) =>
  check(text, 'settings-bad-digits', (v) => v === '' || (/^[0-9]*$/.test(v) && counts.includes(v.length)), {
    digits: words,
  });
const size = check(text, 'settings-bad-size', (v) => sizeInBytes(v) > 0);
const count = (least: number, most: number) =>
  check(z.number(), 'settings-bad-number', (v) => Number.isInteger(v) && v >= least && v <= most, {
    range: `${least}〜${most}`,
  });

/** `200MB` → bytes; 0 when it cannot be read. 1 KB = 1,024 bytes. */
export function sizeInBytes(words: string): number {
  const found = /^([1-9][0-9]{0,5})\s*(KB|MB|GB)$/i.exec(words.trim());
  if (!found) return 0;
  const unit = { KB: 1, MB: 2, GB: 3 }[found[2]!.toUpperCase() as 'KB' | 'MB' | 'GB'];
  return Number(found[1]) * 1024 ** unit;
}

function isRealDate(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  try {
    return Temporal.PlainDate.from(day).toString() === day;
  } catch {
    return false;
  }
}

export const weekdays = ['月', '火', '水', '木', '金', '土', '日'] as const;

/** Where a secret is: an environment variable, or a name in the sealed store (`b2-bridge secrets`). Never the secret itself. */
const secretName = check(text, 'settings-bad-secret-name', (v) => /^[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(v));
const secret = z.union([z.strictObject({ env: secretName }), z.strictObject({ stored: secretName })]);

const duration = check(text, 'settings-bad-duration', (v) => durationInMs(v) > 0);
const durationOrNever = check(text, 'settings-bad-catch-up', (v) => v === 'never' || durationInMs(v) > 0);
const timeOrNever = check(text, 'settings-bad-time', (v) => v === 'never' || /^([01]\d|2[0-3]):[0-5]\d$/.test(v));
const hours = check(text, 'settings-bad-hours', (v) => readSpans(v) !== undefined);

/** When a job runs, and when it must not. */
const when = {
  every: duration.optional(),
  cron: check(text, 'settings-bad-cron', isCron).optional(),
  after: z
    .strictObject({
      job: text.min(1),
      changed: z.boolean().default(true),
    })
    .optional(),
  /** 営業時間: `shop` = the shop's `business-hours`. */
  hours: check(text, 'settings-bad-hours', (v) => v === 'shop' || readSpans(v) !== undefined).optional(),
  quiet: hours.optional(),
  holidays: z.enum(['run', 'skip']).optional(),
  'catch-up': durationOrNever.optional(),
};

const job = z.strictObject({
  ...when,
  /** Only of `issue`: one B2 file for each shop, or one for all of them. */
  files: z.enum(['per-shop', 'one']).optional(),
  enabled: z.boolean().default(true),
});

const exportJob = z.strictObject({
  ...when,
  title: text.min(1).optional(),
  layout: text.min(1),
  shops: z.array(text).min(1).optional(),
  states: z
    .array(z.enum(Object.keys(transitions) as [ShipmentState, ...ShipmentState[]]))
    .min(1)
    .optional(),
  methods: z.array(text.min(1)).default([]),
  tags: z.array(text.min(1)).default([]),
  'ship-date': z.enum(['any', 'today']).default('any'),
  files: z.enum(['one', 'per-shop']).default('one'),
  as: z.enum(['csv', 'xlsx']).default('csv'),
  folder: text.min(1).optional(),
  file: check(text, 'settings-bad-file-pattern', isFilePattern).default('{export}-{shop}-{date}-{time}'),
  enabled: z.boolean().default(true),
});

/** By job (`checkJobs`). What a shop does not say it takes from the workspace, what that does not say from its connector. */
const jobs = z.record(z.string(), job);

const mailAddress = check(text, 'settings-bad-mail-address', (v) => /^[^\s@<>",;]+@[^\s@<>",;]+$/.test(v));

const mail = z.strictObject({
  to: z.array(mailAddress).min(1),
  from: mailAddress,
  smtp: z
    .strictObject({
      host: text.min(1),
      port: count(1, 65_535),
      secure: z.boolean().default(false),
      user: text.default(''),
      password: secret.optional(),
    })
    .optional(),
});

/** B2 Cloud by API (B1). `api` is checked by the connector (`check-b2.ts`); billing and sender are those of the shops. */
const b2 = z.strictObject({
  api: z.record(z.string(), z.unknown()),
  live: z.boolean().default(false),
  'issue-labels': z.enum(['lab', 'live']).default('lab'),
  mail: z.array(mailAddress).optional(),
  'per-run': count(1, 1000).default(1000),
  layout: text.min(1).default('b2-api'),
  'notify-port': count(0, 65_535).default(8317),
});

const keptFor = (least: number) =>
  check(text, 'settings-bad-retention', (v) => keptDays(v) === null || (keptDays(v) ?? 0) >= least, { least });

/** How long things are kept (forgotten every night, or by `forget`). B13 asks for seven days of 連携結果確認. */
const retention = z.strictObject({
  orders: keptFor(1).default('180d'),
  files: keptFor(1).default('30d'),
  runs: keptFor(1).default('90d'),
  'link-history': keptFor(7).default('90d'),
  notices: keptFor(1).default('180d'),
  mails: keptFor(1).default('90d'),
});

/** A sender on labels (発送元, X7): everything that B2 demands of ご依頼主 is required. */
const shipper = z.strictObject({
  name: text.min(1),
  kana: text.default(''),
  company: text.default(''),
  department: text.default(''),
  'postal-code': check(text, 'settings-bad-postal', (v) => /^\d{3}-?\d{4}$/.test(v)),
  prefecture: check(text, 'settings-bad-prefecture', (v) => prefectures.includes(v)),
  city: text.min(1),
  street: text.min(1),
  building: text.default(''),
  phone: check(
    text,
    'settings-bad-phone',
    (v) => /^0[0-9-]{8,13}$/.test(v) && /^\d{10,11}$/.test(v.replaceAll('-', '')),
  ),
  email: text.default(''),
});

/** 請求先 (B1, B6). Lengths: Yamato's customer code 10–12 digits, class 3 or blank, freight number 2. Trust B. */
const billing = z.strictObject({
  'customer-code': digits([10, 11, 12], '10〜12桁の数字'),
  'class-code': digits([3], '3桁の数字（ないときは ""）').default(''),
  'freight-no': digits([2], '2桁の数字').default('01'),
});

const holidays = z.strictObject({
  weekdays: z.array(z.enum(weekdays)).default([]),
  national: z.boolean().default(false),
  dates: z.array(check(text, 'settings-bad-date', isRealDate)).default([]),
});

/** What `defaults:` says for all shops and each shop may say for itself; a block replaces the default block as a whole. */
const perShop = {
  sender: z.enum(['orderer', 'seller']).optional(),
  seller: text.optional(),
  billing: billing.optional(),
  'replace-characters': z.boolean().optional(),
  'dependent-characters': z.enum(['allow', 'hold']).optional(),
  issue: z.enum(['auto', 'manual']).optional(),
  'shipped-when': z.enum(['issued', 'confirmed']).optional(),
  'default-method': text.optional(),
  'item-name': text.optional(),
  'long-item-names': z.enum(['hold', 'shorten']).optional(),
  'cod-tax': z
    .strictObject({
      rate: z.union([z.literal('by-line'), z.literal(10), z.literal(8), z.literal(0)]).default('by-line'),
      rounding: z.enum(['down', 'nearest', 'up']).default('down'),
    })
    .optional(),
  'address-without-number': z.enum(['hold', 'allow']).optional(),
  'unlisted-postal-code': z.enum(['hold', 'allow']).optional(),
  'blank-ship-to': z.enum(['hold', 'orderer']).optional(),
  'unknown-products': z.enum(['hold', 'allow']).optional(),
  // Built-in rules (`rules list`), each of which may be switched off.
  'go-live': z.enum(['hold', 'allow']).optional(),
  unpaid: z.enum(['hold', 'allow']).optional(),
  'same-number': z.enum(['hold', 'allow']).optional(),
  remarks: z.enum(['hold', 'allow']).optional(),
  'high-cod-amount': z.union([z.literal('allow'), count(1, 9_999_999)]).optional(),
  'double-purchase': z.union([z.literal('allow'), count(1, 90)]).optional(),
  'customer-no': z.enum(['serial', 'shipment-number']).optional(),
  allocate: z.boolean().optional(),
  'set-skus': z.array(text.min(1)).optional(),
  stock: z.strictObject({ safety: count(0, 999_999).default(0), share: count(0, 100).default(100) }).optional(),
  holidays: holidays.optional(),
  'business-hours': hours.optional(),
  'wait-after-order': duration.optional(),
  silence: durationOrNever.optional(),
};

const shop = z.strictObject({
  title: text.min(1).optional(),
  marketplace: text.min(1).optional(),
  layouts: z
    .strictObject({ read: z.array(text).optional(), issue: text.optional(), notify: text.optional() })
    .optional(),
  /** Checked by the connector of the marketplace (`check-api.ts`). */
  api: z.record(z.string(), z.unknown()).optional(),
  live: z.boolean().optional(),
  jobs: jobs.optional(),
  ...perShop,
});

export const labSeeds = ['small', '1000', 'nasty'] as const;

/** `bridge.yaml`, word for word. Every block may be left out but `shops`. */
export const settingsSchema = z.strictObject({
  name: text.min(1).optional(),
  'shared-with': z.enum(['nobody', 'group', 'everyone']).default('nobody'),
  inbox: text.min(1).default('inbox'),
  outbox: text.min(1).default('outbox'),
  data: text.min(1).default('data'),
  watch: z
    .strictObject({
      polling: z.boolean().default(false),
      'interval-ms': count(100, 600_000).default(1000),
      'quiet-ms': count(50, 600_000).default(400),
    })
    .prefault({}),
  limits: z
    .strictObject({
      file: size.default('200MB'),
      unpacked: size.default('1GB'),
      ratio: count(2, 10_000).default(200),
      line: size.default('1MB'),
    })
    .prefault({}),
  shippers: z.record(z.string(), shipper).default({}),
  defaults: z.strictObject(perShop).prefault({}),
  shops: z.record(z.string(), shop),
  jobs: jobs.prefault({}),
  /** `/health` and `/metrics` on this machine; missing: none. */
  metrics: z.strictObject({ port: count(0, 65_535) }).optional(),
  /** Mails of each day. */
  reports: z.strictObject({ summary: timeOrNever.default('18:00'), probe: timeOrNever.default('08:30') }).prefault({}),
  /** 定時書き出し, by name. */
  exports: z.record(z.string(), exportJob).prefault({}),
  mail: mail.optional(),
  b2: b2.optional(),
  retention: retention.prefault({}),
  console: z
    .strictObject({
      port: count(0, 65_535).optional(),
      host: check(text, 'settings-bad-host', (v) => /^[0-9A-Za-z.:-]{1,253}$/.test(v)).default('127.0.0.1'),
      address: check(text, 'settings-bad-address', (v) => v === '' || /^https?:\/\/[^/?#@\s]+\/?$/.test(v)).default(''),
      certificate: text.default(''),
      key: text.default(''),
    })
    .prefault({}),
  lab: z.strictObject({ port: count(0, 65_535).default(0), seed: z.enum(labSeeds).default('small') }).prefault({}),
});

const whenOnly = z.strictObject(when);
export type WhenSettings = z.output<typeof whenOnly>;
export type JobSettings = z.output<typeof job>;
export type SecretSettings = z.output<typeof secret>;
export type Settings = z.output<typeof settingsSchema>;
export type ShopSettings = Settings['shops'][string];
export type ShipperSettings = Settings['shippers'][string];
