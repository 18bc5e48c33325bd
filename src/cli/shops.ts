import { userInfo } from 'node:os';
import type { CommandModule } from 'yargs';
import { shopTitle } from '../config/shop-title.ts';
import { durationWords } from '../config/when-words.ts';
import { fill, help } from '../core/sentences/help.ts';
import { cronText, jobTitle } from '../core/sentences/jobs.ts';
import { stockWords } from '../core/sentences/stock-words.ts';
import type { When } from '../core/when.ts';
import type { ShopStand } from '../flow/desk/open-shop.ts';
import { checkShop, withBridge } from './bridge.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { hastyLines } from './hasty-lines.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { print, printJson, printTable, warn } from './output.ts';
import { run } from './run.ts';
import { shopsWithApi } from './run-job.ts';
import { type AddArgs, add } from './shops-add.ts';

interface ShopArgs extends JsonArgs {
  readonly shop?: string;
}

export const shops: CommandModule = {
  command: 'shops <command>',
  describe: help.commands.shops,
  builder: (yargs) =>
    yargs
      .command(
        ['list', '$0'],
        help.commands['shops list'],
        (y) => withJson(y),
        (args) => run(() => list(args as never)),
      )
      .command(
        'probe',
        help.commands['shops probe'],
        (y) => withJson(y).option('shop', shopOption),
        (args) => run(() => probe(args as never)),
      )
      .command(
        'items <shop>',
        stockWords.commands.items,
        (y) =>
          withJson(y)
            .positional('shop', { type: 'string', demandOption: true, describe: stockWords.arguments.shop })
            .option('map', { type: 'boolean', default: false, describe: stockWords.options.map })
            .option('dry-run', { type: 'boolean', default: false, describe: help.options.dryRun })
            .option('by', { type: 'string', requiresArg: true, describe: help.options.by }),
        (args) => run(async () => (await import('./stock-shops.ts')).items(args as never)),
      )
      .command(
        'open <shop>',
        help.commands['shops open'],
        (y) =>
          withJson(y)
            .positional('shop', { type: 'string', demandOption: true, describe: stockWords.arguments.shop })
            .option('from', { type: 'string', demandOption: true, requiresArg: true, describe: help.options.openFrom })
            .option('by', { type: 'string', requiresArg: true, describe: help.options.by }),
        (args) => run(async () => (await import('./shops-open.ts')).open(args as never)),
      )
      .command(
        'add <marketplace>',
        help.commands['shops add'],
        (y) =>
          withJson(y)
            .positional('marketplace', { type: 'string', demandOption: true, describe: help.arguments.connector })
            .option('shop', { type: 'string', requiresArg: true, describe: help.options.shopName })
            .option('title', { type: 'string', requiresArg: true, describe: help.options.shopTitle })
            .option('set', { type: 'string', array: true, requiresArg: true, default: [], describe: help.options.set })
            .option('live', { type: 'boolean', default: false, describe: help.options.live })
            .option('copy-layouts', { type: 'boolean', default: false, describe: help.options.copyLayouts })
            .option('without', {
              type: 'string',
              array: true,
              requiresArg: true,
              default: [],
              describe: help.options.without,
            })
            .option('update', { type: 'boolean', default: false, describe: help.options.updateShop }),
        (args) => run(() => addAndProbe(args as never)),
      )
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

function list({ C, json }: ShopArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { listShops } = await import('../flow/desk/shops.ts');
    const views = await listShops(context);
    if (json) printJson(views);
    else {
      const { shop, title, marketplace, connection, goLive, jobs, halted } = help.headings;
      printTable(
        [shop, title, marketplace, connection, goLive, jobs, halted],
        views.map((view) => [
          view.shop,
          view.title,
          view.marketplace,
          help.connections[view.connection],
          standWords(view.goLive),
          jobWords(view.jobs),
          view.halted?.sentence ?? '',
        ]),
      );
    }
    return exitCodes.done;
  });
}

function probe({ C, shop, json }: ShopArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { probeShop } = await import('../flow/desk/shops.ts');
    const views = [];
    let code: ExitCode = exitCodes.done;
    for (const line of await hastyLines(context.config)) warn(line);
    for (const one of shopsWithApi(context, checkShop(context, shop))) {
      const view = await probeShop(context, one, userInfo().username);
      views.push(view);
      const line = `${one}: ${view.sentence}${view.kind === 'done' ? '' : ` → ${view.remedy}`}`;
      if (!json) (view.kind === 'done' ? print : warn)(line);
      if (!json && view.kind === 'done' && view.keyEnd !== '') print(`${one}: ${view.keyEnd}`);
      if (!json && view.note) warn(`${one}: ${view.note.sentence} → ${view.note.remedy}`);
      if (!json && view.resumed) print(fill(help.said.goesOn, { shop: one }));
      if (view.kind !== 'done') code = view.kind === 'retry' ? exitCodes.busy : exitCodes.settings;
    }
    if (json) printJson(views);
    return code;
  });
}

async function addAndProbe(args: AddArgs): Promise<ExitCode> {
  const shop = await add(args);
  const { loadWorkspaceConfig } = await import('../app.ts');
  const config = loadWorkspaceConfig(args.C);
  const connection = help.connections[config.apis[shop]?.live ? 'live' : 'lab'];
  const jobs = jobWords(config.jobs[shop] ?? {});
  warn(fill(help.said.jobsOf, { shop: shopTitle(config, shop), connection, jobs }));
  return probe({ C: args.C, shop, json: args.json });
}

function standWords({ state, from }: ShopStand): string {
  return from === null ? help.goLive[state] : fill(help.goLive.from, { from });
}

/** `受注の取得 15mごと、出荷通知 5mごと` */
export function jobWords(jobs: Readonly<Record<string, When>>): string {
  return Object.entries(jobs)
    .map(([name, when]) => `${jobTitle(name)} ${whenWords(when)}`)
    .join('、');
}

/** `15mごと・取り込みのあと` */
export function whenWords({ every, cron, after }: When): string {
  const words = [
    every === undefined ? '' : fill(help.said.every, { every: durationWords(every) }),
    cron === undefined ? '' : cronText(cron),
    after ? fill(help.said.afterJob, { job: jobTitle(after.job) }) : '',
  ];
  return words.filter((word) => word !== '').join('・') || help.said.byHand;
}
