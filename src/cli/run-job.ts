import { userInfo } from 'node:os';
import type { CommandModule } from 'yargs';
import { shopTitle } from '../config/shop-title.ts';
import { isJobName, jobNames } from '../core/jobs.ts';
import { fill, help } from '../core/sentences/help.ts';
import { jobTitle, resultTitle } from '../core/sentences/jobs.ts';
import type { Context } from '../flow/types.ts';
import { checkShop, withBridge } from './bridge.ts';
import { readMoment } from './days.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { saveMemory } from './memory.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { localTime, print, printJson, warn } from './output.ts';
import { run } from './run.ts';
import { endAt, whenStopped } from './stop.ts';

interface RunArgs extends JsonArgs {
  /** A job of a shop, or `export:NAME`. */
  readonly job: string;
  readonly shop?: string;
  readonly from?: string;
  readonly to?: string;
  readonly all: boolean;
}

/** One run by hand, of one shop or of all that have an `api` block. Halted shops stand still here as well. */
export const runOnce: CommandModule<object, RunArgs> = {
  command: 'run <job>',
  describe: help.commands.run,
  builder: (yargs) =>
    withJson(yargs)
      .positional('job', { type: 'string', demandOption: true, describe: help.arguments.job })
      .option('shop', shopOption)
      .option('from', { type: 'string', requiresArg: true, describe: help.options.pullFrom })
      .option('to', { type: 'string', requiresArg: true, describe: help.options.pullTo })
      .option('all', { type: 'boolean', default: false, describe: help.options.allOrders }) as never,
  handler: (args) => {
    if (args.all && args.job !== 'notify')
      return run(() => Promise.reject(new CommandRefused(exitCodes.usage, 'command-all-notify', { job: args.job })));
    // A pull waits for the marketplace's limits, not for the processor: memory is collected early instead of late.
    saveMemory();
    return run(() => runAll(args));
  },
};

async function runAll({ C, job, shop, from, to, json, all }: RunArgs): Promise<ExitCode> {
  if (job !== 'pull' && (from !== undefined || to !== undefined)) {
    throw new CommandRefused(exitCodes.usage, 'command-range-only-pull');
  }
  if (to !== undefined && from === undefined)
    throw new CommandRefused(exitCodes.usage, 'command-option-needed', { option: '--from' });
  const since = from === undefined ? undefined : readMoment(from);
  const until = to === undefined ? undefined : readMoment(to, { end: true });
  const runs = async (context: Context): Promise<ExitCode> => {
    const { notifyAllJob, workOf } = await import('../flow/work/index.ts');
    const own = workOf(context, job);
    if (!own) throw unknownJob(context, job);
    const { pullRange } = await import('../flow/pull/index.ts');
    const range = since === undefined ? undefined : checkedRange(since, until, context.now());
    const usual = all ? notifyAllJob : own;
    const work = range ? (ctx: Context, one: string) => pullRange(ctx, one, range) : usual;
    const { interruptRuns, runJob } = await import('../flow/jobs/index.ts');
    const reports = [];
    let code: ExitCode = exitCodes.done;
    const named = checkShop(context, shop);
    // Shops without an API are told by files: a look at all orders is for them, too.
    const isForAll = all || job === 'issue';
    // Of the workspace: exports and the jobs of each day.
    const isExport = !isJobName(job);
    if (isExport && named !== '') throw new CommandRefused(exitCodes.usage, 'command-export-shop');
    const shops = isExport ? [''] : isForAll ? Object.keys(context.config.shops) : shopsWithApi(context, named);
    if (job === 'issue' || isExport) await (await import('../flow/standing/index.ts')).checkBefore(context, 'command');
    const because = { kind: 'person', name: userInfo().username } as const;
    const asked = named === '' ? shops : [named];
    // Whatever becomes of that: a second press ends it at once.
    whenStopped((signal) => {
      const end = () => endAt(signal);
      void interruptRuns(context, job, asked).then(end, end);
    });
    // Side by side, so that no shop waits for another's limit of calls; said in the order of the settings.
    const started = asked.map((one) => [one, runJob(context, job, one, work, undefined, because)] as const);
    const ended = Promise.allSettled(started.map(([, running]) => running));
    for (const [one, running] of started) {
      const ran = await running.catch(afterAll(ended));
      const report = await describe(context, job, one, ran);
      reports.push(report);
      if (!json) {
        (report.code === exitCodes.done ? print : warn)(report.line);
        for (const line of report.details.slice(0, shown)) warn(line);
        if (report.details.length > shown) warn(fill(help.said.more, { count: report.details.length - shown }));
      }
      if (report.code !== exitCodes.done) code = report.code;
      if (ran.kind === 'ran' && report.code === exitCodes.bug && ran.error instanceof Error)
        warn(ran.error.stack ?? '');
    }
    if (json) printJson(reports.map(({ code: _code, line: _line, details: _details, ...report }) => report));
    return code;
  };
  return withBridge(C, runs, { progress: !json });
}

function unknownJob({ config }: Pick<Context, 'config'>, job: string): CommandRefused {
  const known = [
    ...jobNames,
    'summary',
    'probe',
    'silence',
    ...Object.keys(config.exports ?? {}).map((name) => `export:${name}`),
  ];
  return new CommandRefused(exitCodes.usage, 'command-unknown-job', { job, known: known.join(' ') });
}

/** What one shop throws is thrown when the others have ended: nothing is closed under their feet. */
const afterAll = (ended: Promise<unknown>) => async (error: unknown) => {
  await ended;
  throw error;
};

/** A range ends now at the latest. */
function checkedRange(from: string, to: string | undefined, now: Temporal.Instant): { from: string; to: string } {
  const begin = Temporal.Instant.from(from);
  const wanted = to === undefined ? now : Temporal.Instant.from(to);
  const end = Temporal.Instant.compare(wanted, now) > 0 ? now : wanted;
  if (Temporal.Instant.compare(begin, end) >= 0) {
    throw new CommandRefused(exitCodes.usage, 'command-bad-range', {
      from: localTime(from),
      to: localTime(end.toString()),
    });
  }
  return { from, to: end.toString() };
}

/** @throws CommandRefused when none has an `api` block */
export function shopsWithApi({ config }: Pick<Context, 'config'>, shop: string): string[] {
  const shops = Object.keys(config.apis);
  if (shop !== '' && !shops.includes(shop)) throw new CommandRefused(exitCodes.usage, 'shop-without-api', { shop });
  if (shops.length === 0) throw new CommandRefused(exitCodes.usage, 'no-shop-with-api');
  return shop === '' ? shops : [shop];
}

interface Report extends Readonly<Record<string, unknown>> {
  readonly code: ExitCode;
  readonly line: string;
  /** What is to be done about single orders or goods. */
  readonly details: readonly string[];
  readonly shop: string;
}

/** Items of a run that are said; `runs show` has all. */
const shown = 20;

async function describe(
  { config }: Context,
  job: string,
  shop: string,
  ran: import('../flow/jobs/index.ts').Ran,
): Promise<Report> {
  const [{ countWords, sayItem }, { whyNotRan }] = await Promise.all([
    import('../flow/jobs/index.ts'),
    import('../flow/desk/run-now.ts'),
  ]);
  const title = shopTitle(config, shop);
  const words = { shop: title, job: jobTitle(job) };
  if (ran.kind !== 'ran') {
    const { sentence, remedy, result } = whyNotRan(ran, { job, shop: title, name: shop, time: localTime });
    return {
      code: result === 'halted' ? exitCodes.settings : exitCodes.busy,
      line: `${sentence} → ${remedy}`,
      details: [],
      ...{ shop, result, sentence, remedy },
    };
  }
  const { run: record } = ran;
  const common = { shop, run: record.id, result: record.result, counts: record.counts, items: record.items };
  const items = record.items.map((item) => ({ ...item, ...sayItem(item.code, item.args) }));
  const failed = items.filter(({ kind }) => kind in codeOf);
  const code = worst.find((kind) => failed.some((item) => item.kind === kind));
  const counts = countWords(record) || help.said.nothingDone;
  return {
    code: code ? codeOf[code]! : exitCodes.done,
    line: fill(help.said.ranDone, { ...words, counts: record.result === 'done' ? counts : resultTitle(record.result) }),
    details: failed.map((item) => `  ${[item.key, item.sentence].filter(Boolean).join(': ')} → ${item.remedy}`),
    ...common,
  };
}

/** Kinds of items that mean more than "done" for the exit code, the gravest first. */
const worst = ['halt', 'bug', 'fix', 'unsure', 'retry'];

const codeOf: Readonly<Record<string, ExitCode>> = {
  halt: exitCodes.settings,
  bug: exitCodes.bug,
  fix: exitCodes.input,
  unsure: exitCodes.input,
  retry: exitCodes.busy,
};
