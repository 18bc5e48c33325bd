import { actionsWords } from '../core/rules/words.ts';
import { fill, help } from '../core/sentences/help.ts';
import type { BuiltIn } from '../flow/desk/rules/list.ts';
import type { Context } from '../flow/types.ts';
import { withBridge } from './bridge.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { localTime, print, printJson, printTable } from './output.ts';

/** `rules list`: the rules in their order with what they did lately, then the built-in ones with what each shop says. */
export function listRules({ C, json }: JsonArgs): Promise<ExitCode> {
  return withBridge(C, (context) => show(context, json));
}

async function show(context: Context, json: boolean): Promise<ExitCode> {
  const { config, rules, masters } = context;
  const { builtIns, listRules: list } = await import('../flow/desk/rules/list.ts');
  const methods = new Map(masters.methods.map((one) => [one.code, one.title]));
  const views = (await list(context)).map(({ rule: { name, title, on, shops, then, cases }, last, lately }) => ({
    name,
    title,
    on,
    shops,
    does: actionsWords(then, methods),
    cases,
    last,
    lately,
  }));
  const builtIn = builtIns(config);
  if (json) {
    printJson({ file: rules?.file ?? '', origin: rules?.origin ?? 'standard', rules: views, builtIn });
    return exitCodes.done;
  }
  const { ruleNo, name, title, ruleOn, shop, does, cases, setting, ruleLast, ruleLately } = help.headings;
  if (rules) print(fill(help.said.rulesFrom, { file: rules.file, origin: help.origins[rules.origin] }));
  printTable(
    [ruleNo, name, ruleOn, shop, title, does, ruleLately, ruleLast, cases],
    views.map((one, at) => [
      String(at + 1),
      one.name,
      help.onOff[one.on ? 'on' : 'off'],
      one.shops.length === 0 ? help.said.everyShop : one.shops.join(' '),
      one.title,
      one.does,
      String(one.lately),
      one.last === null ? '' : localTime(one.last),
      String(one.cases),
    ]),
  );
  print(help.said.builtInRules);
  printTable(
    [name, ruleOn, title, setting],
    builtIn.map((one) => [one.name, onWords(one), one.title, one.setting]),
  );
  return exitCodes.done;
}

function onWords({ on, off }: BuiltIn): string {
  if (off.length === 0) return help.onOff.on;
  return on.length === 0 ? help.onOff.off : `${help.onOff.on}: ${on.join(' ')}`;
}
