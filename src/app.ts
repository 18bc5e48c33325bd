import { join } from 'node:path';
import { checkReferences } from './config/check-references.ts';
import { type SettingsComplaint, SettingsError } from './config/complaint.ts';
import { readLayoutFiles, standardLayoutsFolder } from './config/layout-files.ts';
import { type Environment, loadConfig } from './config/load.ts';
import { type Lock, lockWorkspace } from './config/lock.ts';
import { keyFile, prepareWorkspace } from './config/workspace.ts';
import type { Context, Workspace } from './flow/types.ts';
import { loadLayouts } from './layout/load.ts';
import { loadMasters } from './layout/masters.ts';

export interface OpenOptions {
  readonly env: Environment;
  readonly now?: () => Temporal.Instant;
  readonly tell?: (line: string) => void;
  /** Test seam of the context. Default: the process kills itself at the point named by `B2_BRIDGE_KILL_AT`. */
  readonly at?: (point: string) => void;
  /** Be the one bridge that watches this workspace. */
  readonly lock?: boolean;
}

/** Standard layouts and dictionaries and the workspace's own, with every complaint about them. Needs no settings. */
export function loadLayoutFolders(root: string) {
  const files = readLayoutFiles(standardLayoutsFolder(), join(root, 'layouts'));
  const { masters, complaints: ofMasters } = loadMasters(files.masters);
  const { layouts, complaints: ofLayouts } = loadLayouts(files.layouts, masters);
  // Written for the engineer who edits layouts, in English, without a remedy of their own.
  const complaints = [...ofMasters, ...ofLayouts].map(
    (one): SettingsComplaint => ({ ...one, code: 'layout', remedy: '' }),
  );
  return { files: files.layouts, layouts, masters, areMastersWrong: ofMasters.length > 0, complaints };
}

/**
 * Settings, layouts and dictionaries of a workspace. Loads all of them before it complains.
 *
 * @throws SettingsError with every mistake of `bridge.yaml`, the dictionaries and the layouts at once
 */
export function loadWorkspace(root: string, env: Environment, options: Partial<OpenOptions> = {}): Workspace {
  const complaints: SettingsComplaint[] = [];
  let loaded: ReturnType<typeof loadConfig> | undefined;
  try {
    loaded = loadConfig(root, env);
  } catch (error) {
    if (!(error instanceof SettingsError) || error.complaints[0]?.code === 'settings-missing-file') throw error;
    complaints.push(...error.complaints);
  }
  const { files, layouts, masters, areMastersWrong, complaints: ofLayouts } = loadLayoutFolders(root);
  complaints.push(...ofLayouts);
  if (loaded) {
    // A layout that is there but wrong has its own complaints.
    const names = (direction: 'read' | 'write') =>
      new Set(files.filter((file) => file.direction === direction).map((file) => file.folder));
    const marketplaces = [...layouts.read.values()].map((layout) => layout.marketplace);
    const methods = areMastersWrong ? undefined : masters.methods.map((method) => method.code);
    const known = { read: names('read'), write: names('write'), marketplaces, methods };
    complaints.push(...checkReferences(loaded.config, loaded.draft, known));
  }
  if (!loaded || complaints.length > 0) throw new SettingsError(complaints);
  return {
    config: loaded.config,
    layouts,
    masters,
    now: options.now ?? Temporal.Now.instant,
    tell: options.tell ?? (() => {}),
    at: options.at ?? killAt(env.B2_BRIDGE_KILL_AT),
  };
}

/**
 * Opens a bridge: workspace, folders, key, database. The only place that sees every room. Close it at the end.
 *
 * @throws SettingsError, StoreRefused (key or database), WorkspaceBusy (with `lock`)
 */
export async function openBridge(
  root: string,
  options: OpenOptions,
): Promise<{ context: Context; close(): Promise<void> }> {
  const workspace = loadWorkspace(root, options.env, options);
  const { config } = workspace;
  const [{ openStore }, { loadKeys, makeKeyFile }] = await Promise.all([
    import('./store/db.ts'),
    import('./store/key.ts'),
  ]);
  prepareWorkspace(config, options.env, makeKeyFile);
  let lock: Lock | undefined;
  if (options.lock) lock = lockWorkspace(config.data, japanTime(workspace.now()));
  try {
    const store = await openStore(config.database, loadKeys({ env: options.env.B2_BRIDGE_KEY, file: keyFile(config) }));
    const close = async () => {
      await store.close();
      lock?.release();
    };
    return { context: { ...workspace, store }, close };
  } catch (error) {
    lock?.release();
    throw error;
  }
}

/**
 * Starts the mocks of outside systems. The only place where the program meets them.
 *
 * @param seed `small`, `nasty`, or a number of orders
 * @throws Error with code EADDRINUSE, or named LabRefused for a seed that does not exist
 */
export async function openLab(options: { readonly port: number; readonly seed: string }) {
  const [{ startLab }, { readSeed }] = await Promise.all([import('../mocks/server.ts'), import('../mocks/lab.ts')]);
  return startLab({ port: options.port, seed: readSeed(options.seed) });
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
