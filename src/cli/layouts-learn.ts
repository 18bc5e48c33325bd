import { type SpokenProblem, speak } from '../core/problem.ts';
import { fill, help } from '../core/sentences/help.ts';
import { learnWords } from '../core/sentences/learn-words.ts';
import type { Workspace } from '../flow/types.ts';
import type { Answers, Learned, OpenedForLearning, Proposal, Proved, Question } from '../layout/learn/index.ts';
import { ask, canAsk } from './ask.ts';
import { checkShop } from './bridge.ts';
import { CommandRefused, type ExitCode, exitCodes } from './exit.ts';
import { chooseName, useInShop, writeLayout } from './learn-write.ts';
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
  const { learn } = await import('../layout/learn/index.ts');
  const { readInput } = await import('./read-input.ts');
  const workspace = loadWorkspace(C, process.env);
  checkShop(workspace, shop);
  const input = readInput(file, workspace.config.limits.fileBytes);
  const target = chooseName(workspace, name, input.name, shop);
  const opened = await openUnknown(workspace, input);
  if ('problem' in opened) return refuse(input.name, opened.problem, json);
  const proposal = learn(opened.rows, opened.header, workspace.masters);
  if ('refused' in proposal) return refuse(input.name, speak({ code: proposal.refused, kind: 'fix', place: {} }), json);
  const { showProposal } = await import('./learn-show.ts');
  if (!json) showProposal(proposal);
  const answered = await answersTo(proposal, yes);
  const made = answered && (await make(workspace, proposal, answered, opened, target, shop));
  if (!made) return tellOpen(proposal, proposal.questions, json);
  if ('open' in made) return tellOpen(proposal, made.open, json);
  const path = writeLayout(workspace, made.learned, made.proved);
  const shops = shop === undefined ? [] : await useInShop(workspace, C, shop, target);
  const passed = proposal.questions.filter((one) => answered[one.id] === undefined);
  return show(workspace, input, made.proved, { proposal, passed, path, name: target, shops, json }, shop);
}

/** The file cut into header and rows, unless a layout knows it or it is no table of orders. */
async function openUnknown(
  { layouts, masters, config }: Workspace,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<OpenedForLearning | { readonly problem: SpokenProblem }> {
  const { openDocument } = await import('../layout/document.ts');
  const { openForLearning } = await import('../layout/learn/index.ts');
  const { openTable } = await import('../layout/rows/open.ts');
  const open = (form: Parameters<typeof openTable>[2]) => openTable(bytes, name, form, config.limits);
  const known = await openDocument(open, [...layouts.read.values()]);
  if (!('problem' in known)) {
    const { title, name: layout } = known.match.layout;
    return { problem: speak({ code: 'learn-known', kind: 'fix', place: {}, args: { title, layout } }) };
  }
  if (known.problem.code === 'ambiguous-headers') return { problem: speak(known.problem) };
  const opened = await openForLearning(open, masters);
  return 'problem' in opened ? { problem: speak(opened.problem) } : opened;
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

async function make(
  workspace: Workspace,
  proposal: Proposal,
  answers: Answers,
  { facts, quoted }: OpenedForLearning,
  name: string,
  shopName: string | undefined,
): Promise<{ readonly learned: Learned; readonly proved: Proved } | { readonly open: readonly Question[] }> {
  const { finish, prove } = await import('../layout/learn/index.ts');
  const { japanDay } = await import('../core/time.ts');
  const { masters, config, layouts } = workspace;
  const shop = shopName === undefined ? undefined : config.shops[shopName];
  const learned = finish(proposal, answers, {
    name,
    day: japanDay(workspace.now()),
    marketplace: shop?.marketplace ?? '',
    shopTitle: shop?.title ?? '',
    masters,
    facts,
    quoted,
  });
  if ('open' in learned) return learned;
  const proved = await prove(learned, masters, [...layouts.read.values()], config.limits);
  if ('complaints' in proved)
    throw new CommandRefused(exitCodes.settings, 'learn-not-proved', { reason: proved.complaints.join(' / ') });
  return { learned, proved };
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
  const { openDocument } = await import('../layout/document.ts');
  const { readTable } = await import('../layout/read.ts');
  const { openTable } = await import('../layout/rows/open.ts');
  const { japanDay } = await import('../core/time.ts');
  const { previewOrders } = await import('../flow/desk/preview.ts');
  const { readOrderLines } = await import('./try-text.ts');
  const { showPreview } = await import('./learn-show.ts');
  const { config, masters } = workspace;
  const opened = await openDocument((form) => openTable(bytes, file, form, config.limits), [layout]);
  if ('problem' in opened) throw new CommandRefused(exitCodes.bug, 'learn-not-proved', { reason: opened.problem.code });
  const read = readTable(opened, { masters, today: japanDay(workspace.now()), file });
  const shop = config.shops[shopName ?? ''] ?? Object.values(config.shops)[0];
  const first = read.orders.slice(0, shownOrders);
  const preview = shop ? previewOrders(workspace, shop, first) : [];
  const counts = { rows: read.counts.rows, orders: read.orders.length, refused: read.refusedOrders.length };
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
  showPreview(preview, (number) => readOrderLines(first.find((one) => one.order.number === number)!.order));
  print();
  print(fill(learnWords.terminal.read, counts));
  for (const problem of read.problems.slice(0, 10)) warn(problemLine(file, speak(problem)));
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
