import exceljs from 'exceljs';
import { ruleSheetName } from '../core/rules/sheet-name.ts';
import {
  type RuleCells,
  type RuleColumn,
  readRuleRow,
  ruleColumns,
  type SheetProblem,
  type SheetRule,
} from './rule-row.ts';

export { ruleColumns } from './rule-row.ts';

/** Reads the ルール表 of a workbook: every rule that can be made of it, and every cell that cannot. All rules come switched off. */
export async function readRuleSheet(bytes: Uint8Array): Promise<{ rules: SheetRule[]; problems: SheetProblem[] }> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  const sheet = workbook.getWorksheet(ruleSheetName);
  if (!sheet) return { rules: [], problems: [{ row: 1, column: '', value: '', why: 'no-sheet' }] };
  const rules: SheetRule[] = [];
  const problems: SheetProblem[] = [];
  const places = new Map<string, number>();
  sheet.getRow(1).eachCell((cell, no) => {
    places.set(cell.text.trim(), no);
  });
  const names = new Set<string>();
  sheet.eachRow((row, no) => {
    if (no <= 2) return; // the header, and what to write there
    const cells = Object.fromEntries(
      ruleColumns.map(([column]) => [column, places.has(column) ? row.getCell(places.get(column)!).text.trim() : '']),
    ) as RuleCells;
    if (Object.values(cells).every((cell) => cell === '')) return;
    const wrong = (column: RuleColumn | '', why: SheetProblem['why']) =>
      problems.push({ row: no, column, value: column === '' ? '' : cells[column], why });
    const before = problems.length;
    const one = readRuleRow(cells, wrong);
    if (names.has(cells.名前)) wrong('名前', 'twice');
    names.add(cells.名前);
    if (problems.length === before) rules.push(one);
  });
  return { rules, problems };
}
