import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShopValue } from '../config/change-shop.ts';
import type { Question } from '../config/questions.ts';
import type { Config } from '../config/types.ts';
import { fill, help } from '../core/sentences/help.ts';
import { ask, canAsk } from './ask.ts';
import { CommandRefused, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { warn } from './output.ts';
import { replaceFile } from './replace-file.ts';
import { openWorkspaceSecrets } from './secrets.ts';
import { copyOfLayouts } from './shop-layouts.ts';

export interface AddArgs extends JsonArgs {
  readonly marketplace: string;
  readonly shop?: string;
  readonly title?: string;
  readonly set: readonly string[];
  readonly live: boolean;
  readonly copyLayouts: boolean;
  readonly without: readonly string[];
  readonly update: boolean;
}

/**
 * Writes a shop's `api` block into `bridge.yaml`: values from `--set`, the others asked on the terminal; secrets that are
 * typed go into the sealed store. The new file is checked before it takes the old one's place. Run again for a shop that is there, it
 * asks only for what is missing and shows what differs; that is changed with `--update` (or a yes) only. Gives the shop's name.
 *
 * @throws CommandRefused, SettingsError; then nothing was changed
 */
export async function add(args: AddArgs): Promise<string> {
  const { C, marketplace, title = '', live } = args;
  const [{ loadWorkspaceConfig, connectorShapes }, { typedValue }, wizard] = await Promise.all([
    import('../app.ts'),
    import('../config/questions.ts'),
    import('../flow/desk/settings/shop-wizard.ts'),
  ]);
  const schema = connectorShapes.get(marketplace)?.api;
  if (!schema) {
    const known = wizard.connectedMarketplaces().join(' ');
    throw new CommandRefused(exitCodes.usage, 'settings-no-connector', { marketplace, known });
  }
  const config = loadWorkspaceConfig(C);
  const name = args.shop ?? marketplace;
  const there = config.shops[name];
  if (there && there.marketplace !== marketplace)
    throw new CommandRefused(exitCodes.usage, 'command-shop-exists', { shop: name, marketplace: there.marketplace });
  const file = join(config.root, 'bridge.yaml');
  const before = readFileSync(file, 'utf8');
  const now = wizard.shopNow(config, before, name, marketplace)!;
  const { isNew, questions } = now;

  const values: ShopValue[] = args.set.map(splitSetting).map(([path, value]) => ({
    path: ['api', ...path],
    value: typeof value === 'string' ? typedValue(schema, path, value) : value,
  }));
  const inTheClear = questions.find(
    ({ path, isSecret }) =>
      isSecret && values.some((one) => isText(one.value) && wizard.startsAlike(one.path, ['api', ...path])),
  );
  if (inTheClear)
    throw new CommandRefused(exitCodes.usage, 'command-secret-in-clear', secretArgs(name, inTheClear.path));
  const isMissing = (path: readonly string[]) => wizard.isMissing(now, values, path);
  if (!canAsk())
    refuseMissing(
      name,
      questions.filter(({ path, mayBeBlank }) => !mayBeBlank && isMissing(path)),
    );
  const typed = new Map<string, string>();
  for (const { path, isSecret, mayBeBlank } of questions) {
    if (!isMissing(path)) continue;
    if (mayBeBlank && (!isNew || !canAsk())) continue;
    const key = path.at(-1) ?? '';
    const value = await ask(`${help.ask[key] ?? path.join('.')}: `, isSecret);
    if (mayBeBlank && value === '') continue;
    const whole = ['api', ...path];
    if (!isSecret) values.push({ path: whole, value: typedValue(schema, path, value) });
    else {
      const stored = wizard.secretName(name, path);
      typed.set(stored, value);
      values.push({ path: whole, value: { stored } });
    }
  }
  const layouts = args.copyLayouts ? await copyOfLayouts(C, name, marketplace) : undefined;
  const wish = {
    name,
    marketplace,
    title,
    live,
    values,
    without: args.without,
    ...(layouts && { read: layouts.read }),
  };
  if (!isNew) {
    const differing = wizard.shopDifferences(now, wish);
    if (differing.length > 0) await agree(name, differing, args.update);
  }
  const text = wizard.withShop(now, wish);
  loadWorkspaceConfig(C, text);
  await keepSecrets(config, typed);
  for (const { from, to } of layouts?.make() ?? []) warn(fill(help.said.layoutsCopied, { from, to, shop: name }));
  if (text !== before) {
    const { keepEarlier } = await import('../flow/desk/settings/earlier.ts');
    const { readSettingsFile } = await import('../flow/desk/settings/files.ts');
    const now = readSettingsFile({ config }, 'bridge.yaml');
    if (now) keepEarlier({ config }, now, Temporal.Now.instant());
    await replaceFile(file, text);
  }
  const connection = help.connections[live ? 'live' : 'lab'];
  const said = isNew ? help.said.shopAdded : text === before ? help.said.shopSame : help.said.shopChanged;
  warn(fill(said, { shop: name, connection }));
  return name;
}

const isText = (value: unknown): boolean => typeof value === 'string';

/** How a secret is named on the command line, where its value must not stand. */
const secretArgs = (shop: string, path: readonly string[]) => ({
  option: `--set ${path.join('.')}=`,
  stored: `${shop}-${path.at(-1) ?? ''}`,
});

/** Every value that nobody gave and nobody can be asked for, at once; secrets as the name of where they are. */
function refuseMissing(shop: string, missing: readonly Question[]): void {
  if (missing.length === 0) return;
  const options = missing.map(({ path, isSecret }) =>
    isSecret ? `--set ${path.join('.')}=stored:${secretArgs(shop, path).stored}` : `--set ${path.join('.')}=…`,
  );
  const [secret] = missing.filter(({ isSecret }) => isSecret);
  const option = options.join(' ');
  if (!secret) throw new CommandRefused(exitCodes.usage, 'command-option-needed', { option });
  throw new CommandRefused(exitCodes.usage, 'command-secret-needed', {
    option,
    stored: secretArgs(shop, secret.path).stored,
  });
}

/** Shows what would change; goes on only when that is wanted. */
async function agree(
  shop: string,
  differing: readonly (ShopValue & { old: unknown })[],
  update: boolean,
): Promise<void> {
  const word = (value: unknown) => (value === undefined ? help.said.noValue : JSON.stringify(value));
  warn(fill(help.said.shopDiffers, { shop }));
  for (const { path, old, value } of differing) warn(`  ${path.join('.')}: ${word(old)} → ${word(value)}`);
  if (update || (canAsk() && /^y/i.test(await ask(help.said.shopChangeIt)))) return;
  throw new CommandRefused(exitCodes.usage, 'command-shop-differs', { shop });
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
function splitSetting(setting: string): [readonly string[], unknown] {
  const [, path = '', value = ''] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(path))
    throw new CommandRefused(exitCodes.usage, 'command-option-needed', { option: '--set KEY=VALUE' });
  const [, kind, name] = /^(env|stored):(.+)$/.exec(value) ?? [];
  return [path.split('.'), kind && name ? { [kind]: name } : value];
}
