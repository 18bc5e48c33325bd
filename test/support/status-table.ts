import { fieldAt } from '../../src/layout/check-read.ts';
import { maySayStop } from '../../src/layout/check-status.ts';
import type { ReadLayout, Rule } from '../../src/layout/types.ts';
import { standard } from './layouts.ts';

/** What a word does to a shipment. */
type Does = 'ship' | 'hold' | 'shipped' | 'cancelled';
const columns: readonly Does[] = ['ship', 'hold', 'shipped', 'cancelled'];

const byValue: Readonly<Record<string, Does>> = {
  ready: 'ship',
  paid: 'ship',
  cod: 'ship',
  open: 'ship',
  shipped: 'shipped',
  cancelled: 'cancelled',
  returned: 'cancelled',
};

/** Fields that are yes or no, and what a yes does. */
const flags: Readonly<Record<string, Does>> = {
  'order.cancelled': 'cancelled',
  'line.delivery.deleted': 'cancelled',
  'line.fulfilledElsewhere': 'shipped',
};

const does = (path: string, value: string): Does =>
  value === '' ? 'ship' : value === 'true' ? (flags[path] ?? 'hold') : (byValue[value] ?? 'hold');

type Words = Record<Does, string[]>;
const none = (): Words => ({ ship: [], hold: [], shipped: [], cancelled: [] });

/** Words of one rule, sorted by what they do, and what becomes of any other word. */
function wordsOf(path: string, rule: Rule): { words: Words; other: string } {
  const words = none();
  const anything = rule.as === 'filled' ? { true: '(filled)', '': '(blank)' } : {};
  const name = (word: string) =>
    (anything as Record<string, string>)[word] ?? (word === '' ? '(blank)' : `\`${word}\``);
  if (rule.as === 'filled' && !rule.map) words[does(path, 'true')].push('(filled)');
  for (const [word, value] of Object.entries(rule.map ?? {}))
    words[does(path, value)].push(word === '*' ? '(any other)' : name(word));
  const other = rule.dictionary
    ? `as in \`${rule.dictionary}\`, else held`
    : rule.as === 'filled' || rule.map?.['*'] !== undefined
      ? '–'
      : rule.map
        ? 'held'
        : rule.as
          ? `converter \`${rule.as}\``
          : 'yes/no words, else held';
  return { words, other };
}

function rowsOf(layout: ReadLayout): string[] {
  return Object.entries(layout.fields).flatMap(([path, rule]) => {
    const field = fieldAt('order', path)!;
    const isNumber = path === 'line.delivery.trackingNumber' && !rule.map;
    if (!maySayStop(path, field.type) || isNumber || rule.value !== undefined) return [];
    const { words, other } = wordsOf(path, rule);
    const sources = (rule.from ?? rule.join ?? []).join(rule.join ? ' + ' : ', ');
    const cells = columns.map((column) => words[column].join(' '));
    return [`| \`${layout.name}\` | ${sources} | \`${path}\` | ${[...cells, other].join(' | ')} |`];
  });
}

/** Words of the dictionaries that these layouts name. */
function dictionaryRows(layouts: readonly ReadLayout[]): string[] {
  const named = new Map<string, string>();
  for (const layout of layouts)
    for (const [path, { dictionary }] of Object.entries(layout.fields))
      if (dictionary && maySayStop(path, fieldAt('order', path)!.type)) named.set(dictionary, path);
  return [...named].sort().map(([name, path]) => {
    const words = none();
    for (const [word, value] of standard.masters.dictionaries[name]!) words[does(path, value)].push(`\`${word}\``);
    return `| \`${name}\` | ${columns.map((column) => words[column].join(' ')).join(' | ')} |`;
  });
}

export const tableMark = '<!-- status words: made by npx tsx test/support/write-status-table.ts -->';

/** End of docs/formats.md: which status word of which column ships, holds, or says that there is nothing to ship. */
export function statusTable(): string {
  const layouts = [...standard.layouts.read.values()].filter((layout) => layout.yields === 'order');
  return [
    tableMark,
    '',
    '| layout | column | field | ship | hold | shipped (elsewhere) | cancelled | any other word |',
    '|---|---|---|---|---|---|---|---|',
    ...layouts.flatMap(rowsOf),
    '',
    'Words of the dictionaries (`layouts/masters`), as they are compared (folded):',
    '',
    '| dictionary | ship | hold | shipped | cancelled |',
    '|---|---|---|---|---|',
    ...dictionaryRows(layouts),
    '',
  ].join('\n');
}
