import type { ExitCode } from './exit.ts';
import { exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';

export async function checkLayouts(_: JsonArgs): Promise<ExitCode> {
  return exitCodes.bug;
}
