import { loadConfig } from '../config/load.ts';
import { fill, help } from '../core/sentences/help.ts';
import { copyAsOwn } from '../flow/desk/layouts/copy.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import type { CommonArgs } from './options.ts';
import { print } from './output.ts';

/** `layouts new NAME --from STD` (X1): a copy of a layout with its cases, in the workspace, to be changed there. */
export async function newLayout({ C, name, from }: CommonArgs & { name: string; from: string }): Promise<ExitCode> {
  const { root } = loadConfig(C, process.env).config;
  const copied = copyAsOwn(root, name, from);
  if ('code' in copied) {
    const exit = copied.code === 'command-layout-exists' ? exitCodes.input : exitCodes.usage;
    throw new CommandRefused(exit, copied.code, copied.args);
  }
  const { path } = copied;
  print(fill(help.said.copied, { name, path }));
  print(help.said.layoutNext);
  return exitCodes.done;
}
