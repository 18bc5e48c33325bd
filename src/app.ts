import { writeFor } from './config/access.ts';
import { findLab, type LabAddress, labFile } from './config/endpoints.ts';
import type { Environment } from './config/load.ts';
import { lockWorkspace } from './config/lock.ts';
import type { Config, SecretPlace } from './config/types.ts';
import { keyFile, prepareWorkspace, secretsFile } from './config/workspace.ts';
import { carriers, connectors } from './connectors/index.ts';
import { readWorkspace } from './flow/loading/index.ts';
import type { Context, SmtpServer, Workspace } from './flow/types.ts';
import { writeLabFile } from './lab-file.ts';
import { openLab } from './lab-host.ts';
import type { Keys } from './store/seal.ts';
import type { Store } from './store/types.ts';

export { connectorShapes, loadLayoutFolders, loadWorkspaceConfig } from './flow/loading/index.ts';

export interface OpenOptions {
  readonly env: Environment;
  readonly now?: () => Temporal.Instant;
  readonly tell?: (line: string) => void;
  /** Test seam of the context. Default: the process kills itself at the point named by `B2_BRIDGE_KILL_AT`. */
  readonly at?: (point: string) => void;
  /** Open a store that does not fit what stands outside, to accept it. */
  readonly accept?: boolean;
  /** Be the one bridge that watches this workspace. */
  readonly lock?: boolean;
  /** Start the lab when a shop needs it and none answers. */
  readonly startLab?: boolean;
  /** In a lab that is started here, buyers order, pay and cancel by themselves. */
  readonly labLife?: boolean;
  /** Aborted: whoever waits for a rate budget stops waiting. */
  readonly signal?: AbortSignal;
}

/**
 * Settings, layouts and dictionaries of a workspace. Loads all of them before it complains.
 *
 * @throws SettingsError with every mistake of `bridge.yaml`, the dictionaries and the layouts at once
 */
export function loadWorkspace(root: string, env: Environment, options: Partial<OpenOptions> = {}): Workspace {
  const { keepIn, ...read } = readWorkspace(root, env);
  writeFor(read.config.sharedWith);
  keepIn(read.config.data);
  return {
    ...read,
    now: options.now ?? Temporal.Now.instant,
    tell: options.tell ?? (() => {}),
    at: options.at ?? killAt(env.B2_BRIDGE_KILL_AT),
  };
}

export interface Bridge {
  readonly context: Context;
  /** The lab that shops which are not live speak to, when one answers. */
  readonly lab: LabAddress | undefined;
  close(): Promise<void>;
}

/**
 * Opens a bridge: workspace, folders, key, database, lab, marketplaces. The only place that sees every room. Close it at
 * the end.
 *
 * @throws SettingsError, StoreRefused (key, database, or a store that does not fit what stands outside), WorkspaceBusy (with `lock`)
 */
export async function openBridge(root: string, options: OpenOptions): Promise<Bridge> {
  const workspace = loadWorkspace(root, options.env, options);
  const { config } = workspace;
  const [{ openStore }, { loadKeys, makeKeyFile }, { compareStore, missingStore }] = await Promise.all([
    import('./store/db.ts'),
    import('./store/key.ts'),
    import('./flow/standing/index.ts'),
  ]);
  const missing = await missingStore(config, options.accept);
  if (missing) throw missing;
  prepareWorkspace(config, options.env, makeKeyFile);
  const closing: (() => unknown)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    if (options.lock) {
      const lock = lockWorkspace(config.data, japanTime(workspace.now()));
      closing.push(() => lock.release());
    }
    const keys = () => loadKeys({ env: options.env.B2_BRIDGE_KEY, file: keyFile(config) });
    const store = await openStore(config.database, keys());
    closing.push(() => store.close());
    if (!options.accept) {
      const why = await compareStore(config, store, workspace.now);
      // Whoever watches and issues stops here; whoever only looks may, to find out what is what.
      if (why && options.lock) throw why;
      if (why) {
        store.refuseWrites(why);
        workspace.tell(`${why.message}${why.remedy}`);
      }
    }
    const { fencedStore } = await import('./flow/leases/index.ts');
    const { signal } = options;
    const isStopped = signal && { isStopped: () => signal.aborted };
    const linkWith = (tried: Config) => linksOf(tried, workspace.now, store, options, keys);
    const plain: Context = { ...workspace, store: fencedStore(store), linkWith, ...isStopped };
    if (Object.keys(config.apis).length === 0 && !config.b2) return { context: plain, lab: undefined, close };
    const { context, lab } = await withMarketplaces(plain, store, options, keys, closing);
    return { context, lab, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Adds what speaks to the outside: links to marketplaces, the mail server, and the lab's clock while no shop is live. */
async function withMarketplaces(
  plain: Context,
  store: Store,
  options: OpenOptions,
  keys: () => Keys,
  closing: (() => unknown)[],
): Promise<{ context: Context; lab: LabAddress | undefined }> {
  const [
    { openCarrier, openLinks, secretFrom },
    { sayWaits },
    { openSecrets },
    { storeBudgets },
    { storeKept },
    { sleepOn },
    { orNotSent, stillHolding },
  ] = await Promise.all([
    import('./links.ts'),
    import('./say-waits.ts'),
    import('./store/secrets.ts'),
    import('./store/budgets.ts'),
    import('./store/kept.ts'),
    import('./engine/sleep.ts'),
    import('./flow/leases/index.ts'),
  ]);
  const { lab, now: labNow } = await reachLab(plain, options, closing);
  const now = options.now ?? labNow ?? plain.now;
  const config = withLabMail(plain.config, lab);
  const secrets = openSecrets(secretsFile(config), keys);
  const secret = secretFrom(options.env, (name) => secrets.get(name));
  const drawn = storeBudgets(store, now);
  // What a call needs of the store before it leaves: without it nothing is sent, and the reason is the store's.
  const budgets: typeof drawn = {
    take: (...args) => orNotSent(drawn.take(...args)),
    count: (...args) => orNotSent(drawn.count(...args)),
    empty: (...args) => orNotSent(drawn.empty(...args)),
  };
  const keeping = storeKept(store, now);
  const kept: typeof keeping = (place) => {
    const { read, write } = keeping(place);
    return { read: (name) => orNotSent(read(name)), write: (name, text) => orNotSent(write(name, text)) };
  };
  const sleep = sleepOn(now, options.signal);
  const onWait = sayWaits(config, plain.tell);
  const ways = { config, connectors, now, sleep, budgets, kept, lab, secret, onWait, beforeSend: stillHolding };
  const link = openLinks(ways);
  const carrier = openCarrier(ways, carriers);
  const smtp = smtpOf(config, lab, secret);
  const linkWith = (tried: Config) => linksOf(tried, now, store, options, keys);
  return {
    context: {
      ...plain,
      config,
      now,
      link,
      linkWith,
      carrier,
      ...(smtp && { smtp }),
      ...(lab && { labPanel: lab.panel }),
    },
    lab,
  };
}

/** Links of settings that are not in effect: to try a connection before the bridge is started with them. */
async function linksOf(
  config: Config,
  now: Context['now'],
  store: Store,
  options: OpenOptions,
  keys: () => Keys,
): Promise<NonNullable<Context['link']>> {
  const [{ openLinks, secretFrom }, { openSecrets }, { storeBudgets }, { storeKept }, { sleepOn }] = await Promise.all([
    import('./links.ts'),
    import('./store/secrets.ts'),
    import('./store/budgets.ts'),
    import('./store/kept.ts'),
    import('./engine/sleep.ts'),
  ]);
  const lab = await findLab(config.data, options.env);
  const secrets = openSecrets(secretsFile(config), keys);
  return openLinks({
    config,
    connectors,
    now,
    sleep: sleepOn(now, options.signal),
    budgets: storeBudgets(store, now),
    kept: storeKept(store, now),
    lab,
    secret: secretFrom(options.env, (name) => secrets.get(name)),
  });
}

/** The lab of a workspace with shops that are not live: one that answers, or a new one. */
async function reachLab(
  { config, store }: Context,
  options: OpenOptions,
  closing: (() => unknown)[],
): Promise<{ lab: LabAddress | undefined; now?: () => Temporal.Instant }> {
  const shops = [...Object.values(config.apis), ...(config.b2 ? [config.b2] : [])];
  if (shops.every((api) => api.live)) return { lab: undefined };
  const isPractice = shops.every((api) => !api.live);
  const known = await findLab(config.data, options.env);
  const { followClock } = await import('./lab-clock.ts');
  const clock = known && (await followClock(known.control, () => Temporal.Now.instant().epochMilliseconds));
  if (clock) {
    closing.push(() => clock.stop());
    return { lab: known, ...(isPractice && { now: clock.now }) };
  }
  if (!options.startLab || !isPractice) return { lab: known };
  // The last lab's clock may have been turned: what was written down by it must not lie in the future.
  const [last] = await store.runs(1);
  const seen = last ? Temporal.Instant.from(last.finishedAt ?? last.startedAt).epochMilliseconds : 0;
  const lab = await openLab({ ...config.lab, from: seen + 1000, life: options.labLife ?? false });
  closing.push(() => lab.close());
  closing.push(writeLabFile(labFile(config.data), lab));
  return { lab, now: () => Temporal.Instant.fromEpochMilliseconds(lab.clock.now()) };
}

/** Practice mails have receivers of their own, so that failures can be seen without any settings. */
function withLabMail(config: Config, lab: LabAddress | undefined): Config {
  if (config.mail || !lab) return config;
  return { ...config, mail: { to: ['shop@lab.invalid'], from: 'b2-bridge@lab.invalid', smtp: undefined } };
}

function smtpOf(
  { mail }: Config,
  lab: LabAddress | undefined,
  secret: (place: SecretPlace) => string,
): SmtpServer | undefined {
  if (mail?.smtp) {
    const { password, ...server } = mail.smtp;
    return { ...server, password: () => (password ? secret(password) : '') };
  }
  if (!mail || !lab) return undefined;
  const { hostname, port } = new URL(`smtp://${lab.mail.smtp}`);
  return { host: hostname, port: Number(port), secure: false, user: '', password: () => '' };
}

function japanTime(instant: Temporal.Instant): string {
  return instant
    .toZonedDateTimeISO('Asia/Tokyo')
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replace('T', ' ');
}

/** For tests of crashes: dies at a named point as if somebody pulled the plug. */
function killAt(wanted: string | undefined): (point: string) => void {
  if (!wanted) return () => {};
  return (point) => {
    if (point === wanted) process.kill(process.pid, 'SIGKILL');
  };
}
