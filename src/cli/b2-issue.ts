import { userInfo } from 'node:os';
import { b2Words } from '../core/sentences/b2-link.ts';
import { fill, help } from '../core/sentences/help.ts';
import { say } from '../core/sentences/index.ts';
import type { HandOverReport } from '../flow/b2/index.ts';
import type { Context } from '../flow/types.ts';
import { checkShop, withBridge } from './bridge.ts';
import { counted } from './counted.ts';
import { CommandRefused, type ExitCode, exitCodes, isFault } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { oneLine, print, printJson, warn } from './output.ts';

interface ApiIssueArgs extends JsonArgs {
  readonly shop?: string;
  readonly sellerAsShipper: boolean;
  readonly order?: string[];
  readonly reissue: boolean;
  readonly note?: string;
  readonly by?: string;
  readonly dryRun: boolean;
  readonly unattended: boolean;
}

/** `issue --route api`: hands over to B2 Cloud and says where to print, or prints unattended. */
export async function issueToB2(args: ApiIssueArgs): Promise<ExitCode> {
  const { order, reissue } = args;
  const note = args.note?.trim() ?? '';
  if (reissue && (!order?.length || note === '')) throw new CommandRefused(exitCodes.usage, 'command-reissue-needs');
  const work = async (context: Context): Promise<ExitCode> => {
    const { issueByApi, notifyBase } = await import('../flow/b2/index.ts');
    if (!args.dryRun) await (await import('../flow/standing/index.ts')).checkBefore(context, 'command');
    const shop = checkShop(context, args.shop);
    const report = await issueByApi(context, {
      shop,
      orders: order,
      ...(reissue && { reissue: { note } }),
      sellerAsShipper: args.sellerAsShipper,
      unattended: args.unattended,
      dryRun: args.dryRun,
      actor: args.by ?? userInfo().username,
    });
    if (args.json) printJson(report);
    else {
      if (report.practice) print(help.said.b2Practice);
      for (const one of report.handOvers) printHandOver(one);
      if (report.handOvers.length === 0) print(help.said.b2Nothing);
      if (report.leftOut.length > 0) print(counted(help.said.leftOut, report.leftOut));
      if (args.dryRun) print(help.said.dryRun);
    }
    for (const left of report.leftOut) {
      warn(`${oneLine(left.customerNo || left.number)}: ${left.sentence} → ${left.remedy}`);
    }
    for (const { problem } of report.handOvers) if (problem) warn(`${problem.sentence} → ${problem.remedy}`);
    if (report.handOvers.some((one) => one.state === 'open') && notifyBase(context) === undefined) {
      const { sentence, remedy } = say('b2-notify-closed');
      warn(`${sentence} → ${remedy}`);
    }
    const isWrong = report.handOvers.some((one) => one.problem !== null) || report.leftOut.some(isFault);
    // A second label that a person asked for by name, and does not get.
    const isRefused = reissue && report.leftOut.length > 0;
    return isWrong || isRefused ? exitCodes.input : exitCodes.done;
  };
  return withBridge(args.C, work, { progress: !args.json });
}

function printHandOver(report: HandOverReport): void {
  const { id, shipments, state, address, corrections, warnings, files, registered } = report;
  print(fill(help.said.b2HandOver, { id, count: shipments.length, state: b2Words.states[state] }));
  for (const one of [...corrections, ...warnings]) print(fill(help.said.b2Correction, { ...one }));
  for (const file of files) print(fill(help.said.b2Labels, { file }));
  for (const one of registered) print(fill(help.said.b2Number, { ...one }));
  if (address !== '') print(fill(help.said.b2Address, { address }));
}
