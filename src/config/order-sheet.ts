import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import { width } from '../text/width.ts';

/**
 * The blank 受注シート as a workbook: the header of the CSV template (UTF-8 or CP932), bold and frozen. Every column is
 * formatted as text, so that Excel keeps the leading zeros of postal codes, phones and order numbers.
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
  const top = sheet.getRow(1);
  top.font = { bold: true };
  top.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8F0E8' } };
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis', { fatal: true }).decode(bytes);
  }
}
