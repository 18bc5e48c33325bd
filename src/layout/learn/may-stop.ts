import type { Rule } from '../types.ts';
import type { Known } from './choose.ts';
import type { Column } from './columns.ts';
import { ruleOf } from './rules.ts';
import { maySayStatus, wordQuestions } from './status-words.ts';
import type { LeftColumn, ProposedField, Question, ReasonCode } from './types.ts';

/**
 * Columns that no field takes and that seem to say whether an order may ship: none of them is passed over without a word. Filled ones
 * must be answered; empty ones are named.
 */
export function mayStop(
  rest: readonly Column[],
  taken: ReadonlySet<number>,
  known: Known,
): { readonly questions: Question[]; readonly left: LeftColumn[] } {
  const questions: Question[] = [];
  const left: LeftColumn[] = [];
  for (const column of rest) {
    const pass = (code: ReasonCode) => left.push({ at: column.at, reason: { code } });
    const use = (code: ReasonCode, rule: Rule = ruleOf('order.status', [column.ref])) =>
      questions.push(...statusQuestions(column, code, rule, known));
    if (isCodeOfTaken(column, known.columns, taken)) pass('repeats');
    else if (maySayStatus(column, known.masters)) use('like-status');
    else if (isDayOfShipping(column)) {
      if (column.filled === 0) pass('may-stop');
      else use('day-of-shipping', { from: [column.ref], map: { '*': 'shipped' } });
    } else if (!column.whole && column.says.some((word) => ['status', 'cancel'].includes(word))) pass('may-stop');
  }
  return { questions, left };
}

/** 対応状況(ID) beside 対応状況(名称): the code of what is read in words already. */
function isCodeOfTaken(column: Column, columns: readonly Column[], taken: ReadonlySet<number>): boolean {
  const about = ({ says }: Column) =>
    says.filter((word) => !['number', 'name', 'given-or-name', 'filler'].includes(word)).join(' ');
  const isCode = column.says.includes('status') && column.says.includes('number');
  return isCode && columns.some((other) => taken.has(other.at) && other.whole && about(other) === about(column));
}

/** 発送日, 出荷日: where it is filled, it has gone. */
function isDayOfShipping({ says, whole }: Column): boolean {
  const said = says.filter((word) => word !== 'filler');
  return (
    whole &&
    said.includes('shipping') &&
    said.includes('date') &&
    said.every((word) => ['shipping', 'date', 'time'].includes(word))
  );
}

/** Whether the column is read as a further status, and what its unknown words mean. */
function statusQuestions(column: Column, code: ReasonCode, rule: Rule, { masters }: Known): Question[] {
  const path = `order.status.column-${column.at + 1}`;
  const field: ProposedField = { path, rule, columns: [column.at], reasons: [{ code }] };
  const use: Question = {
    id: `status:${column.at}`,
    kind: 'use',
    path,
    options: ['yes', 'no'],
    suggested: 'yes',
    field,
    needed: true,
    reasons: field.reasons,
  };
  return [use, ...wordQuestions(column, field, masters)];
}
