import type { Masters } from '../../core/masters.ts';
import { isBlank } from '../rule.ts';
import { type Column, columnsOf } from './columns.ts';
import type { Header } from './header.ts';
import { neededQuestions } from './needed.ts';
import { orderFields } from './order-fields.ts';
import { findNumber } from './order-number.ts';
import { personFields } from './people.ts';
import { continuesBlank } from './rows-of-orders.ts';
import type { LeftColumn, Proposal, ProposedField, Question, Reason } from './types.ts';
import { headerWords } from './understand.ts';
import { whose } from './whose.ts';

/**
 * Proposes a layout for a file of orders that nobody knows: for each field the columns that fill it, with the reasons. What is certain
 * stands in `fields`, everything else is a question. Looks at nothing but its arguments.
 *
 * @param rows data rows (below the header), texts as they came; as many as the file has, or its first thousands
 * @param header from `findHeader`
 * @param dictionaries the masters: `header-words` for headers, the status and time dictionaries for cells
 */
export function learn(
  rows: readonly (readonly string[])[],
  header: Header,
  dictionaries: Masters,
): Proposal | { readonly refused: 'learn-not-orders' } {
  const words = headerWords(dictionaries.dictionaries['header-words'] ?? new Map());
  const data = rows.filter((row) => !row.every(isBlank));
  const columns = columnsOf(header, data, words);
  const { known, unclear, repeated } = whose(columns);
  const number = findNumber(columns);
  if (known.length === 0 && !number.field) return { refused: 'learn-not-orders' };
  const blankIsSame = continuesBlank(columns, number.groups);
  const found = orderFields({ columns, groups: number.groups, blankIsSame, masters: dictionaries });
  const people = (['orderer', 'consignee'] as const).flatMap((who) => personFields(who, known));
  const fields: ProposedField[] = [
    ...(number.field ? [number.field] : []),
    ...found.fields,
    ...people.filter((one) => one.sure).map((one) => one.field),
  ];
  const asked: Question[] = [
    ...(number.question ? [number.question] : []),
    ...found.questions,
    ...people.filter((one) => !one.sure).map((one) => doubtful(one.field)),
  ];
  const needed = neededQuestions({ columns, fields, asked, unclear });
  const questions = [...asked, ...needed.questions];
  const used = new Set([...fields, ...questions.flatMap((one) => one.field ?? [])].flatMap((field) => field.columns));
  const picked = new Set(questions.flatMap((one) => one.columns ?? []));
  return {
    header,
    columns,
    fields,
    questions,
    left: columns
      .filter((column) => !used.has(column.at) && !picked.has(column.at))
      .map((column) => leftOf(column, [...found.left, ...repeated.map(repeats)])),
    settings: { continuation: blankIsSame ? 'blank-is-same' : 'repeated', part: 'all' },
    notes: [...blankNumbers(number.groups.blank), ...needed.notes],
  };
}

/** Rows without a number, as merged cells leave them, belong to nothing. */
const blankNumbers = (count: number): readonly Reason[] =>
  count === 0 ? [] : [{ code: 'blank-numbers', args: { count } }];

function doubtful(field: ProposedField): Question {
  return {
    id: `use:${field.path}`,
    kind: 'use',
    path: field.path,
    options: ['yes', 'no'],
    field,
    reasons: field.reasons,
  };
}

const repeats = ({ at }: Column): LeftColumn => ({ at, reason: { code: 'repeats' } });

function leftOf(column: Column, said: readonly LeftColumn[]): LeftColumn {
  const known = said.find((one) => one.at === column.at);
  if (known) return known;
  const code: Reason['code'] =
    column.ref === '' ? 'no-name' : column.meaning.kind === 'unused' ? 'known-unused' : 'not-known';
  return { at: column.at, reason: { code } };
}
