import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import { ruleSheetName } from '../core/rules/sheet-name.ts';
import { width } from '../text/width.ts';
import { ruleColumns } from './rule-sheet.ts';

/**
 * The blank 受注シート as a workbook: the header of the CSV template (UTF-8 or CP932), bold and frozen. Every column is
 * formatted as text, so that Excel keeps the leading zeros of postal codes, phones and order numbers. A second sheet takes rules.
 */
export async function blankOrderSheet(template: Uint8Array): Promise<Uint8Array> {
  const [header = []] = parse(decode(template), { bom: true, to: 1 }) as string[][];
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('受注', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = header.map((name) => ({
    header: name,
    width: Math.max(12, width(name) + 4),
    style: { numFmt: '@' },
  }));
  headline(sheet);
  addRuleSheet(workbook);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

/** The ルール表: rules for people who do not write YAML (`rules import`). The second row says what to write. */
function addRuleSheet(workbook: exceljs.Workbook): void {
  const sheet = workbook.addWorksheet(ruleSheetName, { views: [{ state: 'frozen', ySplit: 2 }] });
  sheet.columns = ruleColumns.map(([name, hint]) => ({
    header: name,
    width: Math.max(14, Math.min(40, width(hint) + 2)),
    style: { numFmt: '@' },
  }));
  const hints = sheet.addRow(ruleColumns.map(([, hint]) => hint));
  hints.font = { italic: true, color: { argb: 'FF606060' } };
  headline(sheet);
}

function headline(sheet: exceljs.Worksheet): void {
  const top = sheet.getRow(1);
  top.font = { bold: true };
  top.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8F0E8' } };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis', { fatal: true }).decode(bytes);
  }
}
