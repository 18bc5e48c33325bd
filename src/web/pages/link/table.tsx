import { linkWords as words } from '../../../core/sentences/console/link.ts';
import type { LinkRow } from '../../../flow/desk/hand-overs.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { japanTime } from '../../parts/times.ts';
import { Told } from '../../parts/told.tsx';

/** The manual's columns, in its order. */
const columns: readonly [Column<LinkRow>, ...Column<LinkRow>[]] = [
  { head: words.what, cell: (one) => one.what },
  { head: words.at, cell: (one) => japanTime(one.at) },
  { head: words.result, cell: (one) => <LinkResult one={one} /> },
  { head: words.orders, cell: (one) => one.orders },
  { head: words.shipments, cell: (one) => one.shipments },
  { head: words.id, cell: (one) => <span class="code">{one.handOver}</span> },
];

export function LinkTable({ rows }: { readonly rows: readonly LinkRow[] }) {
  return <DataTable caption={words.history} columns={columns} rows={rows} keyOf={(one) => one.key} />;
}

/** The reason stands under a result that is none. */
function LinkResult({ one }: { readonly one: LinkRow }) {
  return (
    <>
      <span aria-hidden="true">{words.signs[one.result]}</span> {one.resultWords}
      {one.sentence === '' ? null : (
        <span class="line">
          {one.sentence}
          <span class="remedy">
            <Told>{one.remedy}</Told>
          </span>
        </span>
      )}
    </>
  );
}
