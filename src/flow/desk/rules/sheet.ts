import {
  type RuleCells,
  type RuleColumn,
  readRuleRow,
  ruleColumns,
  type SheetProblem,
} from '../../../config/rule-row.ts';
import { help } from '../../../core/sentences/help.ts';
import type { FreshRule } from './files.ts';

export { type RuleCells, type RuleColumn, ruleActions, ruleColumns } from '../../../config/rule-row.ts';

export interface ReadRules {
  readonly rules: readonly FreshRule[];
  readonly problems: readonly SheetProblem[];
}

/** The ルール表 of a workbook; undefined = it is no workbook. */
export async function readSheet(bytes: Uint8Array): Promise<ReadRules | undefined> {
  const { readRuleSheet } = await import('../../../config/rule-sheet.ts');
  return readRuleSheet(bytes).catch(() => undefined);
}

/** One row of it, as a form asks for it. */
export function readRow(cells: RuleCells): ReadRules {
  const problems: SheetProblem[] = [];
  const wrong = (column: RuleColumn | '', why: SheetProblem['why']) =>
    problems.push({ row: 0, column, value: column === '' ? '' : cells[column], why });
  const rule = readRuleRow(cells, wrong);
  return { rules: problems.length > 0 ? [] : [rule], problems };
}

/** What is wrong with a cell, in the operator's words. */
export const sheetProblemText = ({ why }: SheetProblem): string => help.ruleSheet[why] ?? why;

/** Blank cells of a row. */
export const blankCells = (): RuleCells =>
  Object.fromEntries(ruleColumns.map(([column]) => [column, ''])) as unknown as RuleCells;
