import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import type { Completion } from '../flow/desk/amazon/complete.ts';
import type { AmazonSearch } from '../flow/desk/amazon/search.ts';
import type { Context, LeftOut } from '../flow/types.ts';
import { checkShop, withBridge } from './bridge.ts';
import { checkDay } from './days.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { oneLine, print, printJson, printTable, warn } from './output.ts';
import { readInput } from './read-input.ts';
import { run } from './run.ts';

interface SearchArgs extends JsonArgs {
  readonly shop?: string;
  readonly from?: string;
  readonly to?: string;
  readonly orders?: string;
  readonly out?: string;
  readonly dryRun?: boolean;
}

/** Desk actions of Amazon: 一括注文完了 (A9) and 金額不整合確認 (A10). */
export const amazon: CommandModule = {
  command: 'amazon <command>',
  describe: help.commands.amazon,
  builder: (yargs) =>
    yargs
      .command(
        'complete',
        help.commands['amazon complete'],
        (y) => withSearch(y).option('dry-run', { type: 'boolean', default: false, describe: help.options.dryRun }),
        (args) => run(() => complete(args as never)),
      )
      .command('amounts', help.commands['amazon amounts'], withSearch, (args) => run(() => amounts(args as never)))
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

const withSearch = (yargs: Parameters<typeof withJson>[0]) =>
  withJson(yargs)
    .option('shop', shopOption)
    .option('orders', { type: 'string', requiresArg: true, describe: help.options.orderFile })
    .option('from', { type: 'string', requiresArg: true, describe: help.options.fromDay })
    .option('to', { type: 'string', requiresArg: true, describe: help.options.toDay })
    .option('out', { type: 'string', requiresArg: true, describe: help.options.outFile });

function complete(args: SearchArgs): Promise<ExitCode> {
  const { shop, orders, from, to, dryRun = false } = args;
  // Everything of every shop is never meant.
  if ([shop, orders, from, to].every((one) => one === undefined)) {
    throw new CommandRefused(exitCodes.usage, 'command-search-what');
  }
  return desk(args, help.said.sheetComplete, async (context, search) => {
    const { completeOrders } = await import('../flow/desk/amazon/complete.ts');
    const result = await completeOrders(context, search, { dryRun });
    const { headings, toldStates } = help;
    const header = [
      headings.shop,
      headings.number,
      headings.customerNo,
      headings.triage,
      headings.tracking,
      headings.told,
      headings.link,
    ];
    const rows = result.rows.map((row) => [
      row.shop,
      row.number,
      row.customerNo,
      row.triage,
      row.trackingNumbers.join(' '),
      toldStates[row.told] ?? row.told,
      row.link,
    ]);
    return { result, header, rows, line: completionLines(result, dryRun) };
  });
}

/** How many go, by which way, and how many do not, by reason. */
function completionLines({ sendable, files, leftOut }: Completion, dryRun: boolean): string {
  const count = sendable.length;
  const going = files.length > 0 ? help.said.requestedInFile : dryRun ? help.said.wouldRequest : help.said.requested;
  const reasons = Map.groupBy(leftOut, (one) => one.sentence);
  return [
    fill(going, { count, files: files.join('、') }),
    ...[...reasons].map(([sentence, all]) => fill(help.said.notRequested, { count: all.length, sentence })),
    ...(dryRun ? [help.said.dryRun] : []),
  ].join('\n');
}

function amounts(args: SearchArgs): Promise<ExitCode> {
  return desk(args, help.said.sheetAmounts, async (context, search) => {
    const { compareAmounts } = await import('../flow/desk/amazon/amounts.ts');
    const result = await compareAmounts(context, search);
    const { shop, number, triage, ours, theirs, difference, relatives, link } = help.headings;
    const yen = (amount: number | null) => (amount === null ? '－' : amount.toLocaleString('ja-JP'));
    const rows = result.rows.map((row) => [
      row.shop,
      row.number,
      row.triage,
      yen(row.ours),
      yen(row.theirs),
      yen(row.difference),
      row.relatives.join(' '),
      row.link,
    ]);
    const different = result.rows.filter((row) => (row.difference ?? 0) !== 0).length;
    const line = fill(help.said.compared, { count: result.compared, different });
    return { result, header: [shop, number, triage, ours, theirs, difference, relatives, link], rows, line };
  });
}

interface Shown {
  readonly result: { readonly leftOut: readonly LeftOut[] };
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly line: string;
}

/** Searches, does it, and shows the table: on the terminal, as JSON, and as xlsx. */
async function desk(
  args: SearchArgs,
  sheet: string,
  work: (context: Context, search: AmazonSearch) => Promise<Shown>,
): Promise<ExitCode> {
  const { C, json, out } = args;
  for (const day of [args.from, args.to]) checkDay(day);
  const file = out === undefined ? undefined : resolve(out.toLowerCase().endsWith('.xlsx') ? out : `${out}.xlsx`);
  if (file !== undefined && existsSync(file))
    throw new CommandRefused(exitCodes.input, 'command-file-exists', { file });
  return withBridge(C, async (context) => {
    const shop = checkShop(context, args.shop);
    const numbers =
      args.orders === undefined ? undefined : await readNumbers(args.orders, context.config.limits.fileBytes);
    const shown = await work(context, {
      ...(shop !== '' && { shop }),
      ...(args.from !== undefined && { from: args.from }),
      ...(args.to !== undefined && { to: args.to }),
      ...(numbers && { numbers }),
    });
    if (file !== undefined) {
      const { writeSheets } = await import('../flow/files/index.ts');
      await writeSheets(file, [{ name: sheet, header: shown.header, rows: shown.rows }]);
    }
    if (json) printJson(file === undefined ? shown.result : { ...shown.result, file });
    else {
      if (shown.rows.length === 0) print(help.said.none);
      else printTable(shown.header, shown.rows);
      print(shown.line);
      if (file !== undefined) print(fill(help.said.written, { file }));
    }
    for (const left of shown.result.leftOut) {
      const who = left.customerNo || left.number;
      warn(`${who === '' ? '' : `${oneLine(who)}: `}${left.sentence} → ${left.remedy}`);
    }
    return shown.result.leftOut.length === 0 ? exitCodes.done : exitCodes.input;
  });
}

/** One number a line; blank lines, a BOM and blanks around a number do not count; a number named twice counts once. */
async function readNumbers(path: string, most: number): Promise<string[]> {
  const content = path === '-' ? await text(process.stdin) : Buffer.from(readInput(path, most).bytes).toString('utf8');
  const lines = content.replace(/^\uFEFF/, '').split(/\r\n|[\r\n]/);
  return [...new Set(lines.map(plainNumber).filter((line) => line !== ''))];
}

/** Amazon's numbers are digits and hyphens; people paste them in full width, with any dash. Other numbers stay as they are. */
function plainNumber(line: string): string {
  const text = line.trim();
  const plain = text.normalize('NFKC').replace(/[\s‐‑‒–—―−－ー]/g, (one) => (/\s/.test(one) ? '' : '-'));
  return /^[A-Z]?\d{2,3}-\d{7}-\d{7}(?:_\d+)?$/.test(plain) ? plain : text;
}
