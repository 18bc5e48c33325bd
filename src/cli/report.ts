import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CommandModule } from 'yargs';
import { withProgressAsync } from '../core/progress.ts';
import { fill, help } from '../core/sentences/help.ts';
import type { Context } from '../flow/types.ts';
import { checkShop, withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { print, printJson } from './output.ts';
import { run } from './run.ts';

interface ReportArgs extends JsonArgs {
  readonly out: string;
  readonly shop?: string;
}

export const report: CommandModule<object, ReportArgs> = {
  command: 'report',
  describe: help.commands.report,
  builder: (yargs) =>
    withJson(yargs)
      .option('out', { type: 'string', demandOption: true, requiresArg: true, describe: help.options.outFile })
      .option('shop', shopOption) as never,
  handler: (args) => run(() => write(args)),
};

function write({ C, out, shop, json }: ReportArgs): Promise<ExitCode> {
  const work = async (context: Context): Promise<ExitCode> => {
    const file = resolve(out.toLowerCase().endsWith('.xlsx') ? out : `${out}.xlsx`);
    if (existsSync(file)) throw new CommandRefused(exitCodes.input, 'command-file-exists', { file });
    const filter = { shop: checkShop(context, shop) || undefined };
    const { eachOrder } = await import('../flow/desk/orders.ts');
    const { eachHold } = await import('../flow/desk/holds.ts');
    const { writeReport } = await import('../flow/desk/report.ts');
    const { onProgress } = context;
    const all = { orders: eachOrder(context, filter), holds: eachHold(context, filter) };
    const watched = onProgress && {
      orders: withProgressAsync(onProgress, 'orders', all.orders, await context.store.countOrders(filter.shop)),
      holds: withProgressAsync(onProgress, 'holds', all.holds),
    };
    const counts = await writeReport(file, { ...all, ...watched, problems: [] });
    if (json) printJson({ file, ...counts });
    else print(fill(help.said.written, { file }));
    return exitCodes.done;
  };
  return withBridge(C, work, { progress: !json });
}
