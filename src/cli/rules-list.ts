import type { Config } from '../config/types.ts';
import { actionsWords } from '../core/rules/words.ts';
import { fill, help } from '../core/sentences/help.ts';
import type { Shop } from '../core/shop.ts';
import type { Context } from '../flow/types.ts';
import { withBridge } from './bridge.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { localTime, print, printJson, printTable } from './output.ts';

/** `rules list`: the rules in their order with what they did lately, then the built-in ones with what each shop says. */
export function listRules({ C, json }: JsonArgs): Promise<ExitCode> {
  return withBridge(C, (context) => show(context, json));
}

async function show({ config, rules, masters, store, now }: Context, json: boolean): Promise<ExitCode> {
  const { ruleCounts } = await import('../flow/decide/index.ts');
  const counts = await ruleCounts(store, now());
  const methods = new Map(masters.methods.map((one) => [one.code, one.title]));
  const views = (rules?.rules ?? []).map(({ name, title, on, shops, then, cases }) => ({
    name,
    title,
    on,
    shops,
    does: actionsWords(then, methods),
    cases,
    last: counts.get(name)?.last ?? null,
    lately: counts.get(name)?.orders ?? 0,
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

interface BuiltIn {
  readonly name: string;
  readonly title: string;
  /** Key of `bridge.yaml`; '' = it cannot be switched off. */
  readonly setting: string;
  /** Shops. */
  readonly on: readonly string[];
  readonly off: readonly string[];
}

const always = () => true;
const switches: readonly (readonly [name: string, setting: string, isOn: (shop: Shop) => boolean])[] = [
  ['go-live', 'go-live', ({ switches }) => switches?.goLive === 'hold'],
  ['unpaid', 'unpaid', ({ switches }) => switches?.unpaid !== 'allow'],
  ['payment-unknown', '', always],
  ['product-unknown', 'unknown-products', ({ unknownProducts }) => unknownProducts === 'hold'],
  ['content-changed', 'same-number', ({ switches }) => switches?.sameNumber !== 'allow'],
  ['double-purchase', 'double-purchase', ({ switches }) => switches?.doublePurchaseDays !== undefined],
  ['house-number-missing', 'address-without-number', (shop) => shop.addressWithoutNumber === 'hold'],
  ['postal-unlisted', 'unlisted-postal-code', (shop) => shop.unlistedPostalCode === 'hold'],
  ['ship-to-missing', 'blank-ship-to', (shop) => shop.blankShipTo === 'hold'],
  ['char-dependent', 'dependent-characters', (shop) => shop.dependentCharacters === 'hold'],
  ['remark-present', 'remarks', ({ switches }) => switches?.remarks === 'hold'],
  ['cod-amount-high', 'high-cod-amount', ({ switches }) => switches?.highCodAmount !== undefined],
  ['cancel-requested', '', always],
];

/** Built-in rules by the code of their hold, and which shops have them on. */
export function builtIns({ shops }: Pick<Config, 'shops'>): BuiltIn[] {
  return switches.map(([name, setting, isOn]) => {
    const names = (wanted: boolean) =>
      Object.values(shops).flatMap((shop) => (isOn(shop) === wanted ? [shop.name] : []));
    return { name, title: help.builtIns[name] ?? name, setting, on: names(true), off: names(false) };
  });
}
