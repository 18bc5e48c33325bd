import type { Argv } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { eachRow } from '../store/each-row.ts';
import type { ListPage, PageRequest } from '../store/types.ts';
import { CommandRefused, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { print, printJson, printJsonList } from './output.ts';

export interface PageArgs extends JsonArgs {
  readonly limit?: string;
  readonly after?: string;
}

/** `--limit N --after PLACE` on every list, with `-C DIR --json`. */
export function withPage<T>(yargs: Argv<T>): Argv<T & PageArgs> {
  return withJson(yargs)
    .option('limit', { type: 'string', requiresArg: true, describe: help.options.limit })
    .option('after', { type: 'string', requiresArg: true, describe: help.options.after }) as unknown as Argv<
    T & PageArgs
  >;
}

type Read<Row> = (page: PageRequest) => Promise<ListPage<Row>>;

/** Rows of a table for people, when `--limit` does not say how many. */
const usual = 100;

/**
 * One page for people and how it goes on; or as JSON: everything, as it comes, unless `--limit` says how much of it.
 *
 * @throws CommandRefused for a limit that is none
 */
export async function printList<Row>(
  { limit, after, json }: PageArgs,
  read: Read<Row>,
  printRows: (rows: readonly Row[]) => void,
): Promise<void> {
  if (json && limit === undefined) return printJsonList(eachRow(read, { after }));
  const { rows, next } = await read({ limit: limitOf(limit), after });
  if (json) return printJson(rows);
  if (rows.length === 0) return print(help.said.none);
  printRows(rows);
  if (next !== null) print(fill(help.said.goesOnAt, { after: next }));
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return usual;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    throw new CommandRefused(exitCodes.usage, 'command-bad-limit', { limit: text });
  return limit;
}
