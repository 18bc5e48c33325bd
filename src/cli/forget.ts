import type { CommandModule } from 'yargs';
import { keptThings } from '../core/retention.ts';
import { fill, help } from '../core/sentences/help.ts';
import { say } from '../core/sentences/index.ts';
import { keptTitles } from '../core/sentences/keeping.ts';
import type { Limits, PurgeReport } from '../flow/retention/index.ts';
import { withBridge } from './bridge.ts';
import { checkDay, readMoment } from './days.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { print, printJson, printTable, warn } from './output.ts';
import { run } from './run.ts';

interface ForgetArgs extends JsonArgs {
  readonly before?: string;
  readonly dryRun: boolean;
}

/** What the nightly job does, now; or everything that is older than a day. */
export const forget: CommandModule<object, ForgetArgs> = {
  command: 'forget',
  describe: help.commands.forget,
  builder: (yargs) =>
    withJson(yargs)
      .option('before', { type: 'string', requiresArg: true, describe: help.options.forgetBefore })
      .option('dry-run', { type: 'boolean', default: false, describe: help.options.dryRun }) as never,
  handler: (args) => run(() => forgetOld(args)),
};

function forgetOld({ C, before, dryRun, json }: ForgetArgs): Promise<ExitCode> {
  checkDay(before);
  return withBridge(C, async (context) => {
    const { purge, limitsBySettings } = await import('../flow/retention/index.ts');
    const limits = before === undefined ? limitsBySettings(context) : limitsBefore(before, context.now());
    if (Object.keys(limits).length === 0) throw new CommandRefused(exitCodes.usage, 'command-forget-nothing');
    const report = await purge(context, limits, { dryRun });
    if (json) printJson(report);
    else printReport(report, dryRun);
    return report.failed.length > 0 ? exitCodes.busy : exitCodes.done;
  });
}

function limitsBefore(day: string, now: Temporal.Instant): Limits {
  const before = readMoment(day);
  if (Temporal.Instant.compare(Temporal.Instant.from(before), now) > 0) {
    throw new CommandRefused(exitCodes.usage, 'command-forget-day', { day });
  }
  return Object.fromEntries(keptThings.map((thing) => [thing, before]));
}

function printReport({ forgotten, unfinished, foreign, failed }: PurgeReport, dryRun: boolean): void {
  const { title, counts } = help.headings;
  printTable(
    [title, counts],
    Object.entries(forgotten).map(([thing, count]) => [keptTitles[thing as keyof typeof keptTitles], String(count)]),
  );
  if (dryRun) print(help.said.dryRun);
  const tell = (code: Parameters<typeof say>[0], count: number) => {
    if (count === 0) return;
    const { sentence, remedy } = say(code, { count });
    warn(`${sentence} → ${remedy}`);
  };
  tell('purge-unfinished', unfinished.orders);
  for (const { shop, number } of unfinished.named) warn(`  ${shop} ${number}`);
  if (unfinished.orders > unfinished.named.length) {
    warn(`  ${fill(help.said.more, { count: unfinished.orders - unfinished.named.length })}`);
  }
  tell('purge-unprinted', unfinished.files);
  tell('purge-foreign', foreign.length);
  for (const file of foreign) warn(`  ${file}`);
  tell('purge-failed', failed.length);
  for (const { file, reason } of failed) warn(`  ${file} (${reason})`);
}
