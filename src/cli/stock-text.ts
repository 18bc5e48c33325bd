import { fill } from '../core/sentences/fill.ts';
import { stockWords, writerWords } from '../core/sentences/stock-words.ts';
import type { StockDetail } from '../flow/desk/stock.ts';
import { localTime, oneLine } from './output.ts';

const { said } = stockWords;

/** Figures of one SKU, who wrote them, and its parts. */
export function figureLines({ sku, figure, record, parts, reservedBy }: StockDetail): string[] {
  const isSet = parts.length > 0;
  const reserved = reservedBy.reduce((sum, one) => sum + one.pieces, 0);
  const figures = figure
    ? fill(isSet ? said.setFigures : said.figures, { sku, ...figure })
    : fill(said.noFigures, { sku, reserved });
  return [
    figures,
    ...(isSet ? [fill(said.parts, { parts: parts.map((one) => `${one.part}×${one.quantity}`).join('、') })] : []),
    ...(record && !isSet ? [fill(said.writer, { writer: record.writer })] : []),
    ...(record?.note && !isSet ? [fill(said.note, { note: oneLine(record.note) })] : []),
  ];
}

/** Everything of one SKU for people. */
export function stockLines(detail: StockDetail): string[] {
  const { reservedBy, moreReserved, told } = detail;
  const lines = figureLines(detail);
  if (reservedBy.length > 0) lines.push(said.reservedBy);
  for (const { shop, number, customerNo, state, pieces } of reservedBy)
    lines.push(`  ${shop} ${oneLine(number)} ${oneLine(customerNo)} ${state}: ${pieces}`);
  if (moreReserved > 0) lines.push(`  ${fill(said.moreReserved, { count: moreReserved })}`);
  if (told.length === 0) return [...lines, said.noLinks];
  lines.push(said.toldTo);
  for (const one of told) {
    const item = one.option === '' ? one.item : `${one.item} ${one.option}`;
    const what =
      one.said === null || one.at === null
        ? said.notTold
        : `${one.said === 'unlimited' ? writerWords.unlimited : one.said}（${localTime(one.at)}）${one.failed ? said.failed : ''}`;
    lines.push(`  ${one.shop} ${oneLine(item)}: ${what}`);
  }
  return lines;
}
