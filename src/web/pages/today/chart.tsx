import { todayWords } from '../../../core/sentences/console/today.ts';
import type { DayCount } from '../../../flow/desk/day-counts.ts';
import { shortDay } from '../../parts/times.ts';

const kinds = ['orders', 'labels', 'told'] as const;
const titles = { orders: todayWords.chartOrders, labels: todayWords.chartLabels, told: todayWords.chartTold };
const height = 96;
const step = 48;
const bar = 12;

/** Bars by day, drawn on the server; the same figures stand below as a table for whoever cannot see them. */
export function Chart({ days }: { readonly days: readonly DayCount[] }) {
  const most = Math.max(1, ...days.flatMap((one) => kinds.map((kind) => one[kind])));
  return (
    <section aria-labelledby="chart">
      <h2 id="chart">{todayWords.chart}</h2>
      <ul class="legend">
        {kinds.map((kind) => (
          <li key={kind}>
            <svg width="14" height="14" aria-hidden="true" focusable="false">
              <rect class={`bar ${kind}`} width="14" height="14" />
            </svg>
            {titles[kind]}
          </li>
        ))}
      </ul>
      <div class="weeks">
        {[days.slice(0, -7), days.slice(-7)].map((week) => (
          <Week days={week} most={most} key={week[0]?.day ?? ''} />
        ))}
      </div>
      <details class="figures">
        <summary>{todayWords.number}</summary>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{todayWords.chartDay}</th>
                {kinds.map((kind) => (
                  <th scope="col" class="number" key={kind}>
                    {titles[kind]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map((one) => (
                <tr key={one.day}>
                  <th scope="row">{shortDay(one.day)}</th>
                  {kinds.map((kind) => (
                    <td class="number" key={kind}>
                      {one[kind].toLocaleString('ja-JP')}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

/** A week beside the other one, or above it where there is little room. */
function Week({ days, most }: { readonly days: readonly DayCount[]; readonly most: number }) {
  return (
    <svg class="chart" viewBox={`0 0 ${days.length * step} ${height + 34}`} aria-hidden="true" focusable="false">
      {days.map((one, index) => (
        <g key={one.day}>
          {kinds.map((kind, at) => {
            const tall = one[kind] === 0 ? 0 : Math.max(1, Math.round((one[kind] / most) * height));
            const x = index * step + 5 + at * (bar + 1);
            return <rect key={kind} class={`bar ${kind}`} x={x} y={14 + height - tall} width={bar} height={tall} />;
          })}
          <text class="value" x={index * step + step / 2} y={14 + height - tallest(one, most) - 3}>
            {Math.max(one.orders, one.labels, one.told) || ''}
          </text>
          <text class="day" x={index * step + step / 2} y={height + 30}>
            {shortDay(one.day).replace(/（.*）/, '')}
          </text>
        </g>
      ))}
    </svg>
  );
}

const tallest = (one: DayCount, most: number): number =>
  Math.round((Math.max(one.orders, one.labels, one.told) / most) * height);
