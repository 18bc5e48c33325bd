import type { CommandModule } from 'yargs';
import { help } from '../core/sentences/help.ts';
import { jobTitle, kindTitle, resultTitle } from '../core/sentences/jobs.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { localTime, print, printJson, printTable } from './output.ts';
import { run } from './run.ts';

interface ListArgs extends JsonArgs {
  readonly shop?: string;
  readonly limit: string;
}

interface ShowArgs extends JsonArgs {
  readonly id: string;
}

/** How many runs are looked through for one by its number. */
const searched = 5000;

export const runs: CommandModule = {
  command: 'runs <command>',
  describe: help.commands.runs,
  builder: (yargs) =>
    yargs
      .command(
        ['list', '$0'],
        help.commands['runs list'],
        (y) =>
          withJson(y)
            .option('shop', shopOption)
            .option('limit', { type: 'string', default: '30', requiresArg: true, describe: help.options.limit }),
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

function list({ C, shop, limit, json }: ListArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { countWords } = await import('../flow/jobs/index.ts');
    const most = Math.max(1, Number(limit) || 30);
    // A shop that is no longer in the settings still has its history.
    const all = await context.store.runs(shop === undefined ? most : searched);
    const found = all.filter((one) => shop === undefined || one.shop === shop).slice(0, most);
    if (json) printJson(found);
    else if (found.length === 0) print(help.said.none);
    else {
      const { run: id, job, shop: shopTitle, started, took, result, counts } = help.headings;
      printTable(
        [id, shopTitle, job, started, took, result, counts],
        found.map((one) => [
          one.id,
          one.shop || context.config.name,
          jobTitle(one.job),
          localTime(one.startedAt),
          tookWords(one.startedAt, one.finishedAt),
          resultTitle(one.result),
          countWords(one),
        ]),
      );
    }
    return exitCodes.done;
  });
}

function show({ C, id, json }: ShowArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { countWords, sayItem } = await import('../flow/jobs/index.ts');
    const found = (await context.store.runs(searched)).filter((one) => one.id.startsWith(id));
    const [one] = found;
    if (!one || found.length > 1) throw new CommandRefused(exitCodes.input, 'command-no-such-run', { id });
    const items = one.items.map((item) => ({ ...item, ...sayItem(item.code, item.args) }));
    if (json) {
      printJson({ ...one, items });
      return exitCodes.done;
    }
    print(`${one.id}  ${one.shop || context.config.name}  ${jobTitle(one.job)}  ${resultTitle(one.result)}`);
    print(`${localTime(one.startedAt)}  ${tookWords(one.startedAt, one.finishedAt)}  ${countWords(one)}`);
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
