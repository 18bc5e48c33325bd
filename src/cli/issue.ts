import { userInfo } from 'node:os';
import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import type { Context } from '../flow/types.ts';
import { checkShop, withBridge } from './bridge.ts';
import { counted } from './counted.ts';
import { CommandRefused, type ExitCode, exitCodes, isFault } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { oneLine, print, printJson, printNothingChanged, warn } from './output.ts';
import { run } from './run.ts';

interface IssueArgs extends JsonArgs {
  readonly shop?: string;
  readonly sellerAsShipper: boolean;
  readonly order?: string[];
  readonly reissue: boolean;
  readonly undo?: string;
  readonly taken: boolean;
  readonly note?: string;
  readonly by?: string;
  readonly dryRun: boolean;
  readonly route: 'csv' | 'api';
  readonly unattended: boolean;
}

export const issue: CommandModule<object, IssueArgs> = {
  command: 'issue',
  describe: help.commands.issue,
  builder: (yargs) =>
    withJson(yargs)
      .option('shop', shopOption)
      .option('seller-as-shipper', { type: 'boolean', default: false, describe: help.options.sellerAsShipper })
      .option('orders', {
        alias: 'order',
        type: 'string',
        array: true,
        requiresArg: true,
        describe: help.options.issueOrder,
      })
      .option('route', { choices: ['csv', 'api'] as const, default: 'csv', describe: help.options.route })
      .option('unattended', { type: 'boolean', default: false, describe: help.options.unattended })
      .option('reissue', {
        type: 'boolean',
        default: false,
        describe: help.options.reissue,
      })
      .option('undo', { type: 'string', requiresArg: true, describe: help.options.undoFile })
      .option('taken', { type: 'boolean', default: false, describe: help.options.undoTaken })
      .option('note', { type: 'string', requiresArg: true, describe: help.options.note })
      .option('by', { type: 'string', requiresArg: true, describe: help.options.by })
      .option('dry-run', { type: 'boolean', default: false, describe: help.options.dryRun }) as never,
  handler: (args) =>
    run(async () => {
      if (args.undo !== undefined) return undo(args, args.undo);
      if (args.route === 'csv') {
        if (args.unattended) throw new CommandRefused(exitCodes.usage, 'b2-unattended-needs-api');
        return write(args);
      }
      const { issueToB2 } = await import('./b2-issue.ts');
      return issueToB2(args);
    }),
};

async function undo(args: IssueArgs, file: string): Promise<ExitCode> {
  const { C, order, note, by, taken, reissue, route, dryRun, json } = args;
  if (!note?.trim() || reissue || dryRun || route === 'api') {
    throw new CommandRefused(exitCodes.usage, 'command-undo-needs');
  }
  return withBridge(C, async (context) => {
    const { undoIssue } = await import('../flow/issue/index.ts');
    const actor = by ?? userInfo().username;
    const report = await undoIssue(context, { file, note, taken, actor, ...(order && { orders: order }) });
    if (json) printJson(report);
    else {
      if (report.movedTo !== '') print(fill(help.said.movedAside, { file: report.movedTo }));
      for (const customerNo of report.undone) print(fill(help.said.undone, { customerNo }));
    }
    const said = [...report.refused, ...report.leftOut];
    for (const { sentence, remedy } of said) warn(`${sentence} → ${remedy}`);
    if (!json && report.undone.length === 0) printNothingChanged(said);
    if (report.unfinished) return exitCodes.busy;
    return report.refused.length + report.leftOut.length > 0 ? exitCodes.input : exitCodes.done;
  });
}

async function write({
  C,
  shop,
  sellerAsShipper,
  order,
  reissue,
  note,
  by,
  dryRun,
  json,
}: IssueArgs): Promise<ExitCode> {
  if (reissue && (!order?.length || !note?.trim())) throw new CommandRefused(exitCodes.usage, 'command-reissue-needs');
  const work = async (context: Context): Promise<ExitCode> => {
    const { checkBefore } = await import('../flow/standing/index.ts');
    // On its own thread, while what follows is loaded.
    const checked = dryRun ? undefined : checkBefore(context, 'command');
    const [{ issueShipments }] = await Promise.all([import('../flow/issue/index.ts'), checked]);
    const one = checkShop(context, shop);
    const report = await issueShipments(context, {
      sellerAsShipper,
      dryRun,
      actor: by ?? userInfo().username,
      ...(reissue ? { reissue: { note: note ?? '' } } : {}),
      ...(one === '' ? {} : { shop: one }),
      ...(order ? { orders: order } : {}),
    });
    if (json) printJson(report);
    else {
      const sentence = dryRun ? help.said.wouldWrite : help.said.written;
      for (const file of report.files) print(fill(sentence, { file }));
      if (report.files.length === 0 && !dryRun) print(help.said.noFiles);
      print(fill(dryRun ? help.said.wouldShip : help.said.shipments, { count: report.shipments.length }));
      if (report.leftOut.length > 0) print(counted(help.said.leftOut, report.leftOut));
      if (dryRun) print(help.said.dryRun);
    }
    for (const left of report.leftOut) {
      warn(`${oneLine(left.customerNo || left.number)}: ${left.sentence} → ${left.remedy}`);
    }
    if (report.undelivered.length > 0) return exitCodes.busy;
    // A second label that a person asked for by name, and does not get.
    const isRefused = reissue && report.leftOut.some((one) => one.code === 'already-handed-over');
    return isRefused || report.leftOut.some(isFault) ? exitCodes.input : exitCodes.done;
  };
  return withBridge(C, work, { progress: !json });
}
