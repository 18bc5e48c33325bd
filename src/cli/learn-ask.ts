import { learnWords } from '../core/sentences/learn-words.ts';
import { type Answers, optionText, type Proposal, type Question, questionText } from '../layout/learn/index.ts';
import { oneLine } from './one-line.ts';

export interface Terminal {
  readonly ask: (question: string) => Promise<string>;
  readonly say: (line: string) => void;
}

/** Asks everything that is not sure, one question after the other. Enter takes the likely answer; where there is none it passes over. */
export async function askQuestions(proposal: Proposal, { ask, say }: Terminal): Promise<Answers> {
  const answers: Record<string, string> = {};
  const open = proposal.questions;
  for (const [index, question] of open.entries()) {
    if (!isStillAsked(proposal, question, answers)) continue;
    say(`\n(${index + 1}/${open.length}) ${questionText(proposal, question)}`);
    for (const [i, option] of question.options.entries())
      say(`  ${i + 1}) ${oneLine(shown(proposal, question, option))}`);
    const answer = await choose(question, ask, say);
    if (answer !== undefined) answers[question.id] = answer;
  }
  return answers;
}

/** Words are asked of columns that are read. */
function isStillAsked({ fields, questions }: Proposal, { kind, path }: Question, answers: Answers): boolean {
  if (kind !== 'word' || fields.some((field) => field.path === path)) return true;
  return questions.some((one) => one.kind === 'use' && one.path === path && answers[one.id] === 'yes');
}

/** An option, with the first values of a column: the operator knows them. */
function shown(proposal: Proposal, question: Question, option: string): string {
  const text = optionText(proposal, question, option);
  if (question.kind !== 'pick' || !/^\d+$/.test(option)) return text;
  const cells = proposal.columns[Number(option)]!.cells.filter((cell) => cell.trim() !== '');
  const examples = [...new Set(cells)].slice(0, 2).map((cell) => [...cell].slice(0, 20).join(''));
  return examples.length === 0 ? text : `${text}（${learnWords.terminal.example}${examples.join('、')}）`;
}

async function choose(
  { options, suggested, needed }: Question,
  ask: Terminal['ask'],
  say: Terminal['say'],
): Promise<string | undefined> {
  const likely = suggested === undefined ? -1 : options.indexOf(suggested);
  const { number, enter, pass, again } = learnWords.terminal;
  const hint = likely >= 0 ? `${enter}${likely + 1}` : needed ? '' : pass;
  for (;;) {
    const typed = await ask(`${number}${hint === '' ? '' : ` [${hint}]`}: `);
    if (typed === '' && likely >= 0) return suggested;
    if (typed === '' && !needed) return undefined;
    const option = options[Number(typed.normalize('NFKC')) - 1];
    if (option !== undefined) return option;
    say(again);
  }
}
