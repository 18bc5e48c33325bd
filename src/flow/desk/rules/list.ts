import type { Config } from '../../../config/types.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { help } from '../../../core/sentences/help.ts';
import type { Shop } from '../../../core/shop.ts';
import { ruleCounts } from '../../decide/index.ts';
import type { Context } from '../../types.ts';

/** A rule in its place, with what it did lately. */
export interface ListedRule {
  readonly rule: Rule;
  /** When it last began to apply to an order, ISO instant; null = not lately. */
  readonly last: string | null;
  /** Orders to which it began to apply lately. */
  readonly lately: number;
}

/** The rules in effect in their order, with what they did lately. Costs a row for each rule and day, not an order. */
export async function listRules({
  rules,
  store,
  now,
}: Pick<Context, 'rules' | 'store' | 'now'>): Promise<ListedRule[]> {
  const counts = await ruleCounts(store, now());
  return (rules?.rules ?? []).map((rule) => {
    const { last = null, orders = 0 } = counts.get(rule.name) ?? {};
    return { rule, last, lately: orders };
  });
}

/** A rule that is part of the program, and who has it on. */
export interface BuiltIn {
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
