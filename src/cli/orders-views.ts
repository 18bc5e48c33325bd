import type { Argv } from 'yargs';
import { fill } from '../core/sentences/fill.ts';
import { listWords as words } from '../core/sentences/list-words.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { withJson } from './options.ts';
import { type ListArgs, withFilter } from './orders-filter.ts';
import { oneLine, print, printJson, printTable, warn } from './output.ts';
import { run } from './run.ts';

interface ViewsArgs extends ListArgs {
  readonly save?: string;
  readonly remove?: string;
  readonly user: string;
}

/** `orders views`: named lists of 受注一覧. */
export const withViews = (yargs: Argv): Argv =>
  yargs.command(
    'views',
    words.views,
    (y) =>
      withFilter(withJson(y))
        .option('save', { type: 'string', requiresArg: true, conflicts: 'remove', describe: words.save })
        .option('remove', { type: 'string', requiresArg: true, describe: words.remove })
        .option('user', { type: 'string', requiresArg: true, default: '', describe: words.user }),
    (args) => run(() => views(args as never)),
  );

function views({ C, save, remove, user, json, ...wanted }: ViewsArgs): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const { listViews, removeView, saveView } = await import('../flow/desk/views.ts');
    const { queryText, readQuery } = await import('../flow/desk/orders-query.ts');
    if (save !== undefined) {
      const { search = '', state = [], hold = [], method = [], tag = [], shop = '', from = '', to = '' } = wanted;
      // The page's filter has one choice of each.
      const one = ([first = '']: readonly string[]) => first;
      const named = { search, shop, from, to, state: one(state), hold: one(hold), method: one(method), tag: one(tag) };
      const { refused } = await saveView(context, user, {
        name: save,
        query: readQuery(context, new URLSearchParams(named)),
      });
      if (refused) {
        warn(refused.sentence);
        warn(`  → ${refused.remedy}`);
        return exitCodes.input;
      }
      if (!json) print(fill(words.saved, { name: oneLine(save.trim()) }));
    }
    if (remove !== undefined) {
      const name = await removeView(context, user, remove);
      if (name === undefined) throw new CommandRefused(exitCodes.input, 'view-unknown', { name: remove });
      if (!json) print(fill(words.removed, { name: oneLine(name) }));
    }
    const known = (await listViews(context, user)).map(({ name, query }) => ({ name, query: queryText(query) }));
    if (json) printJson(known);
    else if (known.length === 0) print(words.none);
    else
      printTable(
        [words.headings.name, words.headings.query],
        known.map(({ name, query }) => [oneLine(name), decodeURIComponent(query.replaceAll('+', ' '))]),
      );
    return exitCodes.done;
  });
}
