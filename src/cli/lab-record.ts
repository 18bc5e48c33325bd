import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Argv } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { print } from './output.ts';
import { run } from './run.ts';

interface CompareArgs extends JsonArgs {
  readonly file: string;
  readonly url: string | undefined;
}

interface ScrubArgs {
  readonly file: string;
  readonly out: string;
}

/** `lab compare`, `lab scrub`: recordings of real traffic. */
export const withLabRecords = <T>(yargs: Argv<T>): Argv<T> =>
  yargs
    .command(
      'compare <file>',
      help.commands['lab compare'],
      (y) =>
        withJson(y)
          .positional('file', { type: 'string', demandOption: true, describe: help.arguments.labRecording })
          .option('url', { type: 'string', requiresArg: true, describe: help.options.labUrl }),
      (args) => run(() => compare(args as never)),
    )
    .command(
      'scrub <file>',
      help.commands['lab scrub'],
      (y) =>
        y
          .positional('file', { type: 'string', demandOption: true, describe: help.arguments.labRecording })
          .option('out', { type: 'string', demandOption: true, requiresArg: true, describe: help.options.labScrubbed }),
      (args) => run(() => scrub(args as never)),
    );

/** In a lab that is there, or in one of its own. */
async function compare({ file, url, json }: CompareArgs): Promise<ExitCode> {
  const recording = read(file);
  if (url !== undefined && !(await import('../config/endpoints.ts')).isHere(url))
    throw new CommandRefused(exitCodes.usage, 'lab-not-there', { url });
  const own =
    url === undefined ? await (await import('../lab-host.ts')).openLab({ port: 0, seed: 'small' }) : undefined;
  const control = own?.control ?? `${url!.replace(/\/+(_lab\/*)?$/, '')}/_lab`;
  try {
    const answer = await fetch(`${control}/compare`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: recording,
      redirect: 'error',
    }).catch(() => {
      throw new CommandRefused(exitCodes.busy, 'lab-not-there', { url: control });
    });
    const said = (await answer.json()) as { error?: string; text?: string; different?: number; unknown?: number };
    if (!answer.ok)
      throw new CommandRefused(exitCodes.input, 'lab-refused', { reason: said.error ?? `${answer.status}` });
    const { text, ...rest } = said;
    print(json ? JSON.stringify(rest) : (text ?? ''));
    return said.different === 0 && said.unknown === 0 ? exitCodes.done : exitCodes.input;
  } finally {
    await own?.close();
  }
}

/** Needs no lab. What is there already is not written over. */
async function scrub({ file, out }: ScrubArgs): Promise<ExitCode> {
  const recording = read(file).toString('utf8');
  if (existsSync(out)) throw new CommandRefused(exitCodes.usage, 'lab-out-there', { file: out });
  const { scrubRecording } = await import('../lab-host.ts');
  const scrubbed = await scrubRecording(recording).catch((error: Error) => {
    if (error.name !== 'LabRefused') throw error;
    throw new CommandRefused(exitCodes.input, 'lab-refused', { reason: error.message });
  });
  writeFileSync(out, scrubbed, { flag: 'wx', mode: 0o600 });
  print(fill(help.said.written, { file: out }));
  return exitCodes.done;
}

/** @throws CommandRefused */
function read(file: string): Buffer<ArrayBuffer> {
  if (!existsSync(file)) throw new CommandRefused(exitCodes.usage, 'lab-no-recording', { file });
  return readFileSync(file);
}
