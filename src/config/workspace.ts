import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { folderMode, openFor } from './access.ts';
import { carefulDefaults, withoutApiShops, withoutPractice } from './add-shop.ts';
import { type Environment, loadConfig } from './load.ts';
import { packageRoot } from './package-root.ts';
import type { Config } from './types.ts';

export interface MadePath {
  readonly path: string;
  /** false: it was there already and is as it was. */
  readonly made: boolean;
}

/** Makes a key file unless it is there; tells whether it did (`store/key.ts`; this room does not import the store). */
export type MakeKey = (file: string) => boolean;

/** Key file of a workspace. */
export function keyFile(config: Pick<Config, 'data'>): string {
  return join(config.data, 'bridge.key');
}

/** Sealed secrets of a workspace. */
export function secretsFile(config: Pick<Config, 'data'>): string {
  return join(config.data, 'secrets.json');
}

/**
 * Makes what a bridge needs to run: the folders (mode 0700, wider where `shared-with` says so; inbox with one folder per shop and `results`) and, on
 * the very first start, the key. A database without its key is never given a new one: its data could not be read.
 */
export function prepareWorkspace(config: Config, env: Environment, makeKey: MakeKey): MadePath[] {
  const shops = Object.keys(config.shops);
  const folders = [config.inbox, ...[...shops, 'results'].map((name) => join(config.inbox, name)), config.outbox];
  const mode = folderMode(config);
  const made = [makeFolder(config.data, 0o700), ...folders.map((folder) => makeFolder(folder, mode))];
  if (config.sharedWith !== 'nobody') for (const folder of folders) openFor(folder, mode);
  const hasData = config.database.kind === 'sqlite' && existsSync(config.database.file);
  if (!env.B2_BRIDGE_KEY?.trim() && !hasData) {
    const path = keyFile(config);
    made.push({ path, made: makeKey(path) });
  }
  return made;
}

/**
 * Makes a workspace in `dir`: settings, folders, key, dictionaries to edit, blank order sheets. Nothing that exists is
 * changed, so it is safe to run again (and adds what is missing).
 *
 * @throws SettingsError when a `bridge.yaml` that is there already has mistakes
 */
export async function initWorkspace(dir: string, env: Environment, makeKey: MakeKey): Promise<MadePath[]> {
  const root = resolve(dir);
  const made = [makeFolder(root), write(join(root, 'bridge.yaml'), ownSettings())];
  const { config } = loadConfig(root, env);
  made.push(...prepareWorkspace(config, env, makeKey));
  made.push(copy('inbox/README.md', join(config.inbox, 'README.md')));
  made.push(copy('outbox/README.md', join(config.outbox, 'README.md')));
  // What customers entrusted to us and the key must not end in a repository by accident.
  made.push(
    write(join(root, '.gitignore'), 'data/\nservice.*\ninbox/*\n!inbox/README.md\noutbox/*\n!outbox/README.md\n'),
  );
  for (const name of ['masters', 'rules']) made.push(...copyYaml(join('layouts', name), root));
  made.push(...(await orderSheets(root)));
  return made;
}

/** The database is there and its key is not: whatever is stored cannot be read. Gives where the key should be. */
export function missingKey(config: Config, env: Environment): string | undefined {
  const file = keyFile(config);
  const isThere = env.B2_BRIDGE_KEY?.trim() || existsSync(file);
  return isThere || config.database.kind !== 'sqlite' || !existsSync(config.database.file) ? undefined : file;
}

/**
 * The sample settings without the shops and the B2 Cloud that practise on the lab (invented orders have no place among real ones), and with every built-in
 * rule switched on: the sample shows orders that go through, a shop begins carefully.
 */
const ownSettings = (): string => {
  const sample = readFileSync(join(packageRoot, 'bridge.yaml'), 'utf8');
  return carefulDefaults(withoutApiShops(withoutPractice(sample)));
};

async function orderSheets(root: string): Promise<MadePath[]> {
  const template = readFileSync(join(packageRoot, 'layouts', 'read', 'order-sheet', 'template.csv'));
  const made = [write(join(root, '受注シート.csv'), template)];
  const workbook = join(root, '受注シート.xlsx');
  if (existsSync(workbook)) return [...made, { path: workbook, made: false }];
  const { blankOrderSheet } = await import('./order-sheet.ts');
  return [...made, write(workbook, await blankOrderSheet(template))];
}

function makeFolder(path: string, mode = 0o700): MadePath {
  const isThere = existsSync(path);
  if (!isThere) {
    mkdirSync(path, { recursive: true, mode });
    openFor(path, mode); // whatever the umask
  }
  return { path, made: !isThere };
}

/** The dictionaries or rules that people edit, with their cases. Nothing when the workspace is the package itself. */
function copyYaml(folder: string, root: string): MadePath[] {
  const from = join(packageRoot, folder);
  if (resolve(root, folder) === from) return [];
  const names = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => {
    const path = join(root, folder, name);
    makeFolder(dirname(path));
    return copy(join(folder, name), path);
  });
}

function copy(from: string, path: string): MadePath {
  if (existsSync(path)) return { path, made: false };
  cpSync(join(packageRoot, from), path, { errorOnExist: true, force: false });
  return { path, made: true };
}

function write(path: string, content: string | Uint8Array): MadePath {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return { path, made: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return { path, made: false };
    throw error;
  }
}
