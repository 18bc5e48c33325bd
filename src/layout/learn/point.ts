import { orderFields } from '../../core/fields.ts';
import type { Masters } from '../../core/masters.ts';
import type { Rule } from '../types.ts';
import { type Column, most } from './columns.ts';
import { neededQuestions } from './needed.ts';
import { continuesBlank, groupsBy } from './rows-of-orders.ts';
import { ruleOf, specs } from './rules.ts';
import { wordQuestions } from './status-words.ts';
import type { LeftColumn, Proposal, ProposedField, Question } from './types.ts';

/** What a person says a column is, by its position: a field path, `unread`, or `undecided`. */
export type Pointing = ReadonlyMap<number, string>;

/** The column is not read. */
export const unread = '';
/** Nobody has said yet what the column is: it is not read, unless something must be said of it first. */
export const undecided = '?';

const people = ['order.orderer.', 'line.consignee.'];

/** Fields that a column can be pointed to, as people look for them: order, orderer, consignee, goods, delivery. */
export const pointable: readonly string[] = Object.keys(orderFields).filter(
  (path) => path in specs || path === 'line.delivery.note' || people.some((one) => path.startsWith(one)),
);

const status = 'order.status';
const isFurther = (path: string): boolean => path.startsWith(`${status}.`);
/** People see one field for all columns that say a state. */
const seenAs = (path: string): string => (isFurther(path) ? status : path);

/** What stands beside a column before anybody pointed: what is sure, and what is only likely. */
export interface Likely {
  /** Taken unless somebody says otherwise; `undecided` where a person must say it. */
  readonly path: string;
  /** What it probably is, where `path` is `undecided`. */
  readonly perhaps: readonly string[];
}

/** How a proposal looks column by column. */
export function likelyOf({ fields, questions, columns }: Proposal): readonly Likely[] {
  return columns.map(({ at }) => {
    const sure = fields.find((one) => one.columns.includes(at));
    if (sure) return { path: seenAs(sure.path), perhaps: [] };
    const asked = questions.filter((one) => (one.field?.columns ?? one.columns ?? []).includes(at));
    const perhaps = [...new Set(asked.map((one) => seenAs(one.path)))].filter((path) => pointable.includes(path));
    return { path: perhaps.length > 0 ? undecided : unread, perhaps };
  });
}

export interface Pointed {
  /** The proposal as the person says it: fields as pointed, and what is still to be answered of the file and its words. */
  readonly proposal: Proposal;
  /** Fields to which more columns were pointed than they can take. */
  readonly doubled: readonly string[];
}

/**
 * Puts what a person pointed in the place of what was proposed. A field whose columns stay the same keeps the rule that was found for it; for
 * another the rule follows from its columns. Questions about columns are answered by this; those about words and about the file are asked of
 * the fields as they are now.
 */
export function point(proposal: Proposal, pointing: Pointing, masters: Masters): Pointed {
  const { columns } = proposal;
  const known = [...proposal.fields, ...proposal.questions.flatMap((one) => one.field ?? [])];
  const byPath = new Map<string, Column[]>();
  for (const column of columns) {
    const path = column.ref === '' ? unread : (pointing.get(column.at) ?? unread);
    if (pointable.includes(path)) byPath.set(path, [...(byPath.get(path) ?? []), column]);
  }
  const doubled: string[] = [];
  const fields = [...byPath].flatMap(([path, own]): ProposedField[] => {
    if (path === status) return statusFields(own, known);
    if (own.length > 1 && specs[path]?.several === 'one') doubled.push(path);
    return [fieldOf(path, own, known)];
  });
  const number = fields.find((one) => one.path === 'order.number')?.columns[0];
  const blankIsSame = number !== undefined && continuesBlank(columns, groupsBy(columns[number]!));
  const needed = neededQuestions({ columns, fields, asked: [], unclear: [] });
  const questions = [
    ...(number === undefined ? [numberQuestion] : []),
    ...proposal.questions.filter((one) => mustBeSaid(one, pointing)),
    ...needed.questions.flatMap(withoutColumns),
    ...fields.flatMap((field) => wordQuestions(columns[field.columns[0]!]!, field, masters)),
  ];
  const used = new Set(fields.flatMap((one) => one.columns));
  const left = columns.flatMap(({ at }): LeftColumn[] => {
    if (used.has(at)) return [];
    const before = proposal.left.find((one) => one.at === at);
    return [before ?? { at, reason: { code: 'pointed-away' } }];
  });
  const settings = { ...proposal.settings, continuation: blankIsSame ? 'blank-is-same' : 'repeated' } as const;
  return { proposal: { ...proposal, fields, questions, left, settings, notes: needed.notes }, doubled };
}

const numberQuestion: Question = {
  id: 'order.number',
  kind: 'pick',
  path: 'order.number',
  options: [],
  needed: true,
  reasons: [],
};

/** A column that may say that an order must not ship is never passed over: somebody must say what it is. */
function mustBeSaid({ kind, needed, path, field, columns }: Question, pointing: Pointing): boolean {
  if (!needed || kind === 'fact' || path === 'order.number' || path === 'line.quantity') return false;
  return (field?.columns ?? columns ?? []).some((at) => (pointing.get(at) ?? undecided) === undecided);
}

/** What is asked besides columns: those are pointed to. */
function withoutColumns(question: Question): Question[] {
  if (question.kind !== 'pick') return [question];
  const options = question.options.filter((one) => !/^\d+$/.test(one) && one !== 'none');
  return options.length > 0 ? [{ ...question, options, columns: [] }] : [];
}

/** The first column that says a state is the order's, further ones may stop it as well. */
function statusFields(own: readonly Column[], known: readonly ProposedField[]): ProposedField[] {
  const before = own.map((column) =>
    known.find((one) => seenAs(one.path) === status && one.columns.length === 1 && one.columns[0] === column.at),
  );
  const isTaken = before.some((one) => one?.path === status);
  return own.map((column, at) => {
    const same = before[at];
    if (same) return same;
    const path = isTaken || at > 0 ? `${status}.column-${column.at + 1}` : status;
    return made(path, ruleOf(status, [column.ref]), [column]);
  });
}

function fieldOf(path: string, own: readonly Column[], known: readonly ProposedField[]): ProposedField {
  const at = new Set(own.map((one) => one.at));
  const same = known.find(
    (one) => one.path === path && one.columns.length === at.size && one.columns.every((column) => at.has(column)),
  );
  return same ?? made(path, ruleFor(path, own), own);
}

const made = (path: string, rule: Rule, own: readonly Column[]): ProposedField => ({
  path,
  rule,
  columns: own.map((one) => one.at),
  reasons: [{ code: 'pointed' }],
});

const refsOf = (columns: readonly Column[]): string[] => columns.map((one) => one.ref);

/** How columns fill a field, where only the pointing is known. */
function ruleFor(path: string, own: readonly Column[]): Rule {
  const thing = people.some((one) => path.startsWith(one)) ? path.split('.').at(-1) : '';
  const refs = refsOf(own);
  const isSeveral = own.length > 1;
  switch (thing) {
    case 'name':
      return isSeveral ? { join: refs, with: '　' } : { from: refs };
    case 'kana':
      return isSeveral ? { join: refs, with: '　', as: 'kana' } : { from: refs, as: 'kana' };
    case 'postalCode':
      return own.length === 2 ? { join: refs, with: '-', as: 'postal-parts' } : { from: refs };
    case 'address':
      return isSeveral ? { join: refsOf(inOrder(own)) } : { from: refs };
    case 'phone':
      if (own.length === 3 && own.every((one) => one.share('phone-part') >= most))
        return { join: refs, with: '-', as: 'phone-parts' };
      return isSeveral ? { from: refs, blank: 'no-wish' } : { from: refs };
    case '':
      break;
    default:
      return { from: refs };
  }
  const isDay = path === 'order.cancelled' && own.every((one) => one.filled > 0 && one.share('date') >= most);
  return isDay ? { from: refs, as: 'filled' } : ruleOf(path, refs);
}

/** Prefecture and municipality before the rest, the building behind it, whatever the file's order. */
function inOrder(columns: readonly Column[]): Column[] {
  const rank = ({ meaning }: Column): number => {
    const place = ['prefecture', 'city', 'address', 'street', 'building'];
    const found = meaning.kind === 'person' ? place.indexOf(meaning.thing) : -1;
    return found < 0 || found === 3 ? 2 : found;
  };
  return columns.toSorted((a, b) => rank(a) - rank(b) || a.index - b.index || a.at - b.at);
}
