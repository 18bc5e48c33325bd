import type { Rule } from '../types.ts';
import { ruleOf } from './rules.ts';
import type { Answers, Proposal, Question, Settings } from './types.ts';

/** What the layout will say: the proposal with a person's answers. */
export interface Settled {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly settings: Settings & { readonly sameAsOrderer: boolean };
}

/** Questions without which no layout can be made and that have no answer yet. */
export function openQuestions({ questions }: Proposal, answers: Answers): readonly Question[] {
  return questions.filter((one) => one.needed && !isAnswered(one, answers));
}

const isAnswered = (question: Question, answers: Answers): boolean =>
  question.options.includes(answers[question.id] ?? '\u0000');

/** Puts the answers into the proposal. Answers that are no option of their question count as none. */
export function settle(proposal: Proposal, answers: Answers): Settled {
  const rules = new Map(proposal.fields.map((field) => [field.path, field.rule]));
  let { part } = proposal.settings;
  let sameAsOrderer = false;
  const set = (path: string, rule: Rule) => rules.set(path, rule);
  for (const question of proposal.questions) {
    if (question.kind === 'word' || !isAnswered(question, answers)) continue;
    const answer = answers[question.id]!;
    if (question.kind === 'use' && answer === 'yes' && question.field) set(question.path, question.field.rule);
    else if (question.kind === 'pick' && /^\d+$/.test(answer))
      set(question.path, picked(proposal, question.path, answer));
    else if (answer === 'one-each') set(question.path, { value: '1', required: true });
    else if (answer === 'other-file') part = 'header';
    else if (answer === 'yes' && question.id === 'all-paid') set('order.payment.state', { value: 'paid' });
    else if (answer === 'yes' && question.id === 'lines-only') part = 'lines';
    else if (answer === 'yes' && question.kind === 'fact') sameAsOrderer = true;
  }
  for (const question of proposal.questions) {
    const rule = rules.get(question.path);
    if (question.kind === 'word' && rule && isAnswered(question, answers))
      set(question.path, withWord(rule, question.word!, answers[question.id]!));
  }
  if (part === 'lines') for (const path of [...rules.keys()]) if (isOfPlace(path)) rules.delete(path);
  return { rules, settings: { ...proposal.settings, part, sameAsOrderer } };
}

const isOfPlace = (path: string): boolean =>
  path.startsWith('line.consignee.') || path.startsWith('line.delivery.') || path.startsWith('order.orderer.');

function picked(proposal: Proposal, path: string, answer: string): Rule {
  const ref = proposal.columns[Number(answer)]!.ref;
  return ruleOf(path, [ref], path.endsWith('.kana') ? { as: 'kana' } : {});
}

/** A shop's own word stands in the layout, before those of the dictionary. */
function withWord(rule: Rule, word: string, meaning: string): Rule {
  return { ...rule, map: { ...rule.map, [word]: meaning === 'false' ? '' : meaning } };
}
