import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { say } from '../core/sentences/index.ts';
import { jobTitle } from '../core/sentences/jobs.ts';
import type { Context } from '../flow/types.ts';
import { checkShop, withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { localTime, print, printJson, warn } from './output.ts';
import { run } from './run.ts';

interface RunArgs extends JsonArgs {
  readonly job: 'pull' | 'notify' | 'restock';
  readonly shop?: string;
}

/** One run by hand, of one shop or of all that have an `api` block. Halted shops stand still here as well. */
export const runOnce: CommandModule<object, RunArgs> = {
  command: 'run <job>',
  describe: help.commands.run,
  builder: (yargs) =>
    withJson(yargs)
      .positional('job', { choices: ['pull', 'notify', 'restock'], demandOption: true, describe: help.arguments.job })
      .option('shop', shopOption) as never,
  handler: (args) => run(() => runAll(args)),
};

function runAll({ C, job, shop, json }: RunArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { shopJobs } = await import('../flow/jobs.ts');
    const { runJob } = await import('../flow/run-job.ts');
    const reports = [];
    let code: ExitCode = exitCodes.done;
    for (const one of shopsWithApi(context, checkShop(context, shop))) {
      const ran = await runJob(context, job, one, shopJobs[job]);
      const report = await describe(context, job, one, ran);
      reports.push(report);
      if (!json) (report.code === exitCodes.done ? print : warn)(report.line);
      if (report.code !== exitCodes.done) code = report.code;
      if (ran.kind === 'ran' && report.code === exitCodes.bug && ran.error instanceof Error)
        warn(ran.error.stack ?? '');
    }
    if (json) printJson(reports.map(({ code: _code, line: _line, ...report }) => report));
    return code;
  });
}

/** @throws CommandRefused when none has an `api` block */
export function shopsWithApi({ config }: Pick<Context, 'config'>, shop: string): string[] {
  const shops = Object.keys(config.apis);
  if (shop !== '' && !shops.includes(shop)) throw new CommandRefused(exitCodes.usage, 'shop-without-api', { shop });
  if (shops.length === 0) throw new CommandRefused(exitCodes.usage, 'no-shop-with-api');
  return shop === '' ? shops : [shop];
}

async function describe(
  { config }: Context,
  job: string,
  shop: string,
  ran: import('../flow/run-job.ts').Ran,
): Promise<
  { readonly code: ExitCode; readonly line: string; readonly shop: string } & Readonly<Record<string, unknown>>
> {
  const { countWords, sayItem } = await import('../flow/schedule.ts');
  const title = config.shops[shop]?.title ?? shop;
  const words = { shop: title, job: jobTitle(job) };
  if (ran.kind === 'busy') {
    const { sentence, remedy } = say('run-busy', { ...words, holder: `PID ${ran.holder.pid}` });
    return { code: exitCodes.busy, line: `${sentence} → ${remedy}`, shop, result: 'busy', sentence, remedy };
  }
  if (ran.kind === 'halted') {
    const { code, args, at } = ran.halt;
    const why = sayItem(code, args);
    const { sentence, remedy } = say('shop-halted', {
      shop,
      at: localTime(at),
      reason: why.sentence,
      remedy: why.remedy,
    });
    return { code: exitCodes.settings, line: `${sentence} → ${remedy}`, shop, result: 'halted', sentence, remedy };
  }
  const { run: record } = ran;
  const common = { shop, run: record.id, result: record.result, counts: record.counts, items: record.items };
  if (record.result === 'done') {
    const counts = countWords(record) || help.said.nothingDone;
    return { code: exitCodes.done, line: fill(help.said.ranDone, { ...words, counts }), ...common };
  }
  const [item] = record.items;
  const why = sayItem(item?.code ?? 'run-broke', item?.args);
  const line = `${title} ${words.job}: ${why.sentence} → ${why.remedy}`;
  return { code: codeOf[item?.kind ?? 'bug'] ?? exitCodes.bug, line, ...common, ...why };
}

const codeOf: Readonly<Record<string, ExitCode>> = {
  halt: exitCodes.settings,
  fix: exitCodes.input,
  retry: exitCodes.busy,
  unsure: exitCodes.input,
  pending: exitCodes.busy,
};
