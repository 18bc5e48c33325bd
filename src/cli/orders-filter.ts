import type { Argv } from 'yargs';
import { help } from '../core/sentences/help.ts';
import { listWords } from '../core/sentences/list-words.ts';
import { type ShipmentState, stateTitles } from '../core/shipment.ts';
import type { Context } from '../flow/types.ts';
import type { OrderListFilter } from '../store/types.ts';
import { checkShop } from './bridge.ts';
import { checkDay } from './days.ts';
import { CommandRefused, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption } from './options.ts';

/** What lists of orders are narrowed by. */
export interface ListArgs extends JsonArgs {
  readonly shop?: string;
  readonly state?: ShipmentState[];
  readonly hold?: string[];
  readonly method?: string[];
  readonly tag?: string[];
  readonly search?: string;
  readonly from?: string;
  readonly to?: string;
}

const several = { type: 'string', array: true, requiresArg: true } as const;

export const withFilter = <T>(yargs: Argv<T>) =>
  yargs
    .option('shop', shopOption)
    .option('search', { type: 'string', requiresArg: true, describe: help.options.search })
    .option('hold', { ...several, describe: help.options.holdCode })
    .option('method', { ...several, describe: listWords.method })
    .option('tag', { ...several, describe: listWords.tag })
    .option('from', { type: 'string', requiresArg: true, describe: help.options.fromDay })
    .option('to', { type: 'string', requiresArg: true, describe: help.options.toDay })
    .option('state', { ...several, choices: Object.keys(stateTitles), describe: help.options.state });

/** What a named view adds to the filter of the command line: `--view`, with `--user`. */
export interface ViewArgs {
  readonly view?: string;
  readonly user?: string;
}

export const withView = <T>(yargs: Argv<T>) =>
  yargs
    .option('view', { type: 'string', requiresArg: true, describe: listWords.view })
    .option('user', { type: 'string', requiresArg: true, describe: listWords.user });

/** @throws CommandRefused when a day cannot be read, a shop or the view is not known */
export async function filterOf(context: Context, args: ListArgs & ViewArgs): Promise<OrderListFilter> {
  const { state, hold, method, tag, search, from, to, view, user = '' } = args;
  for (const day of [from, to]) checkDay(day);
  const own = { states: state, holds: hold, methods: method, tags: tag, search, from, to };
  const shop = checkShop(context, args.shop) || undefined;
  const filter = { ...own, shop };
  if (view === undefined) return filter;
  const { listViews } = await import('../flow/desk/views.ts');
  const { toFilter } = await import('../flow/desk/orders-query.ts');
  const known = (await listViews(context, user)).find((one) => one.name === view);
  if (!known) throw new CommandRefused(exitCodes.input, 'view-unknown', { name: view });
  const said = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
  return { ...toFilter(known.query), ...said };
}
