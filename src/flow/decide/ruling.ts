import type { Ruling, SettableField } from '../../core/decide/types.ts';
import type { EditedOrder } from '../../core/edit/apply.ts';
import type { DeliveryMethod } from '../../core/masters.ts';
import type { Destination, Order } from '../../core/order.ts';
import { compileRules } from '../../core/rules/evaluate.ts';
import type { Facts } from '../../core/rules/fact-list.ts';
import type { RuleOutcome, SenderOf } from '../../core/rules/outcome.ts';
import type { RuleSet } from '../../core/rules/rule.ts';
import type { Shop } from '../../core/shop.ts';
import type { Workspace } from '../types.ts';
import { askedFacts, type KnownFacts } from './known-facts.ts';
import { type FactSource, factsOf, groupOf, preorderDayOf } from './rule-facts.ts';

/** By the list of rules, not by the set: a running bridge takes another list up in the same set (`desk/rules`). */
const compiled = new WeakMap<RuleSet['rules'], Map<string, ((facts: Facts) => RuleOutcome) | undefined>>();

/** The rules of a shop, compiled once for as long as they are the same; undefined: none is on. */
function rulesOf(set: RuleSet, shop: string): ((facts: Facts) => RuleOutcome) | undefined {
  const known = compiled.get(set.rules) ?? new Map<string, ((facts: Facts) => RuleOutcome) | undefined>();
  compiled.set(set.rules, known);
  if (!known.has(shop)) known.set(shop, compileRules(set.rules, shop));
  return known.get(shop);
}

/** Fields of a destination as a person's corrections name them. */
const paths: Readonly<Record<SettableField, string>> = {
  method: 'line.delivery.method',
  service: 'line.delivery.service',
  cool: 'line.delivery.cool',
  packages: 'line.delivery.packages',
  note: 'line.delivery.note',
  plannedShipDate: 'line.delivery.plannedShipDate',
};

/** Makes what `decide` asks about rules, for the orders of one shop; undefined when no rule is on. */
export function rulingFor(
  ctx: Workspace,
  shop: Shop,
  day: { readonly at: string; readonly today: string },
  methodFor: (words: string) => DeliveryMethod | null,
  known: KnownFacts,
): ((order: Order, more: EditedOrder, tags: readonly string[]) => Ruling) | undefined {
  const evaluate = ctx.rules && rulesOf(ctx.rules, shop.name);
  if (!ctx.rules || !evaluate) return undefined;
  const goods = (sku: string) => known.goods.get(sku);
  const source: FactSource = {
    shop: shop.name,
    defaultMethod: shop.defaultMethod,
    today: day.today,
    masters: ctx.masters,
    methodFor,
    goods,
    unlisted: ctx.rules.unlisted,
    asked: askedFacts(ctx.rules, shop.name),
  };
  const senderOf: SenderOf = (name) => ctx.config.shippers[name];
  return (order, { edits = [] }, tags) => ({
    at: day.at,
    about: (destination, lines) =>
      evaluate(factsOf(order, destination, source, { customer: known.customers?.get(order.number), tags }, lines)),
    isSaid: (destination: Destination, field) =>
      edits.some((edit) => edit.path === paths[field] && edit.of === destination.key),
    senderOf,
    groupOf: (sku, by) => groupOf(goods(sku), by, source),
    preorderDay: (_, lines) => preorderDayOf(lines, goods),
  });
}
