import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/types.ts';
import { fill, help } from '../core/sentences/help.ts';
import { ask, canAsk } from './ask.ts';
import { CommandRefused, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { warn } from './output.ts';
import { replaceFile } from './replace-file.ts';
import { openWorkspaceSecrets } from './secrets.ts';

export interface AddArgs extends JsonArgs {
  readonly marketplace: string;
  readonly shop?: string;
  readonly title?: string;
  readonly set: readonly string[];
  readonly live: boolean;
}

/**
 * Writes a shop's `api` block into `bridge.yaml`: values from `--set`, the others asked on the terminal; secrets that are
 * typed go into the sealed store. The new file is checked before it takes the old one's place. Gives the shop's name.
 *
 * @throws CommandRefused, SettingsError; then nothing was changed
 */
export async function add({ C, marketplace, shop, title, set, live }: AddArgs): Promise<string> {
  const [{ loadWorkspaceConfig, connectorShapes }, { addShop }, { questionsOf }] = await Promise.all([
    import('../app.ts'),
    import('../config/add-shop.ts'),
    import('../config/questions.ts'),
  ]);
  const schema = connectorShapes.get(marketplace)?.api;
  if (!schema) {
    const known = [...connectorShapes.keys()].join(' ');
    throw new CommandRefused(exitCodes.usage, 'settings-no-connector', { marketplace, known });
  }
  const config = loadWorkspaceConfig(C);
  const name = shop ?? marketplace;
  if (config.apis[name]) throw new CommandRefused(exitCodes.usage, 'command-shop-exists', { shop: name });
  const given = new Map(set.map(splitSetting));
  const typed = new Map<string, string>();
  const api: Record<string, unknown> = {};
  for (const [path, value] of given) put(api, path.split('.'), value);
  for (const { path, isSecret } of questionsOf(schema)) {
    const dotted = path.join('.');
    if (given.has(dotted)) continue;
    if (!canAsk()) throw new CommandRefused(exitCodes.usage, 'command-option-needed', { option: `--set ${dotted}=…` });
    const key = path.at(-1) ?? '';
    const value = await ask(`${help.ask[key] ?? dotted}: `, isSecret);
    if (!isSecret) put(api, path, value);
    else {
      const stored = `${name}-${key}`;
      typed.set(stored, value);
      put(api, path, { stored });
    }
  }
  const file = join(config.root, 'bridge.yaml');
  const text = addShop(readFileSync(file, 'utf8'), { name, marketplace, title: title ?? '', live, api });
  loadWorkspaceConfig(C, text);
  await keepSecrets(config, typed);
  await replaceFile(file, text);
  const connection = help.connections[live ? 'live' : 'lab'];
  warn(fill(help.said.shopAdded, { shop: name, connection }));
  return name;
}

async function keepSecrets(config: Config, typed: ReadonlyMap<string, string>): Promise<void> {
  if (typed.size === 0) return;
  const secrets = await openWorkspaceSecrets(config);
  for (const [name, value] of typed) {
    if (value === '') throw new CommandRefused(exitCodes.usage, 'secret-empty', { name });
    secrets.set(name, value);
  }
}

/** `lwa.client-secret=env:NAME` → its path and `{ env: NAME }`. */
function splitSetting(setting: string): [string, unknown] {
  const [, path = '', value = ''] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(path))
    throw new CommandRefused(exitCodes.usage, 'command-option-needed', { option: '--set KEY=VALUE' });
  const [, kind, name] = /^(env|stored):(.+)$/.exec(value) ?? [];
  return [path, kind && name ? { [kind]: name } : value];
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) target[key] = value;
  else {
    if (!Object.hasOwn(target, key)) target[key] = {};
    put(target[key] as Record<string, unknown>, rest, value);
  }
}
