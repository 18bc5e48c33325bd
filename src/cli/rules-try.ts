import { fill, help } from '../core/sentences/help.ts';
import { actionTitles } from '../core/sentences/rule-words.ts';
import { withBridge } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { print, printJson, printTable, warn } from './output.ts';

interface TryArgs extends JsonArgs {
  readonly names: readonly string[];
  readonly orders: string;
  readonly shop?: string;
  readonly limit: number;
}

/** `--orders`: `last-week`, or so many days. */
const spans: Readonly<Record<string, number>> = { today: 0, 'last-week': 7, 'last-month': 31 };

/** `rules try`: what rules would change on stored orders (or a file) before they are switched on. Stores nothing. */
export async function tryRuleFile({ C, names, orders, shop, limit, json }: TryArgs): Promise<ExitCode> {
  return withBridge(
    C,
    async (context) => {
      const { checkShop } = await import('./bridge.ts');
      const { readInput } = await import('./read-input.ts');
      const { tryRules } = await import('../flow/desk/try-rules.ts');
      await checkNames(context.rules?.rules.map((one) => one.name) ?? [], names);
      const days = spans[orders];
      const wanted = days === undefined ? { file: readInput(orders, context.config.limits.fileBytes) } : { days };
      const report = await tryRules(context, { shop: checkShop(context, shop), rules: names, orders: wanted });
      if (json) {
        printJson(report);
        return report.problems.length > 0 ? exitCodes.input : exitCodes.done;
      }
      const { number, what, before, after, rule, matched, unsure, name, title, ruleOn } = help.headings;
      printTable(
        [number, what, before, after, rule],
        report.changes
          .slice(0, limit)
          .map((one) => [one.customerNo, help.shown[one.field], one.before, one.after, one.rules.join('・')]),
      );
      if (report.changes.length > limit) print(fill(help.said.more, { count: report.changes.length - limit }));
      printTable(
        [name, ruleOn, matched, unsure, title],
        report.rules.map((one) => [
          one.name,
          help.onOff[one.on ? 'on' : 'off'],
          String(one.matched),
          String(one.unsure),
          one.title,
        ]),
      );
      print(
        fill(help.said.rulesTried, {
          orders: report.orders,
          changed: report.changed,
          conflicts: report.conflicts.length,
        }),
      );
      for (const one of report.conflicts.slice(0, limit))
        warn(fill(help.said.ruleConflict, { ...one, what: actionTitles[one.what as 'cool'] ?? one.what }));
      if (report.never.length > 0) warn(fill(help.said.rulesNever, { names: report.never.join(' ') }));
      if (report.always.length > 0) warn(fill(help.said.rulesAlways, { names: report.always.join(' ') }));
      for (const { sentence, remedy } of report.problems) warn(`${sentence} → ${remedy}`);
      return report.problems.length > 0 ? exitCodes.input : exitCodes.done;
    },
    { progress: true },
  );
}

/** Rules named on the command line must be there. */
export async function checkNames(known: readonly string[], names: readonly string[]): Promise<void> {
  const { nearest } = await import('../core/near.ts');
  for (const name of names) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    const hint = near ? `「${near}」ではありませんか。` : '';
    throw new CommandRefused(exitCodes.usage, 'command-unknown-rule', { name, hint });
  }
}
