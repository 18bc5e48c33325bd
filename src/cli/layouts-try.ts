import { type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';

export async function tryFile(_: JsonArgs & { file: string }): Promise<ExitCode> {
  return exitCodes.bug;
}
