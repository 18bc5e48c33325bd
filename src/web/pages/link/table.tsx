import { linkWords as words } from '../../../core/sentences/console/link.ts';
import type { LinkRow } from '../../../flow/desk/hand-overs.ts';
import { japanTime } from '../../parts/times.ts';

/** The manual's columns, in its order; the reason stands under a result that is none. */
export function LinkTable({ rows }: { readonly rows: readonly LinkRow[] }) {
  const heads = [words.what, words.at, words.result, words.orders, words.shipments, words.id];
  return (
    <table class="cards-table">
      <caption class="unseen">{words.history}</caption>
      <thead>
        <tr>
          {heads.map((one) => (
            <th scope="col" key={one}>
              {one}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.key}>
            <th scope="row">{one.what}</th>
            <td data-label={words.at}>
              <span>{japanTime(one.at)}</span>
            </td>
            <td data-label={words.result}>
              <span>
                <span aria-hidden="true">{words.signs[one.result]}</span> {one.resultWords}
                {one.sentence === '' ? null : (
                  <span class="line">
                    {one.sentence}
                    <span class="remedy">{one.remedy}</span>
                  </span>
                )}
              </span>
            </td>
            <td data-label={words.orders}>
              <span>{one.orders}</span>
            </td>
            <td data-label={words.shipments}>
              <span>{one.shipments}</span>
            </td>
            <td data-label={words.id}>
              <span class="code">{one.handOver}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
