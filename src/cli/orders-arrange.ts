import { userInfo } from 'node:os';
import type { Argv } from 'yargs';
import type { SplitBy } from '../core/rules/rule.ts';
import { arrangeWords } from '../core/sentences/arrange-words.ts';
import { help } from '../core/sentences/help.ts';
import type { Arranged, Arranger } from '../flow/desk/arranging.ts';
import type { Context } from '../flow/types.ts';
import { checkShop, withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { oneLine, printJson, printNothingChanged, warn } from './output.ts';
import { withPage } from './paging.ts';
import { run } from './run.ts';

interface ArrangeArgs extends JsonArgs {
  readonly number: string;
  readonly shop?: string;
  readonly by?: string;
  readonly undo: boolean;
}

interface SplitArgs extends ArrangeArgs {
  readonly lines?: string;
  readonly destination?: string;
  readonly byGoods?: SplitBy;
}

/** `orders split|bundle|tag|copy|confirm|unconfirm`. */
export function withArranging(yargs: Argv): Argv {
  return yargs
    .command(
      'split <number>',
      help.commands['orders split'],
      (y) =>
        withUndo(withOne(y))
          .option('lines', {
            type: 'string',
            requiresArg: true,
            describe: help.options.splitLines,
          })
          .option('destination', { type: 'string', describe: help.options.splitDestination })
          .option('by-goods', {
            type: 'string',
            choices: ['temperature', 'preorder'],
            requiresArg: true,
            describe: arrangeWords.splitBy,
          }),
      (args) => run(() => split(args as never)),
    )
    .command(
      'bundle <number> [others..]',
      help.commands['orders bundle'],
      (y) =>
        withUndo(withOne(y)).positional('others', { type: 'string', array: true, describe: help.arguments.others }),
      (args) => run(() => bundle(args as never)),
    )
    .command(
      'tag <number>',
      help.commands['orders tag'],
      (y) =>
        withOne(y)
          .option('add', { type: 'string', array: true, default: [], requiresArg: true, describe: help.options.tagAdd })
          .option('remove', {
            type: 'string',
            array: true,
            default: [],
            requiresArg: true,
            describe: help.options.tagRemove,
          }),
      (args) => run(() => tag(args as never)),
    )
    .command(
      'candidates',
      arrangeWords.candidates,
      (y) => withPage(y).option('shop', shopOption),
      (args) => run(async () => (await import('./orders-candidates.ts')).listCandidates(args as never)),
    )
    .command(
      'copy <number>',
      help.commands['orders copy'],
      (y) => withUndo(withOne(y)),
      (args) => run(() => copy(args as never)),
    )
    .command('confirm <numbers..>', help.commands['orders confirm'], withMany, (args) =>
      run(() => confirm(args as never, false)),
    )
    .command('unconfirm <numbers..>', help.commands['orders unconfirm'], withMany, (args) =>
      run(() => confirm(args as never, true)),
    );
}

const withOne = (yargs: Argv) =>
  withActor(yargs).positional('number', { type: 'string', demandOption: true, describe: help.arguments.number });

const withMany = (yargs: Argv) =>
  withActor(yargs).positional('numbers', {
    type: 'string',
    array: true,
    demandOption: true,
    describe: help.arguments.numbers,
  });

const withActor = (yargs: Argv) =>
  withJson(yargs)
    .option('shop', shopOption)
    .option('by', { type: 'string', requiresArg: true, describe: help.options.by });

const withUndo = (yargs: ReturnType<typeof withOne>) =>
  yargs.option('undo', { type: 'boolean', default: false, describe: help.options.undo });

function split({ number, lines, destination, byGoods, undo, ...args }: SplitArgs): Promise<ExitCode> {
  const count = [lines !== undefined, destination !== undefined, byGoods !== undefined, undo].filter(Boolean).length;
  if (count !== 1) throw new CommandRefused(exitCodes.usage, 'command-split-how');
  const wanted = lines === undefined ? undefined : readLines(lines);
  return arrange(args, async (context, arranger) => {
    const { splitOrder, undoSplit } = await import('../flow/desk/split.ts');
    if (undo) return undoSplit(context, number, arranger);
    if (byGoods) return (await import('../flow/desk/split-by.ts')).splitOrderBy(context, number, byGoods, arranger);
    return splitOrder(context, number, { ...arranger, ...(wanted ? { lines: wanted } : { destination }) });
  });
}

/** `1:2,3:1` → line 1 two pieces, line 3 one. A line number may hold a colon itself: the last one counts. */
function readLines(text: string): { no: string; quantity: number }[] {
  return text.split(',').map((part) => {
    const found = /^\s*(.+):([1-9][0-9]{0,5})\s*$/.exec(part);
    if (!found) throw new CommandRefused(exitCodes.usage, 'split-lines-unreadable', { text });
    return { no: found[1]!, quantity: Number(found[2]) };
  });
}

function bundle({ number, others = [], undo, ...args }: ArrangeArgs & { others?: string[] }): Promise<ExitCode> {
  if (!undo && others.length === 0) throw new CommandRefused(exitCodes.usage, 'command-bundle-what');
  return arrange(args, async (context, arranger) => {
    const { bundleOrders, undoBundle } = await import('../flow/desk/bundle.ts');
    return (undo ? undoBundle : bundleOrders)(context, number, others, arranger);
  });
}

function tag({ number, add, remove, ...args }: ArrangeArgs & { add: string[]; remove: string[] }): Promise<ExitCode> {
  return arrange(args, async (context, arranger) => {
    const { tagOrder } = await import('../flow/desk/tag-order.ts');
    return tagOrder(context, number, { add, remove }, arranger);
  });
}

function copy({ number, undo, ...args }: ArrangeArgs): Promise<ExitCode> {
  return arrange(args, async (context, arranger) => {
    const { copyOrder, undoCopy } = await import('../flow/desk/copy.ts');
    return (undo ? undoCopy : copyOrder)(context, number, arranger);
  });
}

function confirm({ numbers, ...args }: ArrangeArgs & { numbers: string[] }, undo: boolean): Promise<ExitCode> {
  return arrange(args, async (context, arranger) => {
    const { confirmShipped, undoConfirm } = await import('../flow/desk/confirm.ts');
    return (undo ? undoConfirm : confirmShipped)(context, numbers, arranger);
  });
}

/** Does it, prints the orders as they are afterwards, and says what was refused. */
function arrange(
  { C, shop, by, json }: Omit<ArrangeArgs, 'number' | 'undo'>,
  work: (context: Context, arranger: Arranger) => Promise<Arranged>,
): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const one = checkShop(context, shop);
    const result = await work(context, { actor: by ?? userInfo().username, ...(one === '' ? {} : { shop: one }) });
    if (json) printJson(result);
    else if (result.orders.length > 0) {
      const { printOrders } = await import('./orders-table.ts');
      printOrders(result.orders);
    }
    for (const { number, sentence, remedy } of [...result.notes, ...result.refused]) {
      warn(`${oneLine(number)}: ${sentence} → ${remedy}`);
    }
    if (!json && result.orders.length === 0) printNothingChanged(result.refused);
    return result.refused.length === 0 ? exitCodes.done : exitCodes.input;
  });
}
