import type { CommandModule } from 'yargs';
import { foldersOpenToOthers } from '../config/access.ts';
import { shopTitle } from '../config/shop-title.ts';
import { keptThings, type Retention } from '../core/retention.ts';
import { fill, help } from '../core/sentences/help.ts';
import { say } from '../core/sentences/index.ts';
import { jobTitle } from '../core/sentences/jobs.ts';
import { keptTitles, keptWords } from '../core/sentences/keeping.ts';
import type { Context } from '../flow/types.ts';
import { CommandRefused, exitCodes } from './exit.ts';
import { hastyLines } from './hasty-lines.ts';
import { saveMemory, withoutSaving } from './memory.ts';
import { type CommonArgs, logOption, withWorkspace } from './options.ts';
import { localTime, mutePrint, oneLine, print, warn } from './output.ts';
import { run } from './run.ts';
import { jobWords } from './shops.ts';
import { whenStopped } from './stop.ts';
import { printStopReport } from './stop-text.ts';
import { type Watched, watchOver } from './watch-over.ts';

interface StartArgs extends CommonArgs {
  readonly demo: boolean;
  readonly lab: boolean;
  readonly console: boolean;
  readonly engine: 'local' | 'pgboss';
  readonly log: 'plain' | 'json';
}

export const start: CommandModule<object, StartArgs> = {
  command: 'start',
  describe: help.commands.start,
  builder: (yargs) =>
    withWorkspace(yargs)
      .option('demo', { type: 'boolean', default: false, describe: help.options.demo })
      .option('lab', { type: 'boolean', default: true, hidden: true })
      .option('no-lab', { type: 'boolean', describe: help.options.noLab })
      .option('console', { type: 'boolean', default: true, hidden: true })
      .option('no-console', { type: 'boolean', describe: help.options.noConsole })
      .option('engine', {
        choices: ['local', 'pgboss'] as const,
        default: 'local',
        describe: help.options.engine,
      })
      .option('log', logOption) as never,
  handler: ({ C, demo, lab, console: wanted, engine: kind, log: format }) =>
    run(async () => {
      saveMemory();
      if (format === 'json') mutePrint();
      const [
        { openBridge },
        { afterDocument, followEdits, lastRunsOf, startBossJobs, startBridge, startJobs },
        { pauses, sayItem },
        { followingContext },
      ] = await Promise.all([
        import('../app.ts'),
        import('../flow/bridge/index.ts'),
        import('../flow/jobs/index.ts'),
        import('../flow/loading/index.ts'),
      ]);
      const stop = new AbortController();
      const { signal } = stop;
      const bridge = await openBridge(C, {
        env: process.env,
        tell: (line) => print(oneLine(line)),
        lock: true,
        startLab: lab,
        labLife: demo,
        signal,
      });
      let stoppedAt = '';
      let watched: Watched | undefined;
      try {
        whenStopped(() => {
          print(help.said.stopping);
          stoppedAt = bridge.context.now().toString();
          stop.abort();
        });
        watched = await watchOver(bridge.context, format);
        const { log } = watched;
        const following = followingContext(watched.context, process.env);
        const { context } = following;
        log?.event('started', { engine: kind });
        if (kind === 'pgboss' && context.config.database.kind !== 'postgres')
          throw new CommandRefused(exitCodes.settings, 'engine-needs-postgres');
        // Whoever tries it gets one address: the console's, which leads to the lab.
        if (bridge.lab && !(demo && wanted))
          print(fill(help.said.labAt, { panel: bridge.lab.panel, inbox: bridge.lab.mail.inbox }));
        for (const [shop, jobs] of Object.entries(context.config.jobs)) {
          const connection = help.connections[context.config.apis[shop]?.live ? 'live' : 'lab'];
          const title = shopTitle(context.config, shop);
          print(fill(help.said.jobsOf, { shop: title, connection, jobs: jobWords(jobs) }));
        }
        for (const line of await hastyLines(context.config)) print(line);
        for (const { shop, at, code, args } of await context.store.halts()) {
          const { sentence: reason, remedy } = sayItem(code, args);
          const said = say('shop-halted', { shop, at: localTime(at), reason, remedy });
          print(`${said.sentence} ${said.remedy}`);
        }
        for (const { job, shop, by, at } of await pauses(context.store)) {
          const words = { shop: shopTitle(context.config, shop), job: jobTitle(job), name: job, by, at: localTime(at) };
          print(fill(help.said.jobIsPaused, words));
        }
        for (const { folder, mode } of foldersOpenToOthers(context.config)) {
          const code = folder === context.config.data ? 'data-open-to-others' : 'folder-open-to-others';
          const said = say(code, { folder, mode });
          print(`${said.sentence} ${said.remedy}`);
        }
        const { retention } = context.config;
        if (retention) print(fill(help.said.retention, { list: retentionWords(retention) }));
        const onBug = (error: unknown) =>
          log ? log.broke(error) : warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
        const operators = wanted ? await openConsole(context, bridge.lab, onBug) : undefined;
        print(fill(help.said.watching, { inbox: context.config.inbox }));
        const engine =
          kind === 'pgboss'
            ? await startBossJobs(context, { signal, onBug })
            : startJobs(context, { signal, onBug, lastRuns: await lastRunsOf(context) });
        void followEdits(following, { signal, onBug });
        const onIntake = (document: Parameters<typeof afterDocument>[2]) => {
          log?.took(document);
          afterDocument(context, engine, document);
        };
        const endpoint = context.carrier?.() ? await openNotify(context, !demo) : undefined;
        try {
          await startBridge(context, { demo, signal, onIntake, hurry: withoutSaving });
        } finally {
          await operators?.close();
          stop.abort(); // whatever ended it: neither watcher nor jobs must keep the process alive
          await endpoint?.close();
          await engine.stopped;
          await tellStopped(context, stoppedAt);
          log?.event('stopped');
        }
      } finally {
        await watched?.close();
        await bridge.close();
      }
      return exitCodes.done;
    }),
};

/** The operator's console. Without users it never stands open to other machines: then nothing starts. */
async function openConsole(
  context: Context,
  lab: { readonly control: string } | undefined,
  onBug: (error: unknown) => void,
) {
  const { ConsoleRefused, startConsole } = await import('../web/server.ts');
  try {
    const running = await startConsole(context, { realNow: Temporal.Now.instant, onBug });
    if (running.warning) warn(`${running.warning.sentence} → ${running.warning.remedy}`);
    print(fill(help.said.consoleAt, { address: running.address }));
    if (lab) await tellLab(lab.control, running.address);
    return running;
  } catch (error) {
    if (!(error instanceof ConsoleRefused)) throw error;
    if (error.code === 'console-needs-users') throw new CommandRefused(exitCodes.settings, error.code, error.args);
    warn(`${error.message} → ${error.remedy}`);
    return undefined;
  }
}

/** The lab's pages link to the console. A lab that does not take it goes without. */
async function tellLab(control: string, address: string): Promise<void> {
  const body = new URLSearchParams({ url: address });
  const signal = AbortSignal.timeout(2000);
  await fetch(`${control}/console`, { method: 'POST', redirect: 'manual', body, signal }).catch(() => undefined);
}

/** Runs that are looked at for what was under way when the bridge was stopped. */
const lastRuns = 50;

const isLater = (at: string, than: string): boolean =>
  Temporal.Instant.compare(Temporal.Instant.from(at), Temporal.Instant.from(than)) >= 0;

/** What was under way when a person stopped the bridge is told, with what it had sent. */
async function tellStopped(context: Context, stoppedAt: string): Promise<void> {
  if (stoppedAt === '') return;
  const { rows } = await context.store.listRuns({}, { limit: lastRuns });
  const cut = rows.filter((one) => one.finishedAt === null || isLater(one.finishedAt, stoppedAt));
  const since = cut.map((one) => one.startedAt).sort()[0];
  if (since === undefined) return;
  const { stopReport } = await import('../flow/desk/stop-report.ts');
  printStopReport(await stopReport(context.store, since));
}

/** `受注の個人情報 180日、…` */
function retentionWords(retention: Retention): string {
  return keptThings
    .map((thing) => {
      const days = retention[thing];
      return `${keptTitles[thing]} ${days === null ? keptWords.forever : keptWords.days(days)}`;
    })
    .join('、');
}

/** Where B2 Cloud says that labels were printed. Without it numbers come by looking. */
async function openNotify(context: Context, isTold: boolean) {
  const { startNotifyEndpoint } = await import('../flow/b2/index.ts');
  try {
    const endpoint = await startNotifyEndpoint(context);
    if (isTold) print(fill(help.said.b2Notify, { base: endpoint.base }));
    return endpoint;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const said = say('b2-notify-port', { port: context.config.b2?.notifyPort ?? 0, reason: code });
    warn(`${said.sentence} → ${said.remedy}`);
    return undefined;
  }
}
