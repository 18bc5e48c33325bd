/** One thing that is wrong in an order file. `row` counts as a spreadsheet does: the headings are row 1. */
export interface OrderProblem {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly message: string;
}

/** Nothing was placed. */
export class OrdersRefused extends Error {
  override name = 'OrdersRefused';
  readonly problems: readonly OrderProblem[];
  constructor(problems: readonly OrderProblem[]) {
    super(problems.map(problemText).join('\n'));
    this.problems = problems;
  }
}

const problemText = ({ row, column, value, message }: OrderProblem): string =>
  `row ${row}${column && `, column ${column}`}${value && ` "${value}"`}: ${message}`;
