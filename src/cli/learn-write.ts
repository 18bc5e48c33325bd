import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from '../flow/types.ts';
import type { Learned, Proved } from '../layout/learn/index.ts';
import { CommandRefused, exitCodes } from './exit.ts';

/** `--name`, or the file's own name where it has letters that a folder may have. */
export function chooseName(
  { config, layouts }: Workspace,
  wanted: string | undefined,
  file: string,
  shop = '',
): string {
  const isTaken = (name: string) => layouts.read.has(name) || existsSync(join(config.root, 'layouts', 'read', name));
  if (wanted !== undefined) {
    if (!/^[a-z][a-z0-9-]*$/.test(wanted))
      throw new CommandRefused(exitCodes.usage, 'command-bad-layout-name', { name: wanted });
    if (isTaken(wanted)) throw new CommandRefused(exitCodes.input, 'command-layout-exists', { name: wanted });
    return wanted;
  }
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/\.[^.]*$/, '')
      .replace(/\d{4,}/g, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^[^a-z]+|-+$/g, '');
  const base = plain(file) || plain(`${shop}-orders`) || 'own-orders';
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? base : `${base}-${copy}`;
    if (!isTaken(name)) return name;
  }
}

/** Writes layout and case, whole or not at all. Gives the folder. */
export function writeLayout({ config }: Workspace, { name, layout, input }: Learned, { expected }: Proved): string {
  const folder = join(config.root, 'layouts', 'read', name);
  const draft = `${folder}.${process.pid}.tmp`;
  const first = join(draft, 'cases', 'first');
  try {
    mkdirSync(first, { recursive: true });
    writeFileSync(join(draft, 'layout.yaml'), layout);
    writeFileSync(join(first, input.name), input.bytes);
    writeFileSync(join(first, expected.name), expected.bytes);
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** Names the layout in the shop's block of `bridge.yaml`, beside those that the shop reads today. */
export async function useInShop(
  workspace: Workspace,
  C: string,
  name: string,
  layout: string,
): Promise<readonly string[]> {
  const [{ loadWorkspaceConfig }, { withReadLayouts }, { usesLayout }, { replaceFile }] = await Promise.all([
    import('../app.ts'),
    import('../config/add-shop.ts'),
    import('../config/uses-layout.ts'),
    import('./replace-file.ts'),
  ]);
  const shop = workspace.config.shops[name]!;
  const today = [...workspace.layouts.read.values()].filter(
    (one) => usesLayout(shop, one) && (one.yields === 'order' || one.yields === 'return-form'),
  );
  const read = [...new Set([...today.map((one) => one.name), ...shop.layouts.read, layout])];
  const file = join(workspace.config.root, 'bridge.yaml');
  const text = withReadLayouts(readFileSync(file, 'utf8'), name, read);
  loadWorkspaceConfig(C, text);
  await replaceFile(file, text);
  return read;
}
