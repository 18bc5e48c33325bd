import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandModule } from 'yargs';
import { fill, help } from '../core/sentences/help.ts';
import { jobStateTitle, jobTitle, resultTitle, startedTitle } from '../core/sentences/jobs.ts';
import type { JobView } from '../flow/desk/jobs.ts';
import type { Context } from '../flow/types.ts';
import { checkShop, withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { localTime, print, printJson, printTable } from './output.ts';
import { run } from './run.ts';
import { whenWords } from './shops.ts';
import { printStopReport } from './stop-text.ts';

interface JobArgs extends JsonArgs {
  readonly job: string;
  readonly shop?: string;
  readonly note?: string;
  readonly by?: string;
}

/** 連携ロボット: what runs when, and letting it stand still. */
export const jobs: CommandModule = {
  command: 'jobs <command>',
  describe: help.commands.jobs,
  builder: (yargs) => {
    const one = (y: typeof yargs) =>
      withJson(y)
        .positional('job', { type: 'string', demandOption: true, describe: help.arguments.job })
        .option('shop', shopOption)
        .option('note', { type: 'string', requiresArg: true, describe: help.options.note })
        .option('by', { type: 'string', requiresArg: true, describe: help.options.by });
    return yargs
      .command(
        ['list', '$0'],
        help.commands['jobs list'],
        (y) => withJson(y).option('shop', shopOption),
        (args) => run(() => list(args as never)),
      )
      .command('pause <job>', help.commands['jobs pause'], one as never, (args) =>
        run(() => pause(args as never, true)),
      )
      .command('resume <job>', help.commands['jobs resume'], one as never, (args) =>
        run(() => pause(args as never, false)),
      )
      .command('stop <job>', help.commands['jobs stop'], one as never, (args) => run(() => stop(args as never)))
      .demandCommand(1, help.wrong.noCommand);
  },
  handler: () => {},
};

function list({ C, shop, json }: JobArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { listJobs } = await import('../flow/desk/jobs.ts');
    const views = await listJobs(context, shop === undefined ? undefined : checkShop(context, shop));
    if (json) printJson(views);
    else {
      const { shop: of, job, state, when, next, last, result, startedBy } = help.headings;
      printTable(
        [of, job, state, when, next, last, result, startedBy],
        views.map((view) => [
          view.shop || context.config.name,
          jobTitle(view.job),
          jobStateTitle(view.state) + pauseWords(view),
          whenWords(view.when),
          view.next.map((at) => localTime(at).slice(5, 16)).join('、'),
          view.last ? localTime(view.last.startedAt).slice(0, 16) : '',
          view.last ? resultTitle(view.last.result) : '',
          startedTitle(view.last?.startedBy),
        ]),
      );
    }
    return exitCodes.done;
  });
}

const pauseWords = ({ pause }: JobView): string =>
  pause
    ? `（${[pause.by, localTime(pause.at).slice(5, 16), pause.note].filter((word) => word !== '').join(' ')}）`
    : '';

function pause(args: JobArgs, isPaused: boolean): Promise<ExitCode> {
  return withBridge(args.C, async (context) => {
    const { pauseJobs } = await import('../flow/desk/jobs.ts');
    const request = { ...requestOf(context, args), note: args.note ?? '' };
    const done = await pauseJobs(context, request, isPaused);
    if (done.length === 0) throw unknown(args.job);
    if (args.json) printJson(done);
    else
      for (const { shop, changed } of done) {
        const said = changed ? (isPaused ? help.said.jobPaused : help.said.jobResumed) : help.said.nothingChanged;
        print(fill(said, { shop: shop || context.config.name, job: jobTitle(args.job) }));
      }
    return exitCodes.done;
  });
}

/** Longest wait for a run to end, real ms: one call to a marketplace may take a minute. */
const patience = 90_000;

function stop(args: JobArgs): Promise<ExitCode> {
  return withBridge(args.C, async (context) => {
    const [{ stopRuns }, { stopReport }] = await Promise.all([
      import('../flow/desk/jobs.ts'),
      import('../flow/desk/stop-report.ts'),
    ]);
    const runs = await stopRuns(context, requestOf(context, args));
    if (runs.length === 0) {
      print(help.said.nothingRuns);
      return exitCodes.done;
    }
    let left = runs;
    for (let waited = 0; left.length > 0 && waited < patience; waited += 500) {
      await sleep(500);
      const still: (typeof left)[number][] = [];
      for (const one of left) if ((await context.store.run(one.id))?.result === 'running') still.push(one);
      left = still;
    }
    const since = runs.map((one) => one.startedAt).sort()[0]!;
    const report = await stopReport(context.store, since, args.shop);
    if (args.json) printJson({ runs: runs.map((one) => one.id), running: left.map((one) => one.id), ...report });
    else {
      print(left.length > 0 ? help.said.stillRuns : help.said.runStopped);
      printStopReport(report);
    }
    return left.length > 0 ? exitCodes.busy : exitCodes.done;
  });
}

function requestOf(context: Context, { job, shop, by }: JobArgs) {
  return { job, shop: shop === undefined ? undefined : checkShop(context, shop), actor: by ?? userInfo().username };
}

const unknown = (job: string) => new CommandRefused(exitCodes.usage, 'command-no-such-job', { job });
