import { fill, help } from '../core/sentences/help.ts';
import { learnWords } from '../core/sentences/learn-words.ts';
import type { PreviewedOrder } from '../flow/desk/preview.ts';
import { fieldLabel, type Proposal, type ProposedField, reasonText } from '../layout/learn/index.ts';
import { oneLine, print, printTable } from './output.ts';

/** What is sure of a file: its fields, their columns and why; then the columns that nobody reads. */
export function showProposal(proposal: Proposal): void {
  const { terminal } = learnWords;
  const { columns, fields, left, notes } = proposal;
  const names = ({ columns: at }: ProposedField) => at.map((one) => columns[one]!.ref).join(' + ');
  print(fill(terminal.found, { columns: columns.length, rows: columns[0]?.cells.length ?? 0 }));
  printTable(
    [terminal.field, help.headings.column, help.headings.reason],
    fields.map((field) => [fieldLabel(field.path), names(field), field.reasons.map(reasonText).join('、')]),
  );
  for (const note of notes) print(`${terminal.note}${reasonText(note)}`);
  if (left.length === 0) return;
  print();
  print(fill(terminal.left, { count: left.length }));
  for (const { at, reason } of left.slice(0, mostLeft)) {
    const name = columns[at]!.name === '' ? fill(terminal.nth, { at: at + 1 }) : columns[at]!.name;
    print(`  ${oneLine(name)}: ${reasonText(reason)}`);
  }
  if (left.length > mostLeft) print(`  ${fill(help.said.more, { count: left.length - mostLeft })}`);
}

/** A file of 500 columns must not push the questions off the screen. */
const mostLeft = 30;

/** Rows → order → B2 row of what was read, with everything that would hold it. */
export function showPreview(orders: readonly PreviewedOrder[], lines: (number: string) => readonly string[]): void {
  const { terminal } = learnWords;
  for (const { number, rows, problems, shipments } of orders) {
    print();
    print(fill(terminal.rows, { rows: rows.map((row) => fill(help.said.row, { row })).join('、') }));
    for (const line of lines(number)) print(line);
    for (const { sentence, remedy } of problems) print(`    ! ${sentence} → ${remedy}`);
    for (const { customerNo, holds, cells } of shipments) {
      print(fill(terminal.label, { customerNo }));
      for (const { sentence, remedy } of holds) print(`    ! ${sentence} → ${remedy}`);
      for (const { no, name, value } of cells)
        print(`    ${String(no).padStart(2)} ${oneLine(name)}: ${oneLine(value)}`);
    }
  }
}
