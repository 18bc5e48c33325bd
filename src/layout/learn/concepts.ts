import { orderFields } from '../../core/fields.ts';

/*
 * What the words of `layouts/masters/header-words.yaml` may mean, and which field several meanings make together. The words are
 * data that people edit; the few ways to put them together are here.
 */

/** Meanings that a header word may have, besides the path of a field. */
export const concepts = [
  ...['orderer', 'consignee', 'sender'],
  ...['name', 'given-or-name', 'family', 'given', 'kana', 'family-kana', 'given-kana', 'company', 'department'],
  ...['postal', 'prefecture', 'city', 'street', 'building', 'address', 'phone', 'mobile', 'email', 'mail'],
  ...['order', 'payment', 'goods', 'line', 'delivery', 'shipping'],
  ...['number', 'date', 'time', 'wish', 'planned', 'method', 'status', 'flag', 'kind', 'cancel'],
  ...['price', 'total', 'option', 'note', 'title', 'carrier', 'unused', 'filler'],
] as const;

/** Is this a meaning that a header word may have? */
export const isMeaning = (meaning: string): boolean =>
  (concepts as readonly string[]).includes(meaning) || Object.hasOwn(orderFields, meaning);

export type Who = 'orderer' | 'consignee';

/** One thing that a column says of a person; several columns may make one field (prefecture + city + street = address). */
export type Thing =
  | 'name'
  | 'family'
  | 'given'
  | 'given-or-name'
  | 'kana'
  | 'family-kana'
  | 'given-kana'
  | 'company'
  | 'department'
  | 'postal'
  | 'prefecture'
  | 'city'
  | 'street'
  | 'building'
  | 'address'
  | 'phone'
  | 'mobile'
  | 'email';

/** What a header means as a whole. */
export type Meaning =
  | { readonly kind: 'field'; readonly path: string }
  | { readonly kind: 'person'; readonly who: Who | ''; readonly thing: Thing }
  | { readonly kind: 'unused' }
  | { readonly kind: 'unknown' };

/** Meanings together (sorted, whose and fillers aside) → field. */
const combinations: Readonly<Record<string, string>> = {
  'number order': 'order.number',
  'date order': 'order.orderedAt',
  'date order time': 'order.orderedAt',
  'order time': 'order.orderedAt',
  date: 'order.orderedAt',
  total: 'order.total',
  'order total': 'order.total',
  'payment total': 'order.total',
  'method payment': 'order.payment.method',
  payment: 'order.payment.method',
  'date payment': 'order.payment.paidAt',
  'date payment time': 'order.payment.paidAt',
  'payment status': 'order.payment.state',
  'flag payment': 'order.payment.state',
  status: 'order.status',
  'order status': 'order.status',
  'delivery status': 'line.delivery.status',
  'shipping status': 'line.delivery.status',
  'flag shipping': 'line.delivery.status',
  'delivery flag': 'line.delivery.status',
  cancel: 'order.cancelled',
  'cancel flag': 'order.cancelled',
  'cancel date': 'order.cancelled',
  note: 'order.note',
  'note order': 'order.note',
  'note shipping': 'order.note',
  'line number': 'line.no',
  'line number order': 'line.no',
  'goods line number': 'line.no',
  'goods number order': 'line.no',
  'goods number': 'line.sku',
  'goods number sender': 'line.sku',
  goods: 'line.name',
  'goods name': 'line.name',
  'goods title': 'line.name',
  title: 'line.name',
  option: 'line.option',
  'goods option': 'line.option',
  price: 'line.unitPrice',
  'goods price': 'line.unitPrice',
  'consignee number': 'line.delivery.key',
  'number shipping': 'line.delivery.key',
  'delivery method': 'line.delivery.method',
  'method shipping': 'line.delivery.method',
  carrier: 'line.delivery.method',
  'carrier delivery': 'line.delivery.method',
  'carrier shipping': 'line.delivery.method',
  'date delivery wish': 'line.delivery.wishedDate',
  'date wish': 'line.delivery.wishedDate',
  'date shipping wish': 'line.delivery.wishedDate',
  'delivery wish': 'line.delivery.wishedDate',
  'date delivery': 'line.delivery.wishedDate',
  'delivery time': 'line.delivery.timeSlot',
  'delivery time wish': 'line.delivery.timeSlot',
  'time wish': 'line.delivery.timeSlot',
  'kind time wish': 'line.delivery.timeSlot',
  'delivery kind time wish': 'line.delivery.timeSlot',
  'kind shipping time wish': 'line.delivery.timeSlot',
  'shipping time wish': 'line.delivery.timeSlot',
  'date planned shipping': 'line.delivery.plannedShipDate',
};

/** What may stand beside the whole name of a field without changing it. */
const beside: Readonly<Record<string, readonly string[]>> = {
  'line.sku': ['goods', 'order', 'line', 'number'],
  'line.name': ['goods', 'order', 'line', 'given-or-name'],
  'line.quantity': ['goods', 'order', 'line'],
  'line.unitPrice': ['goods', 'line'],
  'line.delivery.trackingNumber': ['delivery', 'shipping', 'consignee'],
  'line.delivery.timeSlot': ['delivery', 'shipping', 'consignee', 'wish'],
  'line.delivery.packages': ['delivery', 'shipping', 'consignee'],
  'order.tax': ['order', 'payment', 'total'],
  'line.taxRate': ['goods', 'line'],
  'order.payment.codAmount': ['payment', 'order'],
  'order.payment.codTax': ['payment', 'order'],
};

const things: Readonly<Record<string, Thing>> = {
  name: 'name',
  'given-or-name': 'given-or-name',
  family: 'family',
  'family name': 'family',
  given: 'given',
  'given name': 'given',
  'given-or-name name': 'given',
  kana: 'kana',
  'kana name': 'kana',
  'given-or-name kana': 'given-kana',
  'family kana': 'family-kana',
  'family-kana': 'family-kana',
  'family-kana kana': 'family-kana',
  'family-kana name': 'family-kana',
  'family-kana family': 'family-kana',
  'given kana': 'given-kana',
  'given-kana': 'given-kana',
  'given-kana kana': 'given-kana',
  'given-kana name': 'given-kana',
  company: 'company',
  'company name': 'company',
  department: 'department',
  'department name': 'department',
  postal: 'postal',
  'number postal': 'postal',
  prefecture: 'prefecture',
  'given-or-name prefecture': 'prefecture',
  'name prefecture': 'prefecture',
  'address prefecture': 'prefecture',
  'kind prefecture': 'prefecture',
  city: 'city',
  'address city': 'city',
  street: 'street',
  'address street': 'street',
  building: 'building',
  'address building': 'building',
  address: 'address',
  phone: 'phone',
  'number phone': 'phone',
  mobile: 'mobile',
  'mobile phone': 'mobile',
  email: 'email',
};

const sorted = (words: readonly string[]): string => [...new Set(words)].sort().join(' ');

/** What the words of a header mean together; `unknown` when they do not make a field. */
export function meaningOf(words: readonly string[]): Meaning {
  const said = words.filter((word) => word !== 'filler');
  if (said.length === 0) return { kind: 'unknown' };
  if (said.includes('unused')) return { kind: 'unused' };
  const paths = said.filter((word) => word.includes('.'));
  if (paths.length > 0) return fieldWith(paths, said);
  return personOf(said) ?? fieldOf(said) ?? { kind: said.includes('sender') ? 'unused' : 'unknown' };
}

function personOf(said: readonly string[]): Meaning | undefined {
  if (said.includes('sender')) return undefined;
  const who = said.includes('consignee') ? 'consignee' : said.includes('orderer') ? 'orderer' : '';
  const bare = sorted(said.filter((word) => word !== 'consignee' && word !== 'orderer'));
  // 「注文者」 alone is the name; 「注文者メール」 an address, but 「受注メール」 says whether a mail was sent.
  if (bare === '') return { kind: 'person', who, thing: 'name' };
  if (bare === 'mail' && who !== '') return { kind: 'person', who, thing: 'email' };
  const thing = things[bare];
  if (thing) return { kind: 'person', who, thing };
  // 「受注名」「発送郵便番号」: what happens stands for whose it is.
  const about = who === '' ? aboutWhom(said) : undefined;
  const rest = about && things[sorted(said.filter((word) => !about.words.includes(word)))];
  return rest ? { kind: 'person', who: about.who, thing: rest } : undefined;
}

function fieldOf(said: readonly string[]): Meaning | undefined {
  // 「お届け先 希望日」 is about the delivery; 「支払方法(名称)」 is the method.
  const about = said.includes('consignee') ? [...said.filter((word) => word !== 'consignee'), 'delivery'] : said;
  const nameless = (all: readonly string[]) => all.filter((word) => !['name', 'given-or-name'].includes(word));
  const ways = [said, nameless(said), about, nameless(about)];
  const path = ways.map((way) => combinations[sorted(way)]).find((found) => found !== undefined);
  return path === undefined ? undefined : { kind: 'field', path };
}

function fieldWith(paths: readonly string[], said: readonly string[]): Meaning {
  const path = paths[0]!;
  const others = said.filter((word) => word !== path);
  const fits = others.every((word) => beside[path]?.includes(word));
  return fits ? { kind: 'field', path } : { kind: 'unknown' };
}

function aboutWhom(words: readonly string[]): { who: Who; words: readonly string[] } | undefined {
  if (['goods', 'method', 'carrier', 'mail'].some((word) => words.includes(word))) return undefined;
  if (words.includes('delivery') || words.includes('shipping'))
    return { who: 'consignee', words: ['delivery', 'shipping'] };
  return words.includes('order') || words.includes('payment')
    ? { who: 'orderer', words: ['order', 'payment'] }
    : undefined;
}
