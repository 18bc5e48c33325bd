import { b2 } from './b2.ts';
import { backup, restore } from './backup.ts';
import { convert } from './convert.ts';
import { exportFiles } from './exports.ts';
import { forget } from './forget.ts';
import { holds } from './holds.ts';
import { init } from './init.ts';
import { intake } from './intake.ts';
import { issue } from './issue.ts';
import { jobs } from './jobs.ts';
import { lab } from './lab.ts';
import { layouts } from './layouts.ts';
import { mails } from './mails.ts';
import { commandsOfMarketplaces } from './marketplaces.ts';
import { masters } from './masters.ts';
import { notices } from './notices.ts';
import { orders } from './orders.ts';
import { parseWith } from './parser.ts';
import { replay } from './replay.ts';
import { report } from './report.ts';
import { rules } from './rules.ts';
import { runOnce } from './run-job.ts';
import { runs } from './runs.ts';
import { secrets } from './secrets.ts';
import { service } from './service.ts';
import { settings } from './settings.ts';
import { shops } from './shops.ts';
import { start } from './start.ts';
import { stock } from './stock.ts';
import { store } from './store.ts';
import { users } from './users.ts';
import { worker } from './worker.ts';

/** Parses the command line and runs the command. Each command loads what it needs only when it runs. */
export const commandLine = (args: readonly string[]): Promise<void> =>
  parseWith(args, (parser) =>
    parser
      .command(init)
      .command(start)
      .command(worker)
      .command(intake)
      .command(convert)
      .command(issue)
      .command(b2)
      .command(orders)
      .command(commandsOfMarketplaces)
      .command(holds)
      .command(notices)
      .command(mails)
      .command(stock)
      .command(runOnce)
      .command(runs)
      .command(jobs)
      .command(exportFiles)
      .command(shops)
      .command(settings)
      .command(secrets)
      .command(users)
      .command(layouts)
      .command(masters)
      .command(rules)
      .command(report)
      .command(forget)
      .command(backup)
      .command(restore)
      .command(store)
      .command(replay)
      .command(lab)
      .command(service),
  );
