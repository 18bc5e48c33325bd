import type { SpokenProblem } from '../core/problem.ts';
import { fill, help } from '../core/sentences/help.ts';
import { learnWords } from '../core/sentences/learn-words.ts';
import type { Workspace } from '../flow/types.ts';
import type { Answers, Proposal, Proved, Question } from '../layout/learn/index.ts';
import { ask, canAsk } from './ask.ts';
import { checkShop } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import type { JsonArgs } from './options.ts';
import { print, printJson, problemLine, warn } from './output.ts';

export interface LearnArgs extends JsonArgs {
  readonly file: string;
  readonly name?: string;
  readonly shop?: string;
  readonly yes: boolean;
}

/** `layouts learn FILE`: proposes a layout for a file that nobody knows, asks what is not sure, writes it with a first case, tries it. */
export async function learnLayout({ C, file, name, shop, yes, json }: LearnArgs): Promise<ExitCode> {
  const { loadWorkspace } = await import('../app.ts');
  const { makeLayout, nameForLayout, openUnknown, writeLayout } = await import('../flow/desk/layouts/learn.ts');
  const { useInShop } = await import('../flow/desk/layouts/use.ts');
  const { readInput } = await import('./read-input.ts');
  const workspace = loadWorkspace(C, process.env);
  checkShop(workspace, shop);
  const input = readInput(file, workspace.config.limits.fileBytes);
  const target = nameForLayout(workspace, name, input.name, shop);
  if ('code' in target) {
    const exit = target.code === 'command-layout-exists' ? exitCodes.input : exitCodes.usage;
    throw new CommandRefused(exit, target.code, target.args);
  }
  const unknown = await openUnknown(workspace, input);
  if ('problem' in unknown) return refuse(input.name, unknown.problem, json);
  const { proposal } = unknown;
  const { showProposal } = await import('./learn-show.ts');
  if (!json) showProposal(proposal);
  const answers = await answersTo(proposal, yes);
  const made = answers && (await makeLayout(workspace, unknown, { answers }, { name: target.name, shop }));
  if (!made) return tellOpen(proposal, proposal.questions, json);
  if ('open' in made) return tellOpen(proposal, made.open, json);
  if ('complaints' in made)
    throw new CommandRefused(exitCodes.settings, 'learn-not-proved', { reason: made.complaints.join(' / ') });
  const path = writeLayout(workspace, made.learned, made.proved);
  const shops = shop === undefined ? [] : await useInShop(workspace, shop, target.name);
  const passed = proposal.questions.filter((one) => answers[one.id] === undefined);
  return show(workspace, input, made.proved, { proposal, passed, path, name: target.name, shops, json }, shop);
}

function refuse(file: string, problem: SpokenProblem, json: boolean): ExitCode {
  if (json) printJson({ file, name: '', problems: [problem] });
  warn(problemLine(file, problem));
  return exitCodes.input;
}

/** Answers of the terminal; none with `--yes`; undefined where there is something to ask and nobody to answer. */
async function answersTo(proposal: Proposal, yes: boolean): Promise<Answers | undefined> {
  if (yes || proposal.questions.length === 0) return {};
  if (!canAsk()) return undefined;
  const { askQuestions } = await import('./learn-ask.ts');
  return askQuestions(proposal, { ask, say: warn });
}

async function tellOpen(proposal: Proposal, open: readonly Question[], json: boolean): Promise<ExitCode> {
  const { questionText } = await import('../layout/learn/index.ts');
  const questions = open.map((one) => ({ id: one.id, question: questionText(proposal, one), options: one.options }));
  if (json) printJson({ name: '', questions, fields: proposal.fields });
  warn(learnWords.terminal.open);
  for (const { question } of questions) warn(`  - ${question}`);
  return exitCodes.input;
}

interface Outcome {
  readonly proposal: Proposal;
  /** Questions that nobody answered. */
  readonly passed: readonly Question[];
  readonly path: string;
  readonly name: string;
  /** Layouts that the shop reads now; empty = no shop was named. */
  readonly shops: readonly string[];
  readonly json: boolean;
}

/** Orders that are shown. */
const shownOrders = 3;

/** Reads the file with the new layout: rows → orders → B2 cells. */
async function show(
  workspace: Workspace,
  { name: file, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  { layout }: Proved,
  { proposal, passed, path, name, shops, json }: Outcome,
  shopName: string | undefined,
): Promise<ExitCode> {
  const { questionText } = await import('../layout/learn/index.ts');
  const { tryFile } = await import('../flow/desk/layouts/try.ts');
  const { readOrderLines } = await import('./try-text.ts');
  const { showPreview } = await import('./learn-show.ts');
  const read = await tryFile(workspace, { name: file, bytes }, { shop: shopName ?? '', layout, shown: shownOrders });
  if ('problem' in read) throw new CommandRefused(exitCodes.bug, 'learn-not-proved', { reason: read.problem.code });
  const preview = read.orders.flatMap((one) => one.preview ?? []);
  const counts = { rows: read.counts.rows, orders: read.counts.orders, refused: read.counts.refused };
  if (json) {
    const { fields, left } = proposal;
    printJson({
      file,
      name,
      path,
      layouts: shops,
      counts,
      fields,
      open: passed.map(({ id }) => id),
      left,
      preview,
    });
    return exitCodes.done;
  }
  showPreview(preview, (number) =>
    readOrderLines(read.orders.find((one) => one.read.order.number === number)!.read.order),
  );
  print();
  print(fill(learnWords.terminal.read, counts));
  for (const problem of read.ofFile.slice(0, 10)) warn(problemLine(file, problem));
  if (passed.length > 0) {
    print(learnWords.terminal.passed);
    for (const one of passed) print(`  - ${questionText(proposal, one)}`);
  }
  print(fill(help.said.copied, { name, path }));
  print(
    shopName === undefined
      ? fill(learnWords.terminal.next, { name })
      : fill(learnWords.terminal.used, { shop: shopName, layouts: shops.join(', ') }),
  );
  return exitCodes.done;
}
