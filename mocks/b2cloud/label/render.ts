import { readFileSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import { fontFile } from '../../font.ts';
import type { Waybill } from '../state/state.ts';
import { codabar, qr } from './codes.ts';
import { createPen } from './pen.ts';
import { type Codes, collected, drawCopy, drawPayment, drawPostSlip, drawSlip, slipHeight, slipWidth } from './slip.ts';

const mm = 72 / 25.4;

let fonts: { readonly regular: Buffer; readonly bold: Buffer } | undefined;

/** Size of a page, mm, and where the slip and its copy stand. */
interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly slip: readonly [number, number];
  /** x, y, width of the sender's copy. */
  readonly copy?: readonly [number, number, number];
}

const a4: Sheet = { width: 210, height: 297, slip: [2, 2], copy: [121, 4, 85] };
const a5: Sheet = { width: 148, height: 210, slip: [16.5, 6] };
const label: Sheet = { width: 115, height: 198, slip: [0, 0] };
const longLabel: Sheet = { width: 119.6, height: 236, slip: [2.3, 2] };

const long = new Set(['2', '4']);

/**
 * Printer type 3 = label printer: 115 × 198 mm, 119.6 × 236 mm for コレクト and タイム and the print types of these; else A4, A5 only
 * for `m5`. Trust B.
 */
export function sheetOf(printType: string, printerType: string, service: string): Sheet {
  if (printerType === '3') return long.has(service) || long.has(printType) ? longLabel : label;
  return printType === 'm5' ? a5 : a4;
}

/** Sheets with several small slips: print type, columns, rows. 8 ゆうメール or 6 of the other post types on A4: trust B. */
const small: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['3', [2, 4]],
  ['7', [2, 3]],
  ['A', [2, 3]],
]);

/** Services that are printed small when their sheet is asked for. */
const postServices = new Set(['3', '7', 'A']);

/** One page per slip; on the sheets of the post types several slips on a page. */
export async function render(waybills: readonly Waybill[], printType: string, printerType: string): Promise<Buffer> {
  const doc = new PDFDocument({
    autoFirstPage: false,
    info: { Title: '送り状（見本）', Creator: 'b2-bridge lab' },
  });
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise<void>((finish, fail) => {
    doc.on('end', finish);
    doc.on('error', fail);
  });
  fonts ??= { regular: readFileSync(fontFile('regular')), bold: readFileSync(fontFile('bold')) };
  doc.registerFont('regular', fonts.regular as never);
  doc.registerFont('bold', fonts.bold as never);
  const grid = printerType === '3' ? undefined : small.get(printType);
  let place = 0;
  for (const [index, waybill] of waybills.entries()) {
    // Other requests are answered meanwhile.
    if (index % 10 === 9) await breathe();
    if (grid && postServices.has(waybill.values.service_type ?? '')) {
      const [columns, rows] = grid;
      const [width, height] = [a4.width / columns, a4.height / rows];
      if (place % (columns * rows) === 0) doc.addPage({ size: [a4.width * mm, a4.height * mm], margin: 0 });
      const at = place % (columns * rows);
      const pen = createPen(doc, (at % columns) * width, Math.floor(at / columns) * height);
      drawPostSlip(pen, waybill, codesOf(waybill), width, height);
      place += 1;
      continue;
    }
    place = 0;
    if (printType === 'CP' && waybill.values.is_agent === '1') {
      doc.addPage({ size: [a4.width * mm, a4.height * mm], margin: 0 });
      drawPayment(createPen(doc, 20, 20), waybill, codesOf(waybill), 170);
      continue;
    }
    const sheet = sheetOf(printType, printerType, waybill.values.service_type ?? '');
    doc.addPage({ size: [sheet.width * mm, sheet.height * mm], margin: 0 });
    drawPage(doc, sheet, waybill);
  }
  doc.end();
  await done;
  return Buffer.concat(parts);
}

const codesOf = ({ trackingNumber }: Waybill): Codes => ({ bars: codabar(trackingNumber), square: qr(trackingNumber) });

function drawPage(doc: PDFKit.PDFDocument, sheet: Sheet, waybill: Waybill): void {
  const codes = codesOf(waybill);
  drawSlip(createPen(doc, ...sheet.slip), waybill, codes);
  if (sheet.copy) {
    const [x, y, width] = sheet.copy;
    drawCopy(createPen(doc, x, y), waybill, codes, width, 'ご依頼主控え');
    drawCopy(createPen(doc, x, y + 96), waybill, codes, width, '貼付票・お問い合わせ');
  }
  if (sheet.height - slipHeight > 30 && sheet.width < slipWidth + 20) receipt(doc, sheet, waybill, codes);
}

/** Long label: what the receiver keeps. */
function receipt(doc: PDFKit.PDFDocument, sheet: Sheet, waybill: Waybill, codes: Codes): void {
  const pen = createPen(doc, sheet.slip[0], slipHeight + 4);
  pen.box(2, 0, slipWidth - 4, 30, 0.3);
  pen.text('お客様控え', 5, 2, { size: 10, bold: true });
  pen.text(waybill.trackingNumber, 5, 8, { size: 10 });
  pen.symbol(codes.bars, 5, 14, 60, 10);
  const amount = collected(waybill);
  pen.text(amount && `領収額 ${amount}`, 68, 10, {
    size: 13,
    bold: true,
    within: 42,
    align: 'right',
  });
}
