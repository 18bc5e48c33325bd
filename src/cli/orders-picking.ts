import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Argv } from 'yargs';
import { pickingWords } from '../core/sentences/console/picking.ts';
import { fill, help } from '../core/sentences/help.ts';
import { listWords as words } from '../core/sentences/list-words.ts';
import type { PickingWish } from '../flow/desk/picking.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { withJson } from './options.ts';
import { filterOf, type ListArgs, type ViewArgs, withFilter, withView } from './orders-filter.ts';
import { oneLine, print, printJson, printTable } from './output.ts';
import { run } from './run.ts';

interface PickingArgs extends ListArgs, ViewArgs {
  readonly orders?: string[];
  readonly file?: string;
  readonly out?: string;
  readonly byParcel: boolean;
}

/** `orders picking`: what is taken off the shelves. */
export const withPicking = (yargs: Argv): Argv =>
  yargs.command(
    'picking',
    words.picking,
    (y) =>
      withView(withFilter(withJson(y)))
        .option('orders', { type: 'string', array: true, requiresArg: true, describe: words.orders })
        .option('file', { type: 'string', requiresArg: true, describe: words.file })
        .option('out', { type: 'string', requiresArg: true, describe: words.out })
        .option('by-parcel', { type: 'boolean', default: false, describe: words.byParcel }),
    (args) => run(() => picking(args as never)),
  );

function picking(args: PickingArgs): Promise<ExitCode> {
  const { C, file, out, byParcel, json } = args;
  return withBridge(C, async (context) => {
    const { pickingList } = await import('../flow/desk/picking.ts');
    const { goodsMarks, pickingFile } = await import('../flow/desk/picking-file.ts');
    const target = out === undefined ? undefined : resolve(out);
    if (target !== undefined && existsSync(target))
      throw new CommandRefused(exitCodes.input, 'command-file-exists', { file: target });
    const wish: PickingWish =
      file !== undefined
        ? { file }
        : args.orders
          ? { orders: await named(context, args.orders) }
          : { filter: await filterOf(context, args) };
    const list = await pickingList(context, wish);
    if (!list) throw new CommandRefused(exitCodes.input, 'command-no-such-order', { number: file ?? '' });
    if (target !== undefined) {
      const as = /\.xlsx$/i.test(target) ? 'xlsx' : byParcel ? 'parcels' : 'items';
      await writeFile(target, (await pickingFile(context, list, as)).bytes, { mode: 0o600 });
      print(fill(help.said.written, { file: target }));
      return exitCodes.done;
    }
    if (json) printJson(list);
    else if (byParcel)
      printTable(
        pickingWords.columns.parcels,
        list.parcels.flatMap(({ customerNo, shop, consignee, method, lines }) =>
          lines.map((one) =>
            [customerNo, shop, consignee, method, one.sku, one.name, one.option, String(one.quantity)].map(oneLine),
          ),
        ),
      );
    else
      printTable(
        pickingWords.columns.items,
        list.items.map((one) =>
          [one.sku, one.name, one.option, String(one.quantity), String(one.parcels), goodsMarks(one).join('・')].map(
            oneLine,
          ),
        ),
      );
    return exitCodes.done;
  });
}

/** In every shop that has such a number. */
async function named(context: Parameters<typeof filterOf>[0], numbers: readonly string[]) {
  const orders = await context.store.orders({ numbers });
  const missing = numbers.find((number) => !orders.some((one) => one.order.number === number));
  if (missing !== undefined) throw new CommandRefused(exitCodes.input, 'command-no-such-order', { number: missing });
  return orders.map(({ shop, order }) => ({ shop, number: order.number }));
}
