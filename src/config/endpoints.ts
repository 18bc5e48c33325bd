import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { complaint, SettingsError } from './complaint.ts';
import type { Environment } from './load.ts';
import type { SecretPlace } from './types.ts';

/** What the lab says of itself when it starts (`b2-bridge lab --json`). Everything is on this machine. */
export interface LabAddress {
  readonly control: string;
  readonly panel: string;
  readonly mail: { readonly smtp: string; readonly inbox: string };
  /** By connector: base URLs by name, and `credentials`. */
  readonly systems: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** By system: a line for a shell that works as it stands. */
  readonly curl?: Readonly<Record<string, string>>;
}

/** Where a lab that belongs to a workspace leaves its address. */
export const labFile = (data: string): string => join(data, 'lab.json');

/**
 * The lab of a workspace: `B2_BRIDGE_LAB` (path of the address file, or URL of the control API), else `data/lab.json`;
 * `undefined` when there is none. It may have ended without taking its address away.
 *
 * @throws SettingsError `lab-unreadable`, `lab-elsewhere` (a lab is never on another machine)
 */
export async function findLab(data: string, env: Environment): Promise<LabAddress | undefined> {
  const named = env.B2_BRIDGE_LAB?.trim() ?? '';
  const from = named || labFile(data);
  if (named === '' && !existsSync(from)) return undefined;
  const refuse = (code: 'lab-unreadable' | 'lab-elsewhere', url = '') =>
    new SettingsError([complaint(named ? 'B2_BRIDGE_LAB' : from, { line: 1, column: 1 }, code, { from, url })]);
  const isUrl = /^https?:/.test(named);
  if (isUrl && !isHere(named)) throw refuse('lab-elsewhere', named);
  let lab: LabAddress;
  try {
    // One line, so that the whole output of `lab --json` may be kept as it is.
    const text = isUrl ? await askAddress(named) : readFileSync(from, 'utf8').split('\n')[0]!;
    lab = JSON.parse(text) as LabAddress;
    if (typeof lab.systems !== 'object' || typeof lab.mail.smtp !== 'string') throw new Error('no address of a lab');
  } catch {
    throw refuse('lab-unreadable');
  }
  const urls = [lab.control, `smtp://${lab.mail.smtp}`, ...Object.values(lab.systems).flatMap(urlsOf)];
  const outside = urls.find((url) => !isHere(url));
  if (outside !== undefined) throw refuse('lab-elsewhere', outside);
  return lab;
}

async function askAddress(control: string): Promise<string> {
  const url = `${control.replace(/\/$/, '')}/address`;
  return (await fetch(url, { signal: AbortSignal.timeout(2000), redirect: 'error' })).text();
}

const urlsOf = (system: Readonly<Record<string, unknown>>): string[] =>
  Object.values(system).filter((value) => typeof value === 'string');

/** A URL on this machine. */
export function isHere(url: string): boolean {
  try {
    return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
  } catch {
    return false;
  }
}

/** URL of one of the lab's systems. */
export function labUrl(lab: LabAddress, connector: string, system: string): string | undefined {
  const url = lab.systems[connector]?.[system];
  return typeof url === 'string' ? url : undefined;
}

/**
 * A shop's settings with the lab's accounts in place of its own: every text and every secret whose key the lab's
 * `credentials` know (`client-id` = `clientId`). So real secrets are never sent to the lab, and trying needs none.
 */
export function withLabAccount(
  settings: unknown,
  credentials: Readonly<Record<string, unknown>>,
): { readonly settings: unknown; readonly secrets: ReadonlyMap<string, string> } {
  const secrets = new Map<string, string>();
  const known = new Map(Object.entries(credentials).map(([key, value]) => [plainKey(key), value]));
  const replace = (value: unknown, key: string): unknown => {
    const account = known.get(plainKey(key));
    if (isSecretPlace(value)) {
      if (typeof account === 'string') secrets.set(secretName(value), account);
      return value;
    }
    if (typeof value === 'string') return typeof account === 'string' ? account : value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, replace(one, inner)]));
  };
  return { settings: replace(settings, ''), secrets };
}

const plainKey = (key: string): string => key.replace(/[^A-Za-z0-9]/g, '').toLowerCase();

/** Every `{ env }` or `{ stored }` inside settings. */
export function secretPlaces(settings: unknown): SecretPlace[] {
  if (isSecretPlace(settings)) return [settings];
  if (typeof settings !== 'object' || settings === null) return [];
  return Object.values(settings).flatMap(secretPlaces);
}

export const secretName = (place: SecretPlace): string => ('env' in place ? place.env : place.stored);

function isSecretPlace(value: unknown): value is SecretPlace {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [entry, ...rest] = Object.entries(value);
  return (
    entry !== undefined && rest.length === 0 && ['env', 'stored'].includes(entry[0]) && typeof entry[1] === 'string'
  );
}
