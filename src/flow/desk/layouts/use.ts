import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withReadLayouts } from '../../../config/add-shop.ts';
import { usesLayout } from '../../../config/uses-layout.ts';
import type { Shop } from '../../../core/shop.ts';
import { replaceWhole } from '../../files/index.ts';
import { loadWorkspaceConfig } from '../../loading/index.ts';
import type { Workspace } from '../../types.ts';
import { keepEarlier } from '../settings/earlier.ts';
import { readSettingsFile } from '../settings/files.ts';

/** Layouts of orders and of lists that go back that a shop reads today. */
const readsToday = ({ layouts }: Pick<Workspace, 'layouts'>, shop: Shop): string[] =>
  [...layouts.read.values()]
    .filter((one) => usesLayout(shop, one) && (one.yields === 'order' || one.yields === 'return-form'))
    .map((one) => one.name);

/**
 * Names a layout in the shop's block of `bridge.yaml`, beside those that the shop reads today, or takes it out of there. Everything else of the
 * file stays as it is; a file that would not be valid is not written.
 *
 * @returns what the shop reads from now on; a running bridge takes it up by itself
 * @throws SettingsError when `bridge.yaml` has mistakes
 */
export async function useInShop(
  workspace: Pick<Workspace, 'config' | 'layouts'>,
  shopName: string,
  layout: string,
  on = true,
): Promise<readonly string[]> {
  const { config } = workspace;
  const file = join(config.root, 'bridge.yaml');
  const text = readFileSync(file, 'utf8');
  // As the file says it now: this process may have begun with another one.
  const shop = loadWorkspaceConfig(config.root, text).shops[shopName] ?? config.shops[shopName]!;
  const today = [...new Set([...readsToday(workspace, shop), ...shop.layouts.read])];
  const read = on ? [...new Set([...today, layout])] : today.filter((one) => one !== layout);
  const fresh = withReadLayouts(text, shopName, read);
  loadWorkspaceConfig(config.root, fresh);
  const before = readSettingsFile(workspace, 'bridge.yaml');
  if (before && fresh !== text) keepEarlier(workspace, before, Temporal.Now.instant());
  await replaceWhole(file, fresh);
  return read;
}
