import type { Masters } from '../../core/masters.ts';
import { type Choice, choose, type Known } from './choose.ts';
import { type Column, most } from './columns.ts';
import { mayStop } from './may-stop.ts';
import { ruleOf, specs } from './rules.ts';
import { knownShare, unknownWords, wordMeanings, wordQuestions } from './status-words.ts';
import type { LeftColumn, ProposedField, Question } from './types.ts';

export interface FoundFields {
  readonly fields: readonly ProposedField[];
  readonly questions: readonly Question[];
  readonly left: readonly LeftColumn[];
}

/** Fields of orders, lines and deliveries that a header names; people and the order number are found elsewhere. */
export function orderFields(known: Known): FoundFields {
  const fields: ProposedField[] = [];
  const questions: Question[] = [];
  const left: LeftColumn[] = [];
  for (const [path, candidates] of candidatesByPath(known)) {
    const choice = choose(path, candidates, partly(path, candidates, known), known);
    left.push(...choice.left);
    if (choice.columns.length === 0) continue;
    const field = fieldOf(path, choice, known);
    if (choice.doubt) questions.push(doubtful(field, choice));
    else fields.push(field);
    // Words are asked whatever becomes of the column: without an answer they hold their orders.
    if (choice.rivals.length === 0) questions.push(...wordQuestions(choice.columns[0]!, field, known.masters));
  }
  const taken = new Set([...fields, ...questions.flatMap((one) => one.field ?? [])].flatMap((field) => field.columns));
  const picked = new Set(questions.flatMap((one) => one.columns ?? []));
  const rest = known.columns.filter(({ at, ref }) => ref !== '' && !taken.has(at) && !picked.has(at));
  const stops = mayStop(rest, taken, known);
  return { fields, questions: [...questions, ...stops.questions], left: [...left, ...stops.left] };
}

/** 「入金」 or 「決済」 alone may be the state or the method: the words in it tell. */
function byWords(column: Column, { dictionaries }: Masters): string {
  const path = column.meaning.kind === 'field' ? column.meaning.path : '';
  if (path !== 'order.payment.method' || column.says.includes('method')) return path;
  const states = knownShare(column, dictionaries['payment-states']);
  return states > knownShare(column, dictionaries['payment-methods']) ? 'order.payment.state' : path;
}

/** 販売者商品コード before 商品番号: the shop's own code is the one that its stock knows. */
const sellersOwn = (column: Column): number => (column.says.includes('sender') ? 1 : 0);

/** 注文商品 may be a code or a name, 注文商品名 is a name. */
const isNamed = (column: Column): number =>
  column.says.some((word) => word.includes('name') || word === 'title') ? 1 : 0;

/** Columns whose headers, understood whole, mean a field; the preferred first. */
function candidatesByPath({ columns, masters }: Known): readonly (readonly [string, readonly Column[]])[] {
  const pathOf = (column: Column) => (column.meaning.kind === 'field' ? byWords(column, masters) : '');
  const byPath = Object.keys(specs)
    .filter((path) => path !== 'order.number')
    .map((path): [string, readonly Column[]] => [
      path,
      columns
        .filter((column) => column.ref !== '' && column.whole)
        .filter((column) => pathOf(column) === path)
        .sort(
          (a, b) =>
            sellersOwn(b) - sellersOwn(a) ||
            isNamed(b) - isNamed(a) ||
            a.rank - b.rank ||
            a.index - b.index ||
            a.at - b.at,
        ),
    ]);
  const found = new Map(byPath.filter(([, candidates]) => candidates.length > 0));
  // 発送状態 twice: the order's first, then the destination's.
  const states = [...(found.get('line.delivery.status') ?? [])].sort((a, b) => a.at - b.at);
  if (states.length === 2 && !found.has('order.status')) {
    found.set('order.status', states.slice(0, 1));
    found.set('line.delivery.status', states.slice(1));
  }
  return [...found];
}

/** Filled columns that say the same in a part of their header, where all that say it whole are empty. */
function partly(path: string, candidates: readonly Column[], { columns }: Known): readonly Column[] {
  if (candidates.some((column) => column.filled > 0)) return [];
  return columns.filter(
    ({ ref, whole, meaning, filled }) =>
      ref !== '' && !whole && filled > 0 && meaning.kind === 'field' && meaning.path === path,
  );
}

function fieldOf(path: string, { columns, reasons }: Choice, known: Known): ProposedField {
  const refs = columns.map((column) => column.ref);
  const rule = isDayOfCancelling(path, columns[0]!, known) ? { from: refs, as: 'filled' } : ruleOf(path, refs);
  return { path, rule, columns: columns.map((column) => column.at), reasons };
}

/** A column of キャンセル may hold words, or the day on which it happened. */
function isDayOfCancelling(path: string, column: Column, { masters }: Known): boolean {
  if (path !== 'order.cancelled') return false;
  const isDay = column.says.includes('date') || (column.filled > 0 && column.share('date') >= most);
  return isDay && (column.filled === 0 || unknownWords(column, masters, 'yes-no').length > 0);
}

/** One of several columns, or whether to use the one. */
function doubtful(field: ProposedField, { columns, rivals, doubt }: Choice): Question {
  const { path } = field;
  const reasons = [...field.reasons, ...(doubt ? [doubt] : [])];
  // What may stop a shipment is never left out for want of an answer.
  const must = wordMeanings[path] === undefined ? {} : { needed: true };
  if (rivals.length === 0)
    return { id: `use:${path}`, kind: 'use', path, options: ['yes', 'no'], field, reasons, ...must };
  const at = [...columns, ...rivals].map((column) => column.at);
  return { id: path, kind: 'pick', path, options: [...at.map(String), 'none'], columns: at, reasons, ...must };
}
