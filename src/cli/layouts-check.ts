import type { ExitCode } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { exitCodes } from './exit.ts';

export async function checkLayouts(_: JsonArgs): Promise<ExitCode> {
  return exitCodes.bug;
}
