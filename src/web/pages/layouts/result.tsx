import type { SpokenProblem } from '../../../core/problem.ts';
import { layoutsWords as words } from '../../../core/sentences/console/layouts.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { orderFactsOf, recordFacts } from '../../../flow/desk/layouts/facts.ts';
import type { FileRow, TriedFile } from '../../../flow/desk/layouts/try.ts';
import { Table } from '../../parts/data-table.tsx';
import { Facts } from '../../parts/facts.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { japanTime } from '../../parts/times.ts';
import { Told } from '../../parts/told.tsx';

/** So many problems are shown. */
const mostProblems = 200;

/** What a layout made of a file: rows → orders → cells of B2, problems where they stand. */
export function TryResult({ tried }: { readonly tried: TriedFile }) {
  const { counts, layout, orders, records } = tried;
  const args = { ...counts, title: layout.title, name: layout.name };
  return (
    <>
      <p class="summary">
        {fill(words.fits, args)}
        <br />
        {fill(counts.orders + counts.refused > 0 || counts.records === 0 ? words.counts : words.countsRecords, args)}
        {tried.isCut ? ` ${fill(words.cut, { rows: counts.rows })}` : ''}
      </p>
      {orders.length + records.length === 0 ? <p class="empty">{words.noOrders}</p> : null}
      {orders.map((one) => (
        <TriedOrder one={one} header={tried.header} key={one.read.order.number} />
      ))}
      {records.map(({ row, value }) => (
        <section class="card tried" key={row}>
          <h3>{fill(words.record, { row })}</h3>
          <Facts facts={recordFacts(value)} />
        </section>
      ))}
      <Problems problems={[...tried.ofFile, ...tried.ofOrders]} />
    </>
  );
}

function TriedOrder({
  one,
  header,
}: {
  readonly one: TriedFile['orders'][number];
  readonly header: readonly string[];
}) {
  const { read, rows, preview } = one;
  const order = orderFactsOf(read.order, japanTime);
  const problems = preview?.problems ?? [];
  return (
    <section class="card tried" aria-label={fill(words.order, { number: order.number })}>
      <h3>{fill(words.order, { number: order.number })}</h3>
      <div class="three">
        <div>
          <h4>{words.rows}</h4>
          {rows.map((row) => (
            <RowCells row={row} header={header} problems={problems} key={row.row} />
          ))}
        </div>
        <div>
          <h4>{words.asRead}</h4>
          <Facts facts={[...order.facts, ...order.orderer]} />
          {order.destinations.map((destination, at) => (
            <Facts facts={[...destination.consignee, ...destination.facts]} key={at} />
          ))}
        </div>
        <div>
          {preview && preview.shipments.length > 0 ? (
            preview.shipments.map(({ customerNo, holds, cells }) => (
              <div key={customerNo}>
                <h4>{fill(words.label, { customerNo })}</h4>
                {holds.length === 0 ? null : (
                  <ul class="plain-list" aria-label={words.held}>
                    {holds.map(({ sentence, remedy }) => (
                      <li key={sentence}>
                        <OutcomeBadge tone="warn">{sentence}</OutcomeBadge>
                        <span class="remedy">
                          <Told>{remedy}</Told>
                        </span>
                      </li>
                    ))}
                  </ul>
                )}
                <Facts facts={cells.map(({ no, name, value }) => [`${no} ${name}`, value])} />
              </div>
            ))
          ) : (
            <p>{words.noLabel}</p>
          )}
        </div>
      </div>
    </section>
  );
}

/** Cells of a row that hold something; one that a problem speaks of is marked, with what is wrong and what to do. */
function RowCells({
  row: { row, cells },
  header,
  problems,
}: {
  readonly row: FileRow;
  readonly header: readonly string[];
  readonly problems: readonly SpokenProblem[];
}) {
  const plain = (text: string | undefined) => (text ?? '').trim();
  const facts = cells.flatMap((cell, at): [string, preact.ComponentChildren][] => {
    const name = plain(header[at]) || String(at + 1);
    const wrong = problems.filter((one) => one.row === row && plain(one.column ?? '') === name);
    if (plain(cell) === '' && wrong.length === 0) return [];
    if (wrong.length === 0) return [[name, cell]];
    return [
      [
        name,
        <>
          <OutcomeBadge tone="bad">{cell === '' ? words.inCell : cell}</OutcomeBadge>
          {wrong.map(({ sentence, remedy }) => (
            <span class="remedy" key={sentence}>
              {sentence} <Told>{remedy}</Told>
            </span>
          ))}
        </>,
      ],
    ];
  });
  return (
    <>
      <p class="sub">{fill(words.row, { row })}</p>
      <Facts facts={facts} />
    </>
  );
}

/** Everything that was found, by place. */
export function Problems({ problems }: { readonly problems: readonly SpokenProblem[] }) {
  if (problems.length === 0) return <p class="summary">{words.noProblems}</p>;
  const heads = ['place', 'value', 'sentence', 'remedy'] as const;
  return (
    <>
      <h3>{fill(words.problems, { count: problems.length })}</h3>
      <Table caption={fill(words.problems, { count: problems.length })} heads={heads.map((one) => words[one])}>
        {problems.slice(0, mostProblems).map((one, index) => (
          <tr data-row key={index}>
            <th scope="row">{placeOf(one)}</th>
            <td data-label={words.value}>{one.value ?? ''}</td>
            <td data-label={words.sentence}>{one.sentence}</td>
            <td data-label={words.remedy}>
              <Told>{one.remedy}</Told>
            </td>
          </tr>
        ))}
      </Table>
      {problems.length > mostProblems ? <p class="hint">{fill(words.problemsMore, { count: mostProblems })}</p> : null}
    </>
  );
}

function placeOf({ row, column, order }: SpokenProblem): string {
  const parts = [order ?? '', row === null ? '' : fill(words.row, { row }), column ?? ''];
  return parts.filter((one) => one !== '').join(' ') || '－';
}
