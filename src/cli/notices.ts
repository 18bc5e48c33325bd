import { userInfo } from 'node:os';
import type { CommandModule } from 'yargs';
import { type LinkState, linkStateTitles, type NoticeKind, noticeKinds, sentAgain } from '../core/notices.ts';
import { fill, help } from '../core/sentences/help.ts';
import { jobTitle } from '../core/sentences/jobs.ts';
import type { NoticeView } from '../flow/desk/notices.ts';
import type { Context } from '../flow/types.ts';
import type { NoticeState } from '../store/types.ts';
import { checkShop, withBridge } from './bridge.ts';
import { checkDay } from './days.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { type JsonArgs, shopOption, withJson } from './options.ts';
import { localTime, print, printJson, printTable, warn } from './output.ts';
import { type PageArgs, printList, withPage } from './paging.ts';
import { run } from './run.ts';

interface Selection extends JsonArgs {
  readonly shop?: string;
  readonly kind?: NoticeKind[];
  readonly order?: string[];
}

interface ListArgs extends Selection, PageArgs {
  readonly state?: NoticeState[];
}

interface RetryArgs extends Selection {
  readonly ids?: string[];
  readonly checked: boolean;
}

interface ResendArgs extends JsonArgs {
  readonly numbers?: string[];
  readonly shop: string;
  readonly kind: NoticeKind;
  readonly from?: string;
  readonly to?: string;
  readonly dryRun: boolean;
}

interface MarkArgs extends JsonArgs {
  readonly number: string;
  readonly shop?: string;
  readonly by?: string;
}

/** Notices to marketplaces, of every kind (連携履歴): what is under way, sending again by hand, and what was done by hand. */
export const notices: CommandModule = {
  command: 'notices <command>',
  describe: help.commands.notices,
  builder: (yargs) =>
    yargs
      .command(
        ['list', '$0'],
        help.commands['notices list'],
        (y) =>
          withPage(withSelection(y)).option('state', {
            type: 'string',
            array: true,
            requiresArg: true,
            choices: Object.keys(help.toldStates).filter((state) => state !== 'not-told'),
            describe: help.options.state,
          }),
        (args) => run(() => list(args as never)),
      )
      .command(
        'retry [ids..]',
        help.commands['notices retry'],
        (y) =>
          withSelection(y)
            .positional('ids', { type: 'string', array: true, describe: help.arguments.notices })
            .option('checked', { type: 'boolean', default: false, describe: help.options.checkedNotice }),
        (args) => run(() => retry(args as never)),
      )
      .command(
        'resend [numbers..]',
        help.commands['notices resend'],
        (y) =>
          withJson(y)
            .positional('numbers', { type: 'string', array: true, describe: help.arguments.number })
            .option('shop', { ...shopOption, demandOption: true })
            .option('kind', { ...kindOption, choices: sentAgain, default: 'ship' })
            .option('from', { type: 'string', requiresArg: true, describe: help.options.fromDay })
            .option('to', { type: 'string', requiresArg: true, describe: help.options.toDay })
            .option('dry-run', { type: 'boolean', default: false, describe: help.options.dryRun }),
        (args) => run(() => resend(args as never)),
      )
      .command(
        'done <number>',
        help.commands['notices done'],
        (y) => withMark(y).option('kind', { ...kindOption, demandOption: true }),
        (args) => run(() => mark(args as never, { kind: (args as unknown as { kind: NoticeKind }).kind })),
      )
      .command(
        'link <number>',
        help.commands['notices link'],
        (y) =>
          withMark(y).option('state', {
            type: 'string',
            requiresArg: true,
            demandOption: true,
            choices: Object.keys(linkStateTitles),
            describe: help.options.linkState,
          }),
        (args) => run(() => mark(args as never, (args as unknown as { state: LinkState }).state)),
      )
      .demandCommand(1, help.wrong.noCommand),
  handler: () => {},
};

const kindOption = {
  type: 'string',
  requiresArg: true,
  choices: noticeKinds,
  describe: help.options.noticeKind,
} as const;

const withSelection = (yargs: Parameters<typeof withJson>[0]) =>
  withJson(yargs)
    .option('shop', shopOption)
    .option('kind', { ...kindOption, array: true })
    .option('orders', {
      alias: 'order',
      type: 'string',
      array: true,
      requiresArg: true,
      describe: help.options.noticeOrder,
    });

const withMark = (yargs: Parameters<typeof withJson>[0]) =>
  withJson(yargs)
    .positional('number', { type: 'string', demandOption: true, describe: help.arguments.number })
    .option('shop', shopOption)
    .option('by', { type: 'string', requiresArg: true, describe: help.options.by });

function filterOf(context: Pick<Context, 'config'>, { shop, kind, order }: Selection) {
  const name = checkShop(context, shop);
  return { ...(name !== '' && { shop: name }), ...(kind && { kinds: kind }), ...(order && { orderNumbers: order }) };
}

function list(args: ListArgs): Promise<ExitCode> {
  return withBridge(args.C, async (context) => {
    const { pageNotices } = await import('../flow/desk/notices.ts');
    const filter = { ...filterOf(context, args), ...(args.state && { states: args.state }) };
    await printList(args, (page) => pageNotices(context, filter, page), show);
    return exitCodes.done;
  });
}

function show(views: readonly NoticeView[]): void {
  const { notice, shop, number, noticeKind, state, since, reason } = help.headings;
  printTable(
    [notice, shop, number, noticeKind, state, since, reason],
    views.map((view) => [
      view.id.slice(0, 8),
      view.shop,
      view.customerNo || view.number,
      view.title,
      help.toldStates[view.state] ?? view.state,
      localTime(view.reservedAt),
      reasonOf(view),
    ]),
  );
}

function reasonOf({ waitsFor, sentence, remedy }: NoticeView): string {
  const waits = waitsFor.length > 0 ? fill(help.said.noticeWaits, { kinds: waitsFor.map(jobTitle).join('・') }) : '';
  return [waits, sentence, remedy].filter((part) => part !== '').join(' ');
}

function retry(args: RetryArgs): Promise<ExitCode> {
  const { ids, shop, kind, order } = args;
  // Everything of every shop is never meant.
  if ([shop, kind, order].every((one) => one === undefined) && (ids ?? []).length === 0)
    throw new CommandRefused(exitCodes.usage, 'command-notices-what');
  return withBridge(args.C, async (context) => {
    const { retryNotices } = await import('../flow/desk/notices.ts');
    const filter = { ...filterOf(context, args), ...(ids && ids.length > 0 && { ids }) };
    const { retried, leftOut } = await retryNotices(context, filter, {
      actor: userInfo().username,
      checked: args.checked,
    });
    if (args.json) printJson({ retried, leftOut });
    else print(fill(help.said.noticesRetried, { count: retried.length }));
    for (const left of leftOut) warn(`${left.number}: ${left.sentence} → ${left.remedy}`);
    return leftOut.length === 0 ? exitCodes.done : exitCodes.input;
  });
}

function resend({ C, shop, kind, numbers = [], from, to, dryRun, json }: ResendArgs): Promise<ExitCode> {
  // Every order of a shop is never meant.
  if (numbers.length === 0 && (from === undefined || to === undefined))
    throw new CommandRefused(exitCodes.usage, 'command-notices-what');
  checkDay(from);
  checkDay(to);
  const days = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  return withBridge(C, async (context) => {
    const { resendNotices } = await import('../flow/desk/resend.ts');
    const search = { shop: checkShop(context, shop), kind, ...(numbers.length > 0 ? { numbers } : days) };
    const { requested, leftOut } = await resendNotices(context, search, { dryRun, actor: userInfo().username });
    if (json) printJson({ requested, leftOut });
    else print(fill(dryRun ? help.said.noticesResendable : help.said.noticesRetried, { count: requested.length }));
    for (const left of leftOut) warn(`${left.customerNo || left.number}: ${left.sentence} → ${left.remedy}`);
    return leftOut.length === 0 ? exitCodes.done : exitCodes.input;
  });
}

function mark({ C, number, shop, by, json }: MarkArgs, done: LinkState | { kind: NoticeKind }): Promise<ExitCode> {
  return withBridge(C, async (context) => {
    const [{ markByHand }, { findOrders }] = await Promise.all([
      import('../flow/desk/link-state.ts'),
      import('../flow/desk/orders.ts'),
    ]);
    const found = await findOrders(context, number, checkShop(context, shop) || undefined);
    const shops = found.map((one) => one.order.shop);
    if (shops.length > 1)
      throw new CommandRefused(exitCodes.input, 'order-in-several-shops', { number, shops: shops.join('・') });
    const [one] = found;
    if (!one) throw new CommandRefused(exitCodes.input, 'command-no-such-order', { number });
    const marked = await markByHand(context, one.order.shop, one.order.order.number, done, by ?? userInfo().username);
    if ('problem' in marked) {
      const { sentence, remedy } = marked.problem;
      if (json) printJson(marked);
      warn(`${sentence} → ${remedy}`);
      return exitCodes.input;
    }
    if (json) printJson(marked);
    else {
      const { number: known } = one.order.order;
      print(
        typeof done === 'string'
          ? fill(help.said.noticeMarked, { number: known, what: linkStateTitles[done] })
          : fill(help.said.noticeDone, { number: known, what: jobTitle(done.kind) }),
      );
    }
    return exitCodes.done;
  });
}
