import { isDeepStrictEqual } from 'node:util';
import { type Arrangement, noArrangement, type Part } from '../../core/arrangement.ts';
import type { SplitBy } from '../../core/rules/rule.ts';
import { isBeyondRecall } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import { partsByKey } from '../../core/split-parts.ts';
import { japanDay } from '../../core/time.ts';
import type { JournalEntry, ShipmentChange, StoredOrder } from '../../store/types.ts';
import type { Workspace } from '../types.ts';
import type { DecideOrder, Deciding } from './decider.ts';
import type { KnownFacts } from './known-facts.ts';
import { groupOf } from './rule-facts.ts';

/** What was decided, and the arrangement by which it was, where rules changed that. */
export interface Split {
  readonly decided: Deciding;
  readonly arrangement?: Arrangement;
}

/**
 * Decides an order, and splits it as its shop's rules say (`split:`), without a person: the parts become its arrangement, as if somebody had
 * said `orders split`, with the name of the rule. Worked out anew while none of its labels is out. It stays whole, held with the command
 * that splits it, where a person has split it or put it back together, where it collects money, travels with another order or holds a set
 * whose split notice the marketplace refuses, and where nobody knows how the goods belong together.
 */
export function decideSplitting(
  ctx: Pick<Workspace, 'rules' | 'now'>,
  shop: Shop,
  decideOrder: (facts: DecideOrder) => Deciding,
  facts: DecideOrder,
  known: KnownFacts,
): Split {
  const { arrangement = noArrangement, prior } = facts;
  const { splitBy, ...rest } = arrangement;
  const isByRule = splitBy !== undefined;
  if (isByRule ? prior.some((one) => isBeyondRecall(one.state)) : arrangement.parts.length > 0)
    return { decided: decideOrder(facts) };
  const asWhole: Arrangement = isByRule ? { ...rest, parts: [] } : arrangement;
  const whole = decideOrder({ ...facts, arrangement: asWhole });
  const wanted = maySplit(shop, facts, asWhole) ? partsOf(ctx, whole.changes, known) : undefined;
  const next: Arrangement = wanted ? { ...asWhole, parts: wanted.parts, splitBy: wanted.rule } : asWhole;
  if (isDeepStrictEqual(next, arrangement)) return { decided: isByRule ? decideOrder(facts) : whole };
  const decided = wanted ? decideOrder({ ...facts, arrangement: next }) : whole;
  return {
    decided: { ...decided, journal: [...entries(ctx, shop, facts, next, wanted), ...decided.journal] },
    arrangement: next,
  };
}

/** A stored order with what rules arranged: its next revision. */
export const arranged = (
  { now }: Pick<Workspace, 'now'>,
  stored: StoredOrder,
  arrangement: Arrangement,
): StoredOrder => ({
  ...stored,
  arrangement,
  revision: stored.revision + 1,
  at: now().toString(),
});

function maySplit({ setSkus }: Shop, { order }: DecideOrder, arrangement: Arrangement): boolean {
  return (
    arrangement.keptWhole === undefined &&
    arrangement.bundled.length === 0 &&
    arrangement.bundledInto === null &&
    order.payment.state !== 'cod' &&
    !order.lines.some((line) => setSkus.includes(line.sku))
  );
}

interface Wanted {
  readonly parts: readonly Part[];
  /** The rule that says so. */
  readonly rule: string;
  readonly title: string;
}

/** The parts of every parcel that stands still because of a rule; undefined = none does, or nobody knows how. */
function partsOf(
  { rules, now }: Pick<Workspace, 'rules' | 'now'>,
  changes: readonly ShipmentChange[],
  known: KnownFacts,
): Wanted | undefined {
  let by: Pick<Wanted, 'rule' | 'title'> | undefined;
  const parts: Part[] = [];
  for (const { shipment, holds } of changes) {
    const stands = holds.find((one) => one.code === 'rule-split' && one.cleared === null);
    const wishes = shipment.rules?.filter((one) => one.what === 'split') ?? [];
    const mark = wishes.find((one) => one.rule === stands?.args?.rule);
    if (!mark) continue;
    const source = { unlisted: rules?.unlisted ?? 'unknown', today: japanDay(now()) };
    const kinds = wishes.map((one): SplitBy => (one.value === 'preorder' ? 'preorder' : 'temperature'));
    // Goods of one parcel are alike in all that rules take them apart by.
    const keyOf = (sku: string) => {
      const keys = kinds.map((kind) => groupOf(known.goods.get(sku), kind, source));
      return keys.includes(undefined) ? undefined : keys.join(' ');
    };
    const last = Math.max(1, ...parts.map((one) => one.number));
    const found = partsByKey(shipment.lines, keyOf, last);
    if (found.unknown) return undefined;
    parts.push(...found.parts);
    by ??= mark;
  }
  return by && parts.length > 0 ? { parts, rule: by.rule, title: by.title } : undefined;
}

function entries(
  { now }: Pick<Workspace, 'now'>,
  shop: Shop,
  { order, arrangement }: DecideOrder,
  next: Arrangement,
  wanted: Wanted | undefined,
): JournalEntry[] {
  const entry = {
    ...{ at: now().toString(), actor: 'rules', shop: shop.name },
    ...{ orderNumber: order.number, shipment: '' },
  };
  if (!wanted) return [{ ...entry, what: 'order-split-undone', details: { parts: arrangement?.parts.length ?? 0 } }];
  const lines = next.parts.map((part) => part.lines.map((line) => `${line.no}:${line.quantity}`).join(',')).join(' / ');
  return [{ ...entry, what: 'order-split', details: { parts: next.parts.length, lines, rule: wanted.title } }];
}
