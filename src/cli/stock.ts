import { userInfo } from 'node:os';
import type { Argv, CommandModule } from 'yargs';
import { help } from '../core/sentences/help.ts';
import { stockWords } from '../core/sentences/stock-words.ts';
import { checkShop, withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { print, printJson, printTable, warn } from './output.ts';
import { type PageArgs, printList, withPage } from './paging.ts';
import { run } from './run.ts';

const { commands, arguments: args, options, headings } = stockWords;

const noteOption = { type: 'string', demandOption: true, requiresArg: true, describe: options.note } as const;

export const stock: CommandModule = {
  command: 'stock <command>',
  describe: commands.stock,
  builder: (yargs) => withShops(withLevels(yargs)).demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

/** What is on hand here: `list`, `show`, `set`, `sets`. */
const withLevels = (yargs: Argv): Argv =>
  yargs
    .command(
      ['list', '$0'],
      commands.list,
      (y) =>
        withPage(y)
          .option('sku', { type: 'string', requiresArg: true, describe: options.sku })
          .option('shop', { ...shopOption, describe: options.shop }),
      (given) => run(() => list(given as never)),
    )
    .command(
      'show <sku>',
      commands.show,
      (y) => withJson(y).positional('sku', { type: 'string', demandOption: true, describe: args.sku }),
      (given) => run(() => show(given as never)),
    )
    .command(
      'set <sku> [number]',
      commands.set,
      (y) =>
        withJson(y)
          .positional('sku', { type: 'string', demandOption: true, describe: args.sku })
          .positional('number', { type: 'string', describe: args.number })
          .option('add', { type: 'string', requiresArg: true, describe: options.add })
          .option('note', noteOption)
          .option('by', { type: 'string', requiresArg: true, describe: help.options.by }),
      (given) => run(() => set(given as never)),
    )
    .command('sets', commands.sets, withJson, (given) => run(() => sets(given as never)));

/** What marketplaces have: `take`, `drift`, `resend`. */
const withShops = (yargs: Argv): Argv =>
  yargs
    .command(
      'take',
      commands.take,
      (y) =>
        withJson(y)
          .option('from', { type: 'string', demandOption: true, requiresArg: true, describe: options.from })
          .option('note', noteOption)
          .option('by', { type: 'string', requiresArg: true, describe: help.options.by })
          .option('dry-run', { type: 'boolean', default: false, describe: help.options.dryRun }),
      (given) => run(async () => (await import('./stock-shops.ts')).take(given as never)),
    )
    .command(
      'drift',
      commands.drift,
      (y) => withJson(y).option('shop', shopOption),
      (given) => run(async () => (await import('./stock-shops.ts')).drift(given as never)),
    )
    .command(
      'resend <skus..>',
      commands.resend,
      (y) =>
        withJson(y)
          .positional('skus', { type: 'string', array: true, demandOption: true, describe: args.skus })
          .option('shop', shopOption)
          .option('by', { type: 'string', requiresArg: true, describe: help.options.by }),
      (given) => run(async () => (await import('./stock-shops.ts')).resend(given as never)),
    );

function list(given: PageArgs & { sku?: string; shop?: string }): Promise<ExitCode> {
  return withBridge(given.C, async (context) => {
    const { listStock } = await import('../flow/desk/stock.ts');
    const filter = { sku: given.sku, shop: checkShop(context, given.shop) || undefined };
    await printList(
      given,
      (page) => listStock(context, filter, page),
      (views) =>
        printTable(
          [headings.sku, headings.onHand, headings.sent, headings.reserved, headings.free, headings.writer],
          views.map((one) => [one.sku, ...[one.onHand, one.sent, one.reserved, one.free].map(String), one.writer]),
        ),
    );
    return exitCodes.done;
  });
}

function show({ C, sku, json }: JsonArgs & { sku: string }): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { showStock } = await import('../flow/desk/stock.ts');
    const detail = await showStock(context, sku);
    if (!detail) throw new CommandRefused(exitCodes.input, 'stock-no-such-sku', { sku });
    if (json) printJson(detail);
    else for (const line of (await import('./stock-text.ts')).stockLines(detail)) print(line);
    return exitCodes.done;
  });
}

interface SetArgs extends JsonArgs {
  readonly sku: string;
  readonly number?: string;
  readonly add?: string;
  readonly note: string;
  readonly by?: string;
}

function set({ C, sku, number, add, note, by, json }: SetArgs): Promise<ExitCode> {
  if ((number === undefined) === (add === undefined)) throw new CommandRefused(exitCodes.usage, 'stock-set-how');
  const text = (number ?? add)!;
  const isGood = number === undefined ? /^[+-]?\d{1,9}$/.test(text) : /^\d{1,9}$/.test(text);
  if (!isGood) throw new CommandRefused(exitCodes.usage, 'stock-number-bad', { text });
  if (note.trim() === '') throw new CommandRefused(exitCodes.usage, 'command-note-needed');
  return withBridge(C, async (context) => {
    const { setStock } = await import('../flow/desk/set-stock.ts');
    const change = number === undefined ? { add: Number(text) } : { to: Number(text) };
    const result = await setStock(context, sku, change, { actor: by ?? userInfo().username, note });
    if (!result.done) {
      if (json) printJson(result);
      warn(`${result.sentence} → ${result.remedy}`);
      return exitCodes.input;
    }
    const { showStock } = await import('../flow/desk/stock.ts');
    const detail = await showStock(context, sku);
    if (json) printJson(detail);
    else for (const line of (await import('./stock-text.ts')).figureLines(detail!)) print(line);
    return exitCodes.done;
  });
}

function sets({ C, json }: JsonArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { listSets } = await import('../flow/desk/stock.ts');
    const views = await listSets(context);
    if (json) printJson(views);
    else if (views.length === 0) print(help.said.none);
    else
      printTable(
        [headings.sku, headings.free, headings.part],
        views.map(({ sku, parts, free }) => [
          sku,
          free === null ? '－' : String(free),
          parts.map(({ part, quantity }) => `${part}×${quantity}`).join('、'),
        ]),
      );
    return exitCodes.done;
  });
}
