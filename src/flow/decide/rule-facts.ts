import { shippableLines } from '../../core/decide/match.ts';
import type { GoodsAttributes } from '../../core/goods.ts';
import type { DeliveryMethod, Masters } from '../../core/masters.ts';
import type { Destination, Order, OrderLine } from '../../core/order.ts';
import { type FactName, type Facts, type FactValue, goodsFacts, type PartlyKnown } from '../../core/rules/fact-list.ts';
import type { SplitBy } from '../../core/rules/rule.ts';
import { daysBetween } from '../../core/time.ts';
import { compareParties } from '../../text/same-party.ts';
import { width } from '../../text/width.ts';
import { isIsland } from './islands.ts';

/** What the facts of a shop's orders are made of, beside the orders. */
export interface FactSource {
  readonly shop: string;
  /** Method when the order names none; '' = none. */
  readonly defaultMethod: string;
  /** Japan's day. */
  readonly today: string;
  readonly masters: Masters;
  readonly methodFor: (words: string) => DeliveryMethod | null;
  /** Attributes of a SKU; undefined = it stands in no row of the product table. */
  readonly goods: (sku: string) => GoodsAttributes | undefined;
  readonly unlisted: 'unknown' | 'ordinary';
  /** Facts that are asked for; missing = all. What costs time and is not asked for is left out. */
  readonly asked?: ReadonlySet<FactName>;
}

/** Facts about one order that the order itself does not say. */
export interface OrderAside {
  /** undefined = nobody looked. */
  readonly customer?: 'first' | 'repeat' | undefined;
  readonly tags: readonly string[];
}

const days = ['月', '火', '水', '木', '金', '土', '日'];

/** What rules may know of one destination of an order (of one parcel: its `lines`). What cannot be told is left out: a rule then says that it does not know. */
export function factsOf(
  order: Order,
  destination: Destination,
  source: FactSource,
  aside: OrderAside,
  lines: readonly OrderLine[] = shippableLines(order, destination),
): Facts {
  const { consignee } = destination;
  const { prefecture, city, street, building } = consignee.address;
  const words = destination.method || source.defaultMethod;
  const method = words === '' ? null : source.methodFor(words);
  const asks = (...names: FactName[]) => !source.asked || names.some((name) => source.asked!.has(name));
  const place =
    order.orderedAt === null || !asks('ordered-hour', 'ordered-weekday')
      ? undefined
      : Temporal.Instant.from(order.orderedAt).toZonedDateTimeISO('Asia/Tokyo');
  const { payment } = order;
  return {
    shop: source.shop,
    payment: payment.state === 'unknown' ? undefined : payment.state,
    'payment-words': payment.method,
    'delivery-method': method?.code,
    'delivery-words': words,
    prefecture: prefecture || undefined,
    island: asks('island') ? isIsland(source.masters, prefecture, city, consignee.postalCode) : undefined,
    'postal-area': consignee.postalCode || undefined,
    sku: skusOf(lines),
    ...(asks(...goodsFacts) && goodsFactsOf(lines, source)),
    amount: order.total ?? undefined,
    'cod-amount': payment.state === 'cod' ? (payment.codAmount ?? order.total ?? undefined) : notCod(payment.state),
    quantity: lines.reduce((sum, line) => sum + line.quantity, 0),
    'line-count': lines.length,
    'name-length': width(consignee.name),
    'address-length': width(prefecture + city + street + building),
    'phone-length': consignee.phone.replace(/\D/g, '').length,
    remark: [order.note, destination.note].filter((text) => text.trim() !== '').join('\n'),
    // Another name at the same place is a household, not a gift.
    gift: asks('gift') ? compareParties(order.orderer, consignee) === 'different' : undefined,
    customer: aside.customer,
    'wished-date': destination.wishedDate !== null,
    'wished-in-days':
      destination.wishedDate === null || !asks('wished-in-days')
        ? null
        : daysBetween(source.today, destination.wishedDate),
    'ordered-hour': place?.hour,
    'ordered-weekday': place && days[place.dayOfWeek - 1],
    tag: aside.tags,
    'cancel-request': order.lines.some((line) => line.destination === destination.key && line.cancelRequested === true),
  };
}

const notCod = (state: Order['payment']['state']): null | undefined => (state === 'unknown' ? undefined : null);

function skusOf(lines: readonly OrderLine[]): readonly string[] | PartlyKnown {
  const values = lines.map((line) => line.sku).filter((sku) => sku !== '');
  return values.length === lines.length ? values : { values };
}

function goodsFactsOf(lines: readonly OrderLine[], { goods, unlisted, today }: FactSource): Facts {
  const ordinary: GoodsAttributes | undefined =
    unlisted === 'ordinary' ? { sku: '', cool: 'normal', mailSize: false, fragile: false, preorderDay: '' } : undefined;
  const known = lines.map((line) => ({
    line,
    attributes: (line.sku === '' ? undefined : goods(line.sku)) ?? ordinary,
  }));
  const share = (of: (one: GoodsAttributes) => boolean | undefined): FactValue => {
    const answers = known.map(({ attributes }) => attributes && of(attributes));
    if (answers.includes(true) && answers.includes(false)) return 'some';
    if (answers.length === 0 || answers.includes(undefined)) return undefined;
    return answers[0] ? 'all' : 'none';
  };
  const cools = known.map(({ attributes }) => attributes?.cool);
  const cool = [...new Set(cools.filter((one) => one !== undefined))];
  const days = known.map(({ attributes }) => attributes?.preorderDay);
  const latest = days
    .filter((day) => day !== undefined && day !== '')
    .toSorted()
    .at(-1);
  const weights = known.map(({ line, attributes }) =>
    attributes?.weight === undefined ? undefined : attributes.weight * line.quantity,
  );
  const preorder = preorderDays(days, latest, today);
  return {
    'goods-cool': cools.includes(undefined) ? { values: cool } : cool,
    'goods-mail-size': share((one) => one.mailSize),
    'goods-fragile': share((one) => one.fragile),
    'goods-preorder': share(({ preorderDay }) => (preorderDay === undefined ? undefined : preorderDay > today)),
    'preorder-in-days': preorder,
    weight: weights.includes(undefined) ? undefined : weights.reduce<number>((sum, one) => sum + (one ?? 0), 0),
  };
}

/** Days until the last of them can be had; `null` when none is a pre-order. */
function preorderDays(
  days: readonly (string | undefined)[],
  latest: string | undefined,
  today: string,
): number | null | undefined {
  if (days.includes(undefined)) return undefined;
  return latest === undefined ? null : Math.max(0, daysBetween(today, latest));
}

/** The day from which all pre-ordered goods of a parcel can be shipped; null = none is known. */
export function preorderDayOf(lines: readonly OrderLine[], goods: FactSource['goods']): string | null {
  const days = lines.flatMap(({ sku }) => goods(sku)?.preorderDay || []);
  return days.toSorted().at(-1) ?? null;
}

/** Goods of one group may travel in one parcel; undefined = not known. */
export function groupOf(
  attributes: GoodsAttributes | undefined,
  by: SplitBy,
  { unlisted, today }: Pick<FactSource, 'unlisted' | 'today'>,
): string | undefined {
  const known = attributes ?? (unlisted === 'ordinary' ? { cool: 'normal' as const, preorderDay: '' } : undefined);
  if (by === 'temperature') return known?.cool;
  if (known?.preorderDay === undefined) return undefined;
  return known.preorderDay > today ? known.preorderDay : 'now';
}
