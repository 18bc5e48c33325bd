import type { CommandModule } from 'yargs';
import { help } from '../core/sentences/help.ts';
import { jobTitle, kindTitle, resultTitle, startedTitle } from '../core/sentences/jobs.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { localTime, print, printJson, printTable } from './output.ts';
import { type PageArgs, printList, withPage } from './paging.ts';
import { run } from './run.ts';

interface ListArgs extends PageArgs {
  readonly shop?: string;
}

interface ShowArgs extends JsonArgs {
  readonly id: string;
}

export const runs: CommandModule = {
  command: 'runs <command>',
  describe: help.commands.runs,
  builder: (yargs) =>
    yargs
      .command(
        ['list', '$0'],
        help.commands['runs list'],
        (y) => withPage(y).option('shop', shopOption),
        (args) => run(() => list(args as never)),
      )
      .command(
        'show <id>',
        help.commands['runs show'],
        (y) => withJson(y).positional('id', { type: 'string', demandOption: true, describe: help.arguments.runId }),
        (args) => run(() => show(args as never)),
      )
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

function list(args: ListArgs): Promise<ExitCode> {
  return withBridge(args.C, async (context) => {
    const { countWords } = await import('../flow/jobs/index.ts');
    // A shop that is no longer in the settings still has its history.
    await printList(
      args,
      (page) => context.store.listRuns({ shop: args.shop }, page),
      (rows) => {
        const { run: id, job, shop, started, startedBy, took, result, counts } = help.headings;
        printTable(
          [id, shop, job, started, startedBy, took, result, counts],
          rows.map((one) => [
            one.id,
            one.shop || context.config.name,
            jobTitle(one.job),
            localTime(one.startedAt),
            startedTitle(one.startedBy),
            tookWords(one.startedAt, one.finishedAt),
            resultTitle(one.result),
            countWords(one),
          ]),
        );
      },
    );
    return exitCodes.done;
  });
}

function show({ C, id, json }: ShowArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { countWords, sayItem } = await import('../flow/jobs/index.ts');
    const found = (await context.store.listRuns({ id }, { limit: 2 })).rows;
    const one = found.length === 1 ? await context.store.run(found[0]!.id) : undefined;
    if (!one) throw new CommandRefused(exitCodes.input, 'command-no-such-run', { id });
    const items = one.items.map((item) => ({ ...item, ...sayItem(item.code, item.args) }));
    if (json) {
      printJson({ ...one, items });
      return exitCodes.done;
    }
    print(`${one.id}  ${one.shop || context.config.name}  ${jobTitle(one.job)}  ${resultTitle(one.result)}`);
    print(
      `${localTime(one.startedAt)}  ${startedTitle(one.startedBy)}  ${tookWords(one.startedAt, one.finishedAt)}  ${countWords(one)}`,
    );
    if (items.length > 0) {
      const { key, outcome, reason } = help.headings;
      printTable(
        [key, outcome, reason],
        items.map((item) => [item.key, kindTitle(item.kind), `${item.sentence} ${item.remedy}`]),
      );
      const kept = items.filter((item) => item.evidence !== undefined);
      if (kept.length > 0) print(help.said.evidence);
      for (const { key: about, evidence } of kept) print(`  ${about}: ${evidence}`);
    }
    return exitCodes.done;
  });
}

function tookWords(from: string, to: string | null): string {
  if (to === null) return '';
  const ms = Temporal.Instant.from(to).since(Temporal.Instant.from(from)).total('milliseconds');
  return `${(ms / 1000).toFixed(1)}s`;
}
