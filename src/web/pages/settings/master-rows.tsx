import type { ComponentChildren } from 'preact';
import type { DatedCode, Validity } from '../../../core/dated.ts';
import { mastersWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { serviceTitles } from '../../../core/service.ts';
import type { MasterTable } from '../../../flow/desk/settings/masters.ts';
import { Table } from '../../parts/data-table.tsx';

/** So many words of a dictionary stand in its table. */
const most = 300;

/** A master as people read it. */
export function MasterRows({ table }: { readonly table: MasterTable }) {
  if (table.kind === 'methods') {
    return (
      <Rows
        heads={[
          words.code,
          words.methodTitle,
          words.carrier,
          words.service,
          words.cod,
          words.cool,
          words.keywords,
          words.valid,
        ]}
        rows={table.rows.map((one) => [
          one.code,
          one.title,
          one.carrier,
          serviceName(one.service),
          serviceName(one.codService),
          words.cools[one.cool] ?? one.cool,
          one.keywords.join('、'),
          days(one),
        ])}
      />
    );
  }
  if (table.kind === 'codes') {
    const { slots, slips } = table.codes;
    return (
      <>
        <h3>{words.slots}</h3>
        <Codes codes={slots} />
        <h3>{words.slips}</h3>
        <Codes codes={slips} />
      </>
    );
  }
  return (
    <>
      <Rows
        heads={[words.word, words.value]}
        rows={table.rows.slice(0, most).map(([word, value]) => [word, value || '－'])}
      />
      {table.rows.length > most ? <p class="hint">{fill(words.more, { count: most })}</p> : null}
    </>
  );
}

const Codes = ({ codes }: { readonly codes: readonly DatedCode[] }) => (
  <Rows
    heads={[words.code, words.methodTitle, words.valid, words.instead]}
    rows={codes.map((one) => [one.code, one.title, days(one), one.instead ?? ''])}
  />
);

const serviceName = (service: string): string =>
  service === '' ? '－' : (serviceTitles[service as keyof typeof serviceTitles] ?? service);

const days = ({ from, until }: Validity): string =>
  from === undefined && until === undefined ? '' : `${from ?? ''}〜${until ?? ''}`;

function Rows({
  heads,
  rows,
}: {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly ComponentChildren[])[];
}) {
  return (
    <Table caption={words.table} heads={heads}>
      {rows.map(([first, ...rest], index) => (
        <tr data-row key={index}>
          <th scope="row">{first}</th>
          {rest.map((one, at) => (
            <td data-label={heads[at + 1]} key={heads[at + 1]}>
              {one}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}
