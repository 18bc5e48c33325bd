import { ruleWords as words } from '../../../core/sentences/console/rules.ts';
import { fill } from '../../../core/sentences/fill.ts';
import {
  blankCells,
  type ReadRules,
  type RuleCells,
  readRow,
  readSheet,
  ruleColumns,
  sheetProblemText,
} from '../../../flow/desk/rules/sheet.ts';
import type { Answer, Ask, Result, Route } from '../../types.ts';
import { changed } from './changed.ts';

/** Where rules are listed. */
export const rulesPath = '/jobs#rules';

/** One address for each thing that is done to rules; ロボット tells what came of it. */
const act = (name: string, work: (ask: Ask) => Promise<readonly Result[]>, upload = false): Route => ({
  method: 'post',
  path: `/rules/${name}`,
  role: 'manage',
  ...(upload && { upload: true }),
  handle: async (ask): Promise<Answer> => ({ to: rulesPath, results: await work(ask) }),
});

export const actRoutes: readonly Route[] = [
  act('switch', switchOne),
  act('move', move),
  act('order', order),
  act('add', add),
  act('import', importSheet, true),
];

const titleOf = ({ ctx }: Ask, name: string): string =>
  ctx.rules?.rules.find((one) => one.name === name)?.title ?? name;

function switchOne(ask: Ask) {
  const name = ask.form.get('rule') ?? '';
  const on = ask.form.get('on') === 'yes';
  const text = fill(on ? words.switchedOn : words.switchedOff, { rule: titleOf(ask, name) });
  return changed(ask, { kind: 'switch', names: [name], on }, text);
}

function move(ask: Ask) {
  const name = ask.form.get('rule') ?? '';
  const names = (ask.ctx.rules?.rules ?? []).map((one) => one.name);
  const at = names.indexOf(name);
  const to = at + (ask.form.get('to') === 'up' ? -1 : 1);
  if (at >= 0 && to >= 0 && to < names.length) names.splice(to, 0, ...names.splice(at, 1));
  return changed(ask, { kind: 'order', names }, fill(words.moved, { rule: titleOf(ask, name) }));
}

/** All rules in the order in which they were dragged. */
function order(ask: Ask) {
  return changed(ask, { kind: 'order', names: ask.form.getAll('rule') }, words.ordered);
}

function add(ask: Ask) {
  const cells = { ...blankCells() } as Record<keyof RuleCells, string>;
  ruleColumns.forEach(([column], at) => {
    cells[column] = (ask.form.get(`cell${at}`) ?? '').trim().slice(0, 1000);
  });
  return put(ask, readRow(cells));
}

async function importSheet(ask: Ask): Promise<readonly Result[]> {
  const [file] = ask.uploads;
  const read = file && (await readSheet(file.bytes));
  if (!read) return [{ kind: 'wrong', text: words.noWorkbook }];
  if (read.rules.length + read.problems.length === 0) return [{ kind: 'wrong', text: words.noRows }];
  return put(ask, read);
}

/** All of them or none. */
async function put(ask: Ask, { rules, problems }: ReadRules): Promise<readonly Result[]> {
  if (problems.length > 0)
    return problems.slice(0, 20).map((one): Result => {
      const args = { row: one.row, column: one.column, value: one.value, why: sheetProblemText(one) };
      return { kind: 'wrong', text: fill(one.row === 0 ? words.bad : words.badRow, args) };
    });
  const names = rules.map((one) => String(one.rule.title ?? one.rule.name)).join('」「');
  return changed(ask, { kind: 'add', rules }, fill(words.added, { rule: names }));
}
