import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  readonly head: string;
  /** '' = nothing stands there: on a narrow screen its line is left out. */
  readonly cell: (row: Row) => ComponentChildren;
}

/** A table whose first column names the row. On a narrow screen each row becomes a card with the headings beside the values. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
}: {
  readonly caption: string;
  readonly columns: readonly [Column<Row>, ...Column<Row>[]];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}) {
  const [first, ...rest] = columns;
  return (
    <Table caption={caption} heads={columns.map(({ head }) => head)}>
      {rows.map((row) => (
        <tr data-row key={keyOf(row)}>
          <th scope="row">{first.cell(row)}</th>
          {rest.map(({ head, cell }) => {
            const content = cell(row);
            return (
              <td data-label={head} key={head}>
                {content === '' || content === null ? null : <span>{content}</span>}
              </td>
            );
          })}
        </tr>
      ))}
    </Table>
  );
}

/** The frame of a table whose rows are more than values: with headings, and on a narrow screen a card for each row. */
export function Table({
  caption,
  heads,
  children,
}: {
  /** Left out where a heading above says it. */
  readonly caption?: string;
  readonly heads: readonly string[];
  readonly children: ComponentChildren;
}) {
  return (
    <table class="cards-table">
      {caption === undefined ? null : <caption class="unseen">{caption}</caption>}
      <thead>
        <tr>
          {heads.map((one) => (
            <th scope="col" key={one}>
              {one}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
