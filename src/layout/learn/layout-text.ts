import { type Pair, parseDocument, type Scalar, stringify, type YAMLMap } from 'yaml';
import { fill } from '../../core/sentences/help.ts';
import { learnWords } from '../../core/sentences/learn-words.ts';
import type { Rule } from '../types.ts';
import { reasonText } from './say.ts';
import type { Settled } from './settle.ts';
import type { Proposal } from './types.ts';

/** How the layout is called and where it comes from. */
export interface LayoutName {
  readonly name: string;
  /** `YYYY-MM-DD`: the day on which it is made. */
  readonly day: string;
  /** Marketplace of the shop that it is for; '' = any. */
  readonly marketplace: string;
  /** How people call that shop; '' = no shop was named. */
  readonly shopTitle: string;
}

/** The layout as YAML, with the reason of each field above it and the columns that nobody reads at the end. */
export function layoutText(proposal: Proposal, settled: Settled, named: LayoutName, quoted: boolean): string {
  const { comments } = learnWords;
  const { settings } = settled;
  const rules = [...settled.rules].sort(([a], [b]) => order(a) - order(b));
  const number = settled.rules.get('order.number')!.from![0]!;
  const title = named.shopTitle === '' ? comments.title : comments.shopTitle;
  const content = {
    title: fill(title, { name: named.name, shop: named.shopTitle }),
    source: { doc: comments.doc, checked: named.day, trust: 'C' },
    read: {
      yields: 'order',
      ...(named.marketplace === '' ? {} : { marketplace: named.marketplace }),
      format: quoted ? 'csv' : 'tsv',
      ...(quoted ? {} : { quoted: 'false' }),
      group: number,
      ...(settings.continuation === 'repeated' ? {} : { continuation: settings.continuation }),
      ...(settings.part === 'all' ? {} : { part: settings.part }),
      ...(settings.sameAsOrderer ? { 'same-as-orderer-when-blank': 'true' } : {}),
    },
    fits: fitsOf(settled),
    fields: Object.fromEntries(rules.map(([path, rule]) => [path, written(rule)])),
  };
  const document = parseDocument(stringify(content, { lineWidth: 0, schema: 'failsafe' }), { schema: 'failsafe' });
  document.commentBefore = [fill(comments.made, { day: named.day }), comments.check, comments.plain]
    .map((line) => ` ${line}`)
    .join('\n');
  const root = document.contents as YAMLMap;
  (root.get('fits') as YAMLMap).flow = true;
  for (const { key, value: rule } of (root.get('fields') as YAMLMap<Scalar, YAMLMap>).items as Pair<
    Scalar,
    YAMLMap
  >[]) {
    rule!.flow = true;
    for (const part of rule!.items as Pair<Scalar, YAMLMap | Scalar>[]) {
      if (part.value && 'items' in part.value) part.value.flow = true;
      else if (part.key.value === 'with' && part.value) part.value.type = 'QUOTE_DOUBLE';
    }
    const said = why(proposal, String(key.value));
    if (said !== '') key.commentBefore = ` ${said}`;
  }
  const left = proposal.left.map(({ at, reason }) => `   ${columnName(proposal, at)}: ${reasonText(reason)}`);
  if (left.length > 0) document.comment = [` ${comments.left}`, ...left].join('\n');
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

const columnName = ({ columns }: Proposal, at: number): string => {
  const { name } = columns[at]!;
  return name === '' ? `（${at + 1}列目）` : oneLine(name);
};

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** Why a field is read so; '' when its header says so and its cells agree. */
function why({ fields, questions }: Proposal, path: string): string {
  const sure = fields.find((field) => field.path === path);
  const asked = questions.find((one) => one.path === path && one.field);
  const plain = ['header-says', 'cells-agree'];
  const reasons = (sure?.reasons ?? asked?.reasons ?? []).filter(({ code }) => !plain.includes(code));
  return oneLine([...(sure ? [] : [learnWords.comments.byAnswer]), ...reasons.map(reasonText)].join('、'));
}

/** Rule keys in the order in which they are worked off; true and false as the grammar wants them. */
function written(rule: Rule): Record<string, unknown> {
  const { from, join, required, ...rest } = rule;
  return {
    ...(from ? { from: from.length === 1 ? from[0] : from } : {}),
    ...(join ? { join } : {}),
    ...rest,
    ...(required ? { required: 'true' } : {}),
  };
}

const groups = ['order.', 'order.orderer.', 'line.', 'line.consignee.', 'line.delivery.'];

/** Order, orderer, lines, consignee, delivery. */
function order(path: string): number {
  const found = groups.map((group, i) => (path.startsWith(group) ? i : -1));
  return Math.max(...found);
}

/** Columns that every file of this form has: what binds the rows, what is counted, and where it goes. */
function fitsOf({ rules }: Settled): string[] {
  const wanted = [
    'order.number',
    'line.quantity',
    'line.sku',
    'line.name',
    ...['name', 'postalCode', 'address', 'phone'].map((thing) => `line.consignee.${thing}`),
    ...['name', 'postalCode', 'address'].map((thing) => `order.orderer.${thing}`),
  ];
  const names = wanted.flatMap((path) => {
    const rule = rules.get(path);
    return (rule?.join ?? rule?.from ?? []).slice(0, 1);
  });
  return [...new Set(names)];
}
