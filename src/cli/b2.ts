import { userInfo } from 'node:os';
import type { CommandModule } from 'yargs';
import { b2Words } from '../core/sentences/b2-link.ts';
import { fill, help } from '../core/sentences/help.ts';
import { say } from '../core/sentences/index.ts';
import type { PageRequest } from '../store/types.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, withJson } from './options.ts';
import { localTime, print, printJson, printTable, printTree, warn } from './output.ts';
import { type PageArgs, printList, withPage } from './paging.ts';
import { run } from './run.ts';

interface LookArgs extends JsonArgs {
  readonly id?: string;
}

interface ReleaseArgs extends JsonArgs {
  readonly id: string;
  readonly note: string;
  readonly by?: string;
  readonly checked: boolean;
}

/** B2 Cloud by API: everything but the hand-over itself, which is `issue --route api`. */
export const b2: CommandModule = {
  command: 'b2 <command>',
  describe: help.commands.b2,
  builder: (yargs) =>
    yargs
      .command('probe', help.commands['b2 probe'], withJson, (args) => run(() => probe(args as never)))
      .command(['history', '$0'], help.commands['b2 history'], withPage, (args) => run(() => history(args as never)))
      .command(
        'look [id]',
        help.commands['b2 look'],
        (y) => withJson(y).positional('id', { type: 'string', describe: help.arguments.handOver }),
        (args) => run(() => look(args as never)),
      )
      .command(
        'release <id>',
        help.commands['b2 release'],
        (y) =>
          withJson(y)
            .positional('id', { type: 'string', demandOption: true, describe: help.arguments.handOverId })
            .option('note', { type: 'string', demandOption: true, requiresArg: true, describe: help.options.note })
            .option('by', { type: 'string', requiresArg: true, describe: help.options.by })
            .option('checked', { type: 'boolean', default: false, describe: help.options.checked }),
        (args) => run(() => release(args as never)),
      )
      .command('settings', help.commands['b2 settings'], withJson, (args) => run(() => settings(args as never)))
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

/** B14: one clear message. */
function probe({ C, json }: JsonArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { probeCarrier } = await import('../flow/desk/probe-carrier.ts');
    const said = await probeCarrier(context);
    if (!said) throw new CommandRefused(exitCodes.settings, 'b2-not-set-up');
    const { kind, code, sentence, remedy } = said;
    if (json) printJson({ kind, code, sentence, remedy });
    else if (kind === 'done') print(sentence);
    if (kind === 'done') return exitCodes.done;
    warn(`${sentence} → ${remedy}`);
    return kind === 'halt' ? exitCodes.settings : exitCodes.busy;
  });
}

/** 連携結果確認 (B13). */
function history(args: PageArgs): Promise<ExitCode> {
  return withBridge(args.C, async (context) => {
    const { linkHistory } = await import('../flow/b2/index.ts');
    const read = async (page: PageRequest) => {
      const { rows, next } = await linkHistory(context, page);
      return { rows: rows.map((one) => ({ ...one, ...say(one.code as never, one.args) })), next };
    };
    await printList(args, read, (rows) => {
      const { linkDirection, linkedAt, linkResult, linkOrders, linkShipments, handOver, reason } = help.headings;
      const results = { done: b2Words.success, partly: b2Words.partly, failed: b2Words.failure };
      printTable(
        [linkDirection, linkedAt, linkResult, linkOrders, linkShipments, handOver, reason],
        rows.map((one) => [
          one.direction === 'to-b2' ? b2Words.toB2 : b2Words.fromB2,
          localTime(one.at),
          results[one.result],
          String(one.orders),
          String(one.shipments),
          one.handOver,
          one.result === 'done' ? '' : one.sentence,
        ]),
      );
    });
    return exitCodes.done;
  });
}

function look({ C, id, json }: LookArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { lookNow } = await import('../flow/b2/index.ts');
    const all = await lookNow(context, id);
    if (id !== undefined && all.length === 0) throw new CommandRefused(exitCodes.input, 'b2-no-such-hand-over', { id });
    const views = all.map(({ handOver, registered, files, problem, looked }) => ({
      id: handOver.id,
      state: handOver.state,
      registered,
      files,
      looked,
      problem: problem ? { code: problem.code, ...say(problem.code, problem.args) } : null,
    }));
    if (json) printJson(views);
    else {
      if (views.length === 0) print(help.said.b2NothingOpen);
      for (const { id: one, state, registered, files } of views) {
        print(fill(help.said.b2Looked, { id: one, count: registered.length, state: b2Words.states[state] }));
        for (const each of registered) print(fill(help.said.b2Number, { ...each }));
        for (const file of files) print(fill(help.said.b2Labels, { file }));
      }
    }
    for (const { problem } of views) if (problem) warn(`${problem.sentence} → ${problem.remedy}`);
    return views.some((one) => one.problem !== null) ? exitCodes.input : exitCodes.done;
  });
}

function release({ C, id, note, by, checked, json }: ReleaseArgs): Promise<ExitCode> {
  if (note.trim() === '') throw new CommandRefused(exitCodes.usage, 'command-note-needed');
  return withBridge(C, async (context) => {
    const { B2Refused, releaseHandOver } = await import('../flow/b2/index.ts');
    try {
      const released = await releaseHandOver(context, id, { note, actor: by ?? userInfo().username, checked });
      if (json) printJson(released);
      else print(fill(help.said.b2Released, { id, count: released.released.length }));
      return exitCodes.done;
    } catch (error) {
      if (!(error instanceof B2Refused)) throw error;
      throw new CommandRefused(exitCodes.input, error.code, error.args);
    }
  });
}

/** B1: what is set, and where it comes from; secrets are named, never shown. */
function settings({ C, json }: JsonArgs): Promise<ExitCode> {
  return withBridge(C, async ({ config }) => {
    const { b2: own } = config;
    if (!own) throw new CommandRefused(exitCodes.settings, 'b2-not-set-up');
    const view = {
      connection: own.live ? help.connections.live : help.connections.lab,
      ...own.switches,
      api: own.settings,
      layout: own.layout,
      perRun: own.perRun,
      historyDays: config.retention?.['link-history'] ?? null,
      notifyPort: own.notifyPort,
      mail: own.mailTo.length > 0 ? own.mailTo : (config.mail?.to ?? []),
      shops: Object.fromEntries(
        Object.values(config.shops).map(({ name, sender, billing }) => [name, { sender, ...billing }]),
      ),
    };
    if (json) printJson(view);
    else printTree(view);
    return exitCodes.done;
  });
}
