import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import type { CellExplanation, CellSource } from '../flow/types.ts';
import { checkShop, withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { withArranging } from './orders-arrange.ts';
import { withEditing } from './orders-edit.ts';
import { filterOf, type ListArgs, type ViewArgs, withFilter, withView } from './orders-filter.ts';
import { withPicking } from './orders-picking.ts';
import { printOrders } from './orders-table.ts';
import { withViews } from './orders-views.ts';
import { localTime, oneLine, print, printJson } from './output.ts';
import { type PageArgs, printList, withPage } from './paging.ts';
import { run } from './run.ts';

interface Listing extends PageArgs, ListArgs, ViewArgs {
  readonly C: string;
  readonly json: boolean;
}

interface ShowArgs extends JsonArgs {
  readonly number: string;
  readonly shop?: string;
  readonly cell?: string;
}

export const orders: CommandModule = {
  command: 'orders <command>',
  describe: help.commands.orders,
  builder: (yargs) =>
    withEditing(
      withViews(
        withPicking(
          withArranging(
            yargs
              .command(
                ['list', '$0'],
                help.commands['orders list'],
                (y) => withView(withFilter(withPage(y))),
                (args) => run(() => list(args as never)),
              )
              .command('show <number>', help.commands['orders show'], withNumber, (args) =>
                run(() => show(args as never)),
              )
              .command(
                'explain <number>',
                help.commands['orders explain'],
                (y) => withNumber(y).option('cell', { type: 'string', requiresArg: true, describe: help.options.cell }),
                (args) => run(() => explain(args as never)),
              ),
          ),
        ),
      ),
    ).demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

const withNumber = (yargs: Parameters<typeof withJson>[0]) =>
  withJson(yargs)
    .positional('number', { type: 'string', demandOption: true, describe: help.arguments.number })
    .option('shop', shopOption);

function list(args: Listing): Promise<ExitCode> {
  return withBridge(args.C, async (context) => {
    const { listOrders } = await import('../flow/desk/orders.ts');
    const filter = await filterOf(context, args);
    await printList(args, (page) => listOrders(context, filter, page), printOrders);
    return exitCodes.done;
  });
}

function show({ C, number, shop, json }: ShowArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { showOrder } = await import('../flow/desk/orders.ts');
    const views = await showOrder(context, number, checkShop(context, shop));
    if (views.length === 0) throw new CommandRefused(exitCodes.input, 'command-no-such-order', { number });
    if (json) {
      printJson(views);
      return exitCodes.done;
    }
    const { orderLines } = await import('./order-text.ts');
    for (const view of views) for (const line of orderLines(view)) print(line);
    return exitCodes.done;
  });
}

async function explain({ C, number, shop, cell, json }: ShowArgs): Promise<ExitCode> {
  if (cell !== undefined && (!/^[1-9][0-9]?$/.test(cell) || Number(cell) > 95))
    throw new CommandRefused(exitCodes.usage, 'command-bad-cell');
  return withBridge(C, async (context) => {
    const { explainOrder } = await import('../flow/desk/explain.ts');
    const one = checkShop(context, shop);
    const cells: readonly CellExplanation[] = await explainOrder(context, number, {
      ...(cell === undefined ? {} : { cell: Number(cell) }),
      ...(one === '' ? {} : { shop: one }),
    });
    if (cells.length === 0) throw new CommandRefused(exitCodes.input, 'command-no-such-order', { number });
    if (json) printJson(cells);
    else for (const one of cells) printCell(one);
    return exitCodes.done;
  });
}

function printCell(cell: CellExplanation): void {
  print(`${cell.customerNo}  ${cell.layout}`);
  print(`  ${cell.column} ${cell.name}: 「${oneLine(cell.value)}」`);
  for (const { what, value } of cell.steps) print(`    ← ${what}: 「${oneLine(value)}」`);
  for (const source of cell.sources) printSource(source);
}

function printSource(source: CellSource): void {
  const { edited, rule } = source;
  const where = [
    edited ? fill(help.said.editedBy, { ...edited, at: localTime(edited.at) }) : oneLine(source.file),
    rule ? fill(help.said.byRule, rule) : '',
    source.row === null ? '' : fill(help.said.row, { row: source.row }),
    source.column === null ? '' : fill(help.said.columnName, { column: oneLine(source.column) }),
    source.layout,
  ];
  print(`    ${source.field} ← ${where.filter((part) => part !== '').join(' ')}: 「${oneLine(source.value)}」`);
  for (const { what, value } of source.steps) print(`      → ${what}: 「${oneLine(value)}」`);
}
