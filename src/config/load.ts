import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import type { z } from 'zod';
import type { ConsoleSettings } from '../core/console.ts';
import { sha256 } from '../core/ids.ts';
import { emptyParty, type Party } from '../core/order.ts';
import { type KeptThing, keptThings, type Retention } from '../core/retention.ts';
import type { Billing, Shop, Switches } from '../core/shop.ts';
import type { When } from '../core/when.ts';
import { type ConnectorShapes, checkApi } from './check-api.ts';
import { checkB2 } from './check-b2.ts';
import { complaint, type SettingsComplaint, SettingsError } from './complaint.ts';
import type { Draft } from './draft.ts';
import { checkExports, exportsOf } from './exports.ts';
import { spansOf, whenOf } from './job-when.ts';
import { type JobsByMarketplace, jobsOf, jobsOffOf, usualJobsOf } from './jobs.ts';
import { marketplaces } from './marketplaces.ts';
import { readUtf8 } from './read-utf8.ts';
import { type Settings, type ShipperSettings, type ShopSettings, sizeInBytes } from './schema.ts';
import { readSettings } from './settings.ts';
import { calendarOf } from './shop-calendar.ts';
import type { B2Settings, Config, MailSettings, ShopApi } from './types.ts';
import { durationInMs, keptDays } from './when-words.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `bridge.yaml` of a workspace and the environment → Config, every default filled in, every path absolute.
 * `DATABASE_URL` chooses PostgreSQL. Throws `SettingsError` with every mistake at once.
 *
 * @param shapes what the connectors want in a shop's `api:` block and which jobs they have; left out = neither is looked at
 * @param text instead of what stands in the file, to check it before it is written
 * @param b2Schema what the carrier's connector wants in the block `b2:`
 */
export function loadConfig(
  root: string,
  env: Environment,
  shapes?: ConnectorShapes,
  text?: string,
  b2Schema?: z.ZodType,
): { config: Config; draft: Draft } {
  const folder = resolve(root);
  const jobs = shapes && new Map([...shapes].map(([name, shape]) => [name, shape.jobs]));
  const own = text ?? readText(join(folder, 'bridge.yaml'));
  const draft = readSettings(own, jobs);
  const complaints = [...draft.complaints, ...checkEnvironment(env)];
  let apis: Readonly<Record<string, ShopApi>> = {};
  let b2: B2Settings | undefined;
  if (draft.settings) {
    complaints.push(...checkFolders(folder, draft.settings, draft));
    const names = [...(jobs?.values() ?? [])].flatMap((usual) => Object.keys(usual));
    complaints.push(...checkExports(folder, draft.settings, draft.complain, names));
    const checked = shapes ? checkApi(draft.settings, draft, shapes) : { apis, complaints: [] };
    complaints.push(...checked.complaints);
    apis = checked.apis;
    const carrier = b2Schema ? checkB2(draft.settings, draft, b2Schema) : { b2: undefined, complaints: [] };
    complaints.push(...carrier.complaints);
    b2 = carrier.b2;
  }
  if (!draft.settings || complaints.length > 0) throw new SettingsError(complaints);
  return { config: { ...configOf(folder, draft.settings, env, apis, jobs), b2, textHash: sha256(own) }, draft };
}

function readText(file: string): string {
  try {
    return readUtf8(file, 'bridge.yaml');
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    throw new SettingsError([complaint('bridge.yaml', { line: 1, column: 1 }, 'settings-missing-file', { file })]);
  }
}

function configOf(
  root: string,
  settings: Settings,
  env: Environment,
  apis: Readonly<Record<string, ShopApi>>,
  usual: JobsByMarketplace = new Map(),
): Config {
  const own = (name: string) => settings.shops[name]?.jobs ?? {};
  const data = resolve(root, settings.data);
  const shippers = Object.fromEntries(Object.entries(settings.shippers).map(([name, s]) => [name, partyOf(s)]));
  const url = env.DATABASE_URL ?? '';
  return {
    root,
    name: settings.name ?? (basename(root) || 'b2-bridge'),
    sharedWith: settings['shared-with'],
    inbox: resolve(root, settings.inbox),
    outbox: resolve(root, settings.outbox),
    data,
    database: url === '' ? { kind: 'sqlite', file: join(data, 'bridge.db') } : { kind: 'postgres', url },
    watch: {
      polling: settings.watch.polling,
      interval: settings.watch['interval-ms'],
      quiet: settings.watch['quiet-ms'],
    },
    limits: {
      fileBytes: sizeInBytes(settings.limits.file),
      unpackedBytes: sizeInBytes(settings.limits.unpacked),
      ratio: settings.limits.ratio,
      lineBytes: sizeInBytes(settings.limits.line),
    },
    billing: billingOf(settings.defaults.billing),
    shippers,
    shops: Object.fromEntries(
      Object.entries(settings.shops).map(([name, shop]) => [name, shopOf(name, shop, settings, shippers)]),
    ),
    apis,
    jobs: Object.fromEntries(
      Object.keys(settings.shops).flatMap((name) => {
        const usualJobs = usualJobsOf(settings, name, usual);
        const jobs = jobsOf(own(name), settings.jobs, usualJobs, calendarOf(settings, name));
        return name in apis || Object.keys(jobs).length > 0 ? [[name, jobs]] : [];
      }),
    ),
    ...issueTogetherOf(settings),
    metricsPort: settings.metrics?.port,
    exports: exportsOf(root, settings),
    reports: { summary: dailyAt(settings.reports.summary, 3), probe: dailyAt(settings.reports.probe, 12) },
    jobsOff: Object.fromEntries(Object.keys(apis).map((name) => [name, jobsOffOf(own(name), settings.jobs)])),
    mail: mailOf(settings.mail),
    retention: retentionOf(settings.retention),
    lab: settings.lab,
    console: consoleOf(root, settings.console),
  };
}

/** `18:00` → every day then; made up for until so many hours later. `never` → undefined. */
function dailyAt(time: string, hours: number): When | undefined {
  if (time === 'never') return undefined;
  const [hour, minute] = time.split(':').map(Number);
  return { cron: `${minute} ${hour} * * *`, catchUp: hours * 3_600_000 };
}

/** `jobs.issue` of the workspace with one file for all shops. */
function issueTogetherOf(settings: Settings): Pick<Config, 'issueTogether'> {
  const { issue } = settings.jobs;
  if (issue?.files !== 'one' || !issue.enabled) return {};
  const shops = Object.entries(settings.shops).flatMap(([name, { jobs }]) => (jobs?.issue ? [] : [name]));
  return { issueTogether: { when: whenOf(issue, calendarOf(settings, '')), shops } };
}

function consoleOf(root: string, { port, host, address, certificate, key }: Settings['console']): ConsoleSettings {
  const file = (path: string) => (path === '' ? '' : resolve(root, path));
  return { port, host, address, certificate: file(certificate), key: file(key) };
}

function retentionOf(words: Settings['retention']): Retention {
  const days = (thing: KeptThing) => keptDays(words[thing]) ?? null;
  return Object.fromEntries(keptThings.map((thing) => [thing, days(thing)])) as Retention;
}

function mailOf(mail: Settings['mail']): MailSettings | undefined {
  if (!mail) return undefined;
  const { to, from, smtp } = mail;
  return { to: [...new Set(to)], from, smtp: smtp && { ...smtp, password: smtp.password } };
}

function shopOf(name: string, own: ShopSettings, settings: Settings, shippers: Readonly<Record<string, Party>>): Shop {
  const { defaults, b2, jobs } = settings;
  const marketplace = own.marketplace ?? name;
  const standard = marketplaces[marketplace];
  const sender = own.sender ?? defaults.sender ?? 'orderer';
  const seller = own.seller ?? defaults.seller ?? '';
  const { businessHours, holidays } = calendarOf(settings, name);
  /** 締め時刻: files appear then, not after each intake. */
  const hasTimes = (own.jobs?.issue ?? jobs.issue)?.enabled === true;
  const wait = own['wait-after-order'] ?? defaults['wait-after-order'];
  const silence = durationInMs(own.silence ?? defaults.silence ?? 'never');
  const unknownProducts = own['unknown-products'] ?? defaults['unknown-products'] ?? standard?.unknownProducts;
  const customerNo = own['customer-no'] ?? defaults['customer-no'];
  return {
    name,
    title: own.title ?? standard?.title ?? name,
    marketplace,
    layouts: {
      read: own.layouts?.read ?? [],
      issue: own.layouts?.issue ?? (sender === 'seller' ? 'b2-csv-seller' : 'b2-csv'),
      // Told through the API, so not by a file as well.
      notify: own.layouts?.notify ?? (own.api ? '' : (standard?.notify ?? 'tracking-numbers')),
    },
    sender,
    seller: shippers[seller] ?? emptyParty,
    billing: billingOf(own.billing ?? defaults.billing),
    replaceCharacters: own['replace-characters'] ?? defaults['replace-characters'] ?? false,
    dependentCharacters: own['dependent-characters'] ?? defaults['dependent-characters'] ?? 'allow',
    // What is handed over to B2 Cloud must not be written into a file before; a shop may still say that it takes the file.
    issue: own.issue ?? (b2 || hasTimes ? 'manual' : (defaults.issue ?? 'auto')),
    shippedWhen: own['shipped-when'] ?? defaults['shipped-when'] ?? 'issued',
    defaultMethod: own['default-method'] ?? defaults['default-method'] ?? '',
    itemName: own['item-name'] ?? defaults['item-name'] ?? '',
    longItemNames: own['long-item-names'] ?? defaults['long-item-names'] ?? 'hold',
    codTax: own['cod-tax'] ?? defaults['cod-tax'] ?? { rate: 'by-line', rounding: 'down' },
    addressWithoutNumber: own['address-without-number'] ?? defaults['address-without-number'] ?? 'hold',
    blankShipTo: own['blank-ship-to'] ?? defaults['blank-ship-to'] ?? 'hold',
    unlistedPostalCode: own['unlisted-postal-code'] ?? defaults['unlisted-postal-code'] ?? 'hold',
    ...(unknownProducts === 'hold' && { unknownProducts }),
    ...switchesOf(own, defaults),
    ...(customerNo === 'shipment-number' && { customerNo }),
    allocate: own.allocate ?? defaults.allocate ?? false,
    setSkus: own['set-skus'] ?? defaults['set-skus'] ?? [],
    stock: own.stock ?? defaults.stock ?? allOfIt,
    ...(wait !== undefined && { waitAfterOrder: durationInMs(wait) }),
    ...(silence > 0 && { silence, open: { hours: spansOf(businessHours), holidays } }),
    holidays,
  };
}

/** Every free piece is offered. */
const allOfIt = { safety: 0, share: 100 };

/** Where nothing is said: remarks, amounts to collect from 100,000 yen on and the same goods within three days are looked at. */
export const usualSwitches: Switches = { remarks: 'hold', highCodAmount: 100_000, doublePurchaseDays: 3 };

/** Built-in rules, as far as they are not as everywhere. */
function switchesOf(own: ShopSettings, defaults: Settings['defaults']): Pick<Shop, 'switches'> {
  const said = <Key extends 'go-live' | 'unpaid' | 'same-number' | 'remarks' | 'high-cod-amount' | 'double-purchase'>(
    key: Key,
  ) => own[key] ?? defaults[key];
  const high = said('high-cod-amount') ?? usualSwitches.highCodAmount ?? 'allow';
  const double = said('double-purchase') ?? usualSwitches.doublePurchaseDays ?? 'allow';
  return {
    switches: {
      ...(said('go-live') === 'hold' && { goLive: 'hold' }),
      ...(said('unpaid') === 'allow' && { unpaid: 'allow' }),
      ...(said('same-number') === 'allow' && { sameNumber: 'allow' }),
      ...(said('remarks') !== 'allow' && { remarks: 'hold' }),
      ...(high !== 'allow' && { highCodAmount: high }),
      ...(double !== 'allow' && { doublePurchaseDays: double }),
    },
  };
}

function billingOf(own: Settings['defaults']['billing']): Billing {
  if (!own) return { customerCode: '', classCode: '', freightNo: '' };
  return { customerCode: own['customer-code'], classCode: own['class-code'], freightNo: own['freight-no'] };
}

function partyOf(own: ShipperSettings): Party {
  const { name, kana, company, department, phone, email, prefecture, city, street, building } = own;
  const postalCode = own['postal-code'].replace('-', '');
  return { name, kana, company, department, postalCode, address: { prefecture, city, street, building }, phone, email };
}

function checkEnvironment(env: Environment): SettingsComplaint[] {
  const url = env.DATABASE_URL ?? '';
  if (url === '' || /^postgres(ql)?:\/\/./.test(url)) return [];
  return [complaint('DATABASE_URL', { line: 1, column: 1 }, 'settings-bad-database')];
}

/** A folder inside another would be read, written or emptied by mistake (an outbox in the inbox feeds itself). */
function checkFolders(root: string, settings: Settings, draft: Draft): SettingsComplaint[] {
  const keys = ['inbox', 'outbox', 'data'] as const;
  return keys.flatMap((key, i) =>
    keys.slice(i + 1).flatMap((other) => {
      const [a, b] = [resolve(root, settings[key]), resolve(root, settings[other])];
      return isInside(a, b) || isInside(b, a) ? [draft.complain([other], 'settings-same-folder', { key, other })] : [];
    }),
  );
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
