import type { Argv } from 'yargs';
import { help } from '../core/sentences/help.ts';

/** What every command takes. */
export interface CommonArgs {
  readonly C: string;
}

export interface JsonArgs extends CommonArgs {
  readonly json: boolean;
}

/** `-C DIR` on everything that works in a workspace. */
export function withWorkspace<T>(yargs: Argv<T>): Argv<T & CommonArgs> {
  return yargs.option('workspace', {
    alias: 'C',
    type: 'string',
    default: '.',
    defaultDescription: '.',
    requiresArg: true,
    describe: help.options.C,
    group: help.groups.common,
  }) as unknown as Argv<T & CommonArgs>;
}

/** `-C DIR --json` on everything that prints data. */
export function withJson<T>(yargs: Argv<T>): Argv<T & JsonArgs> {
  return withWorkspace(yargs).option('json', {
    type: 'boolean',
    default: false,
    describe: help.options.json,
    group: help.groups.common,
  }) as unknown as Argv<T & JsonArgs>;
}

/** For people, or JSON lines for those who watch several machines. */
export const logOption = { choices: ['plain', 'json'] as const, default: 'plain', describe: help.options.log } as const;

export const shopOption = { type: 'string', requiresArg: true, describe: help.options.shop } as const;
