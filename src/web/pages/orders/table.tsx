import { actingWords } from '../../../core/sentences/console/acting.ts';
import { holdTitle } from '../../../core/sentences/console/hold-titles.ts';
import { ordersWords } from '../../../core/sentences/console/orders.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { help } from '../../../core/sentences/help.ts';
import { type Service, serviceTitles } from '../../../core/service.ts';
import type { TableParcel, TableRow } from '../../../flow/desk/order-table.ts';
import { StateBadge } from '../../parts/badge.tsx';
import { orderPath } from '../../parts/links.tsx';
import { japanTime } from '../../parts/times.ts';
import type { Ask } from '../../types.ts';
import { orderValue } from './acting/order-value.ts';

/** The rows of 受注一覧. On a narrow screen each becomes a card: the headings stand beside their values then. */
export function OrdersTable({
  ask,
  rows,
  choosable = false,
}: {
  readonly ask: Ask;
  readonly rows: readonly TableRow[];
  readonly choosable?: boolean;
}) {
  const heads = ['number', 'status', 'consignee', 'reasons', 'parcels', 'payment', 'ordered'] as const;
  return (
    <table class="cards-table orders">
      <caption class="unseen">{ordersWords.caption}</caption>
      <thead>
        <tr>
          {choosable ? (
            <th scope="col" class="choose" data-choose-all={actingWords.selectAll}>
              <span class="unseen">{ordersWords.choose}</span>
            </th>
          ) : null}
          {heads.map((one) => (
            <th scope="col" key={one}>
              {ordersWords[one]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row ask={ask} row={row} choosable={choosable} key={row.key} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ ask, row, choosable }: { readonly ask: Ask; readonly row: TableRow; readonly choosable: boolean }) {
  const [first] = row.parcels;
  const numbers = row.parcels.flatMap((one) => one.trackingNumbers);
  return (
    <tr data-row>
      {choosable ? (
        <td class="choose">
          <input
            type="checkbox"
            name="order"
            value={orderValue(row.shop, row.number)}
            aria-label={fill(ordersWords.select, { number: row.number })}
          />
        </td>
      ) : null}
      <th scope="row" data-label={ordersWords.number}>
        <a class="code" href={orderPath(row.shop, row.number)}>
          {row.number}
        </a>
        <span class="sub">{ask.ctx.config.shops[row.shop]?.title ?? row.shop}</span>
      </th>
      <td data-label={ordersWords.status}>
        <StateBadge state={row.state} />
      </td>
      <td data-label={ordersWords.consignee}>
        {row.isForgotten
          ? ordersWords.forgotten
          : row.parcels.slice(0, mostShown).map((one) => <Consignee one={one} key={one.customerNo} />)}
        <More of={row.parcels.length} />
      </td>
      <td data-label={ordersWords.reasons} class="reasons">
        <Reasons parcels={row.parcels} />
      </td>
      <td data-label={ordersWords.parcels}>
        {first?.service ? <span class="sub">{serviceTitles[first.service as Service]}</span> : null}
        {numbers.slice(0, mostShown).map((number) => (
          <span class="code line" key={number}>
            {number}
          </span>
        ))}
        <More of={numbers.length} />
      </td>
      <td data-label={ordersWords.payment} class="time">
        {help.payments[row.payment] ?? row.payment}
      </td>
      <td data-label={ordersWords.ordered} class="time">
        {japanTime(row.orderedAt)}
      </td>
    </tr>
  );
}

/** An order may have hundreds of parcels: its row stays one that can be passed over. */
const mostShown = 5;

function More({ of }: { readonly of: number }) {
  return of <= mostShown ? null : <span class="sub">{fill(ordersWords.more, { count: of - mostShown })}</span>;
}

function Consignee({ one }: { readonly one: TableParcel }) {
  if (one.consignee === '') return null;
  return (
    <span class="line">
      {one.consignee} <span class="sub-inline">{one.prefecture}</span>
    </span>
  );
}

function Reasons({ parcels }: { readonly parcels: readonly TableParcel[] }) {
  const titles = [...new Set(parcels.flatMap((one) => one.holds.map((hold) => holdTitle(hold.code))))];
  return (
    <>
      {titles.map((title) => (
        <span class="reason" key={title}>
          {title}
        </span>
      ))}
    </>
  );
}
