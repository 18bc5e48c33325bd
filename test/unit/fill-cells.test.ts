import { expect, it } from 'vitest';
import { fillCells } from '../../src/layout/rows/fill-cells.ts';

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const fill = (text: string, edits: [number, number, string][]) => {
  const map = new Map<number, Map<number, string>>();
  for (const [line, column, value] of edits) map.set(line, (map.get(line) ?? new Map()).set(column, value));
  return Buffer.from(fillCells(utf8(text), ',', map, utf8)).toString('utf8');
};

it('fills a quoted cell in quotes and keeps BOM, CRLF and everything else byte for byte', () => {
  const before = '\uFEFF"注文番号","送り状番号"\r\n"1",""\r\n"2","",\r\n';
  expect(fill(before, [[2, 1, '123456789013']])).toBe(
    '\uFEFF"注文番号","送り状番号"\r\n"1","123456789013"\r\n"2","",\r\n',
  );
});
it('counts lines inside quoted cells as the reader does', () => {
  expect(fill('"a\r\nb",x\r\n1,\r\n', [[3, 1, '9']])).toBe('"a\r\nb",x\r\n1,9\r\n');
});
it('fills the last cell of a file that has no final line end, and quotes only where it must', () => {
  expect(fill('h,t\n1,', [[2, 1, 'a,b']])).toBe('h,t\n1,"a,b"');
  expect(fill('h,t\n1,old', [[2, 1, 'new']])).toBe('h,t\n1,new');
});
it('changes nothing without edits', () => {
  const odd = '\uFEFFa,"b""c"\rd,,\n\n"e"';
  expect(fill(odd, [])).toBe(odd);
});
