import type { SentenceArgs, SentenceCode } from '../core/sentences/index.ts';
import { complaint, type SettingsComplaint } from './complaint.ts';
import type { Draft } from './draft.ts';
import { checkExportCircle, checkJobCircles } from './job-circles.ts';
import { checkJobNames, checkJobs, type JobsByMarketplace } from './jobs.ts';
import { settingsSchema } from './schema.ts';
import { translate } from './translate.ts';
import { type Path, readYaml } from './yaml-places.ts';

/**
 * Text of `bridge.yaml` → settings or every complaint about it.
 *
 * @param jobs usual jobs by marketplace; left out = nobody knows which jobs there are
 * @param file only the name that complaints carry
 */
export function readSettings(text: string, jobs?: JobsByMarketplace, file = 'bridge.yaml'): Draft {
  const yaml = readYaml(text);
  const complain = (path: Path, code: SentenceCode, args?: SentenceArgs) =>
    complaint(file, yaml.place(path), code, args);
  if (yaml.faults.length > 0) {
    const complaints = yaml.faults.map(({ line, column, kind, reason }) =>
      complaint(file, { line, column }, faultCodes[kind], kind === 'syntax' ? { reason } : {}),
    );
    return { settings: undefined, complaints, written: yaml.written, complain };
  }
  const value = withoutBlanks(yaml.value ?? {});
  const raw = isRecord(value) ? value : {};
  const parsed = settingsSchema.safeParse(value, { reportInput: true });
  const complaints = (parsed.error?.issues ?? []).flatMap((issue) =>
    translate(issue, settingsSchema, yaml.written, complain),
  );
  complaints.push(...crossCheck(raw, complain), ...checkJobNames(raw, complain, jobs));
  if (parsed.data) complaints.push(...checkJobs(parsed.data, complain, jobs));
  complaints.push(...checkJobCircles(raw, complain, jobs));
  // Right so far: then `checkExports` says it with the rest.
  if (complaints.length > 0 && isRecord(raw.exports))
    complaints.push(...Object.keys(raw.exports).flatMap((name) => checkExportCircle(raw.exports, name, complain)));
  complaints.sort((a, b) => a.line - b.line || a.column - b.column);
  const settings = complaints.length === 0 ? parsed.data : undefined;
  return { settings, complaints, written: yaml.written, complain };
}

const faultCodes = {
  syntax: 'settings-not-yaml',
  duplicate: 'settings-duplicate-key',
  alias: 'settings-no-alias',
} as const satisfies Record<string, SentenceCode>;

type Complain = Draft['complain'];

/**
 * A key with nothing behind it counts as not written; but a shop that is only named (`amazon:`) is a shop with every
 * default.
 */
function withoutBlanks(value: unknown, path: Path = []): unknown {
  if (Array.isArray(value)) return value.map((inner, i) => withoutBlanks(inner, [...path, i]));
  if (!isRecord(value)) return value;
  const isShops = path.length === 1 && path[0] === 'shops';
  const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
    if (inner === null) return isShops ? [[key, {}]] : [];
    return [[key, withoutBlanks(inner, [...path, key])]];
  });
  return Object.fromEntries(entries);
}

/** What one part of the file demands of another. Works on the raw value, so that it is said together with the rest. */
function crossCheck(raw: Record<string, unknown>, complain: Complain): SettingsComplaint[] {
  const found: SettingsComplaint[] = [];
  const shippers = isRecord(raw.shippers) ? Object.keys(raw.shippers) : [];
  const known = shippers.join(' ') || 'なし';
  const defaults = isRecord(raw.defaults) ? raw.defaults : {};
  const shops = isRecord(raw.shops) ? raw.shops : {};
  const checkSeller = (seller: unknown, path: Path) => {
    if (typeof seller === 'string' && seller !== '' && !shippers.includes(seller)) {
      found.push(complain(path, 'settings-unknown-shipper', { name: seller, known }));
    }
  };
  checkSeller(defaults.seller, ['defaults', 'seller']);
  if ('shops' in raw && Object.keys(shops).length === 0) found.push(complain(['shops'], 'settings-no-shops'));
  for (const [name, block] of Object.entries(shops)) {
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(name) || name === 'results') {
      found.push(complain(['shops', name], 'settings-bad-shop-name', { shop: name }));
    }
    const shop = isRecord(block) ? block : {};
    checkSeller(shop.seller, ['shops', name, 'seller']);
    const sender = shop.sender ?? defaults.sender;
    const seller = shop.seller ?? defaults.seller ?? '';
    if (sender === 'seller' && seller === '') {
      found.push(complain(['shops', name], 'settings-seller-needed', { shop: name, known }));
    }
  }
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
