import { orderField } from '../../core/fields.ts';
import { fill } from '../../core/sentences/help.ts';
import { learnWords } from '../../core/sentences/learn-words.ts';
import type { Proposal, Question, Reason } from './types.ts';

/** A reason in the operator's words. */
export function reasonText({ code, args = {} }: Reason): string {
  const field = typeof args.path === 'string' ? fieldLabel(args.path) : '';
  return fill(learnWords.reasons[code], { field, ...args });
}

/** Name of a field for people. */
export const fieldLabel = (path: string): string => `「${orderField(path)?.label ?? path}」`;

/** A question in the operator's words. */
export function questionText({ columns }: Proposal, question: Question): string {
  const { questions } = learnWords;
  const { kind, path, reasons } = question;
  const names = (question.field?.columns ?? []).map((at) => columns[at]!.name).join('」「');
  const why = reasons.map(reasonText).join('、');
  const column = typeof reasons[0]?.args?.column === 'string' ? reasons[0].args.column : '';
  const args = {
    field: fieldLabel(path),
    columns: names,
    reasons: why,
    column,
    word: question.word ?? '',
    count: question.count ?? 0,
  };
  if (kind === 'fact') return questions[question.id as keyof typeof questions] ?? question.id;
  if (kind === 'word') return fill(questions.word, args);
  if (kind === 'use') return fill(question.id.startsWith('status:') ? questions.status : questions.use, args);
  return fill(reasons.length > 0 ? questions.pick : questions.pickNone, args);
}

/** An option of a question in the operator's words: a column's name, or what an answer means. */
export function optionText({ columns }: Proposal, question: Question, option: string): string {
  if (question.kind === 'pick' && /^\d+$/.test(option)) {
    const column = columns[Number(option)]!;
    return `${column.ref === '' ? column.name : column.ref}`;
  }
  return learnWords.answers[option] ?? option;
}
