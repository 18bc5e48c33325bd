import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { standardLayoutsFolder } from '../config/layout-files.ts';
import { loadConfig } from '../config/load.ts';
import { fill, help } from '../core/sentences/help.ts';
import { copyLayout } from './copy-layout.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import type { CommonArgs } from './options.ts';
import { print } from './output.ts';

/** `layouts new NAME --from STD` (X1): a copy of a layout with its cases, in the workspace, to be changed there. */
export async function newLayout({ C, name, from }: CommonArgs & { name: string; from: string }): Promise<ExitCode> {
  const { root } = loadConfig(C, process.env).config;
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new CommandRefused(exitCodes.usage, 'command-bad-layout-name', { name });
  const own = join(root, 'layouts');
  const places = [standardLayoutsFolder(), own].flatMap((folder) => [join(folder, 'read'), join(folder, 'write')]);
  const place = places.find((folder) => existsSync(join(folder, from, 'layout.yaml')));
  if (!place) throw new CommandRefused(exitCodes.usage, 'command-unknown-layout', { name: from, hint: '' });
  if (places.some((folder) => existsSync(join(folder, name)))) {
    throw new CommandRefused(exitCodes.input, 'command-layout-exists', { name });
  }
  const path = resolve(own, place.endsWith('read') ? 'read' : 'write', name);
  copyLayout(join(place, from), path);
  print(fill(help.said.copied, { name, path }));
  print(help.said.layoutNext);
  return exitCodes.done;
}
