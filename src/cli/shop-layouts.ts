import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Layouts of a shop that are its own copies. */
export interface ShopLayouts {
  /** What the shop shall read: the copies in the place of the standard ones. */
  readonly read: readonly string[];
  /** Writes the copies that are not there yet and names them. */
  make(): readonly { readonly from: string; readonly to: string }[];
}

/**
 * The standard layouts that a shop of this marketplace reads, as copies of its own (`STANDARD-SHOP`, X1): those that it reads by name, else
 * all of the marketplace. Nothing is written before `make`. What the shop has copied already stays as it is.
 */
export async function copyOfLayouts(root: string, shop: string, marketplace: string): Promise<ShopLayouts> {
  const [{ loadLayoutFolders, loadWorkspaceConfig }, { standardLayoutsFolder }, { copyLayout }] = await Promise.all([
    import('../app.ts'),
    import('../config/layout-files.ts'),
    import('../flow/desk/layouts/copy.ts'),
  ]);
  const { config } = { config: loadWorkspaceConfig(root) };
  const { layouts } = loadLayoutFolders(config.root);
  const standard = [...layouts.read.values()].filter((one) => !one.own && one.marketplace === marketplace);
  const named = config.shops[shop]?.layouts.read ?? [];
  const today = named.length > 0 ? named : standard.map((one) => one.name);
  const copied = standard.filter((one) => today.includes(one.name)).map((one) => one.name);
  const copyOf = (name: string) => `${name}-${shop}`;
  return {
    read: [...new Set(today.map((name) => (copied.includes(name) ? copyOf(name) : name)))],
    make() {
      const made = copied
        .map((from) => ({ from, to: copyOf(from) }))
        .filter(({ to }) => !existsSync(join(config.root, 'layouts', 'read', to)));
      for (const { from, to } of made)
        copyLayout(join(standardLayoutsFolder(), 'read', from), join(config.root, 'layouts', 'read', to));
      return made;
    },
  };
}
