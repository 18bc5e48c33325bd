import { isHere, type LabAddress, labUrl, secretName, secretPlaces, withLabAccount } from './config/endpoints.ts';
import type { Environment } from './config/load.ts';
import type { Config, SecretPlace } from './config/types.ts';
import type { Budgets } from './connectors/budgets.ts';
import { CallFailed, type Connector, type Http, type Io, type Kept } from './connectors/contract.ts';
import { createHttp } from './connectors/http.ts';
import { createRedact } from './connectors/redact.ts';
import type { Link } from './flow/types.ts';

export interface LinkOptions {
  readonly config: Config;
  // biome-ignore lint/suspicious/noExplicitAny: each connector has settings of its own, checked when bridge.yaml was read.
  readonly connectors: Readonly<Record<string, Connector<any>>>;
  readonly now: () => Temporal.Instant;
  readonly sleep: (ms: number) => Promise<void>;
  readonly budgets: Budgets;
  /** What the connection of a place keeps between processes. */
  readonly kept: (place: string) => Kept;
  /** `undefined`: no lab is known. */
  readonly lab: LabAddress | undefined;
  /** Told before a shop waits for a rate limit, ms. */
  readonly onWait?: (shop: string, ms: number) => void;
  /** Asked right before each call leaves; throws when it must not. */
  readonly beforeSend?: () => Promise<void>;
  /** Resolves a secret, '' when there is none. */
  readonly secret: (place: SecretPlace) => string;
}

/** The value of a secret from the environment or the sealed store; '' when there is none. */
export function secretFrom(env: Environment, stored: (name: string) => string | undefined) {
  return (place: SecretPlace): string => ('env' in place ? env[place.env] : stored(place.stored)) ?? '';
}

/**
 * Opens the marketplaces of shops with an `api` block, each once, when it is first asked for. A shop that is not `live`
 * gets the lab's addresses and accounts, and its HTTP reaches nothing but this machine; a live one speaks https only.
 */
export function openLinks(options: LinkOptions): (shop: string) => Link | undefined {
  const opened = new Map<string, Link>();
  return (shop) => {
    const known = opened.get(shop);
    if (known) return known;
    const api = options.config.apis[shop];
    const connector = options.connectors[options.config.shops[shop]?.marketplace ?? ''];
    if (!api || !connector) return undefined;
    const link = api.live
      ? liveLink(shop, connector, api.settings, options)
      : labLink(shop, connector, api.settings, options);
    opened.set(shop, link);
    return link;
  };
}

/** The carrier of the block `b2`, opened when it is first asked for; the same rules for lab and live as for shops. */
export function openCarrier(
  options: LinkOptions,
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  carriers: Readonly<Record<string, Connector<any>>>,
): () => Link | undefined {
  const { b2 } = options.config;
  const connector = carriers.b2;
  let opened: Link | undefined;
  return () => {
    if (!b2 || !connector) return undefined;
    opened ??= (b2.live ? liveLink : labLink)('b2', connector, b2.settings, options);
    return opened;
  };
}

function liveLink(shop: string, connector: Connector, settings: unknown, options: LinkOptions): Link {
  const places = new Map(secretPlaces(settings).map((place) => [secretName(place), place]));
  const secret = (name: string): string => {
    const place = places.get(name);
    return place ? options.secret(place) : '';
  };
  const secrets = () => [...places.keys()].map(secret);
  const refuse = (host: string) => new CallFailed({ kind: 'bug', code: 'live-not-https', args: { shop, host } });
  return link(connector, settings, options, secrets, {
    secret,
    place: `live ${shop}`,
    baseUrl: (system) => urlsOf(connector, settings)[system] ?? missing(system),
    allow: (url) => {
      if (!url.startsWith('https://')) throw refuse(hostOf(url));
    },
  });
}

function labLink(shop: string, connector: Connector, own: unknown, options: LinkOptions): Link {
  const { lab } = options;
  const credentials = (lab?.systems[connector.name]?.credentials ?? {}) as Readonly<Record<string, unknown>>;
  const { settings, secrets } = withLabAccount(own, credentials);
  // A key that was changed in the lab is typed as its own, so that this can be practised, too; a real one is never looked up.
  const changed = (name: string) => options.secret({ stored: labSecret(name) });
  const all = () => [...secrets.values(), ...[...secrets.keys()].map(changed).filter((one) => one !== '')];
  return link(connector, settings, options, all, {
    // Without a lab the address is what is missing, and that is what must be said.
    secret: (name) => changed(name) || (secrets.get(name) ?? (lab ? '' : 'none')),
    place: `lab ${shop}`,
    baseUrl: (system) => {
      if (!lab) throw new CallFailed({ kind: 'retry', code: 'lab-not-running', args: { shop } });
      return labUrl(lab, connector.name, system) ?? missing(system);
    },
    allow: (url) => {
      if (!isHere(url)) throw new CallFailed({ kind: 'bug', code: 'lab-only', args: { shop, host: hostOf(url) } });
    },
  });
}

function link(
  connector: Connector,
  settings: unknown,
  { now, sleep, budgets, kept, onWait, beforeSend }: LinkOptions,
  secrets: () => Iterable<string>,
  way: Pick<Io, 'secret' | 'baseUrl'> & { place: string; allow: (url: string) => void },
): Link {
  const tokens = new Set<string>();
  const redact = createRedact(() => [...secrets(), ...tokens], connector.errorMembers);
  const shop = way.place.replace(/^\w+ /, '');
  const send = createHttp({
    now,
    sleep,
    budgets,
    redact,
    onWait: (ms) => onWait?.(shop, ms),
    ...(beforeSend && { beforeSend }),
  });
  const http: Http = async (call) => {
    way.allow(call.url);
    return send(call);
  };
  const { secret, baseUrl, place } = way;
  const io: Io = { http, now, secret, baseUrl, kept: noted(kept(place), tokens) };
  return { connector, settings, connection: connector.open(settings, io) };
}

/** What is kept are secrets: they must not show in evidence either. */
function noted(kept: Kept, tokens: Set<string>): Kept {
  const note = (text: string) => {
    if (text !== '') tokens.add(text);
    return text;
  };
  return {
    read: async (name) => note(await kept.read(name)),
    write: (name, text) => kept.write(name, note(text)),
  };
}

/** The name under which a practising shop finds the key that somebody made anew in the lab. */
const labSecret = (name: string): string => `lab-${name}`;

const urlsOf = (connector: Connector, settings: unknown): Readonly<Record<string, string>> =>
  connector.ownUrls?.(settings) ?? connector.urls ?? {};

function missing(system: string): never {
  throw new Error(`no URL of ${system}`);
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return '?';
  }
}
