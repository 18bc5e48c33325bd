import { type ActionName, actingWords } from '../../../../core/sentences/console/acting.ts';
import { holdTitle } from '../../../../core/sentences/console/hold-titles.ts';
import { ordersWords } from '../../../../core/sentences/console/orders.ts';
import { shellWords } from '../../../../core/sentences/console/shell.ts';
import { fill } from '../../../../core/sentences/fill.ts';
import { canHandOver, handOverSize } from '../../../../flow/desk/issue.ts';
import { StateBadge } from '../../../parts/badge.tsx';
import { Table } from '../../../parts/data-table.tsx';
import { Field, Form, Select } from '../../../parts/form.tsx';
import { orderPath } from '../../../parts/links.tsx';
import type { Ask } from '../../../types.ts';
import { type Chosen, mostChosen } from './chosen.ts';
import { orderValue } from './order-value.ts';

/** So many parcels are named; the rest is counted. */
const shown = 200;

/** The question before the deed: what it does, to what, and what must be said for the history. */
export function ConfirmPage({
  ask,
  action,
  chosen,
  back,
  code,
}: {
  readonly ask: Ask;
  readonly action: ActionName;
  readonly chosen: Chosen;
  readonly back: string;
  readonly code: string;
}) {
  const { orders, parcels, isCut } = chosen;
  const size = action === 'hand-over' ? handOverSize(ask.ctx) : 0;
  const runs = size === 0 ? 0 : Math.ceil(parcels.filter((one) => one.state === 'ready').length / size);
  const isFinal = action === 'confirm' || action === 'cancel' || action === 'reissue';
  return (
    <Form ask={ask} action="/orders/do" class="stack">
      <input type="hidden" name="action" value={action} />
      <input type="hidden" name="back" value={back} />
      {code === '' ? null : <input type="hidden" name="code" value={code} />}
      {action === 'reissue'
        ? parcels.map(({ customerNo }) => <input type="hidden" name="parcel" value={customerNo} key={customerNo} />)
        : orders.map(({ shop, number }) => (
            <input type="hidden" name="order" value={orderValue(shop, number)} key={`${shop}/${number}`} />
          ))}
      <p class="lead">{actingWords.questions[action]}</p>
      {isCut ? <p class="result note">{fill(actingWords.tooMany, { most: mostChosen })}</p> : null}
      {runs > 1 ? <p class="result note">{fill(actingWords.inRuns, { most: size, count: runs })}</p> : null}
      {action === 'bundle' ? (
        <Select
          label={actingWords.carrier}
          name="carrier"
          value={orders[0]?.number ?? ''}
          options={orders.map((one) => ({ value: one.number, title: one.number }))}
        />
      ) : null}
      {action === 'reissue' ? (
        <Select
          label={actingWords.route}
          name="route"
          value="csv"
          options={(['csv', 'api'] as const)
            .filter((value) => value === 'csv' || canHandOver(ask.ctx))
            .map((value) => ({ value, title: actingWords.routes[value] }))}
        />
      ) : null}
      {action === 'clear' || action === 'cancel' || action === 'reissue' ? (
        <Field label={actingWords.note} name="note" hint={actingWords.noteHint} required />
      ) : null}
      {action === 'clear' ? (
        <label class="check">
          <input type="checkbox" name="drop" value="1" /> {actingWords.drop}
        </label>
      ) : null}
      <div class="buttons">
        <button type="submit" class={isFinal ? 'danger' : 'main'}>
          {actingWords.buttons[action]}
        </button>
        <a class="button" href={back}>
          {shellWords.cancel}
        </a>
      </div>
      <Parcels parcels={parcels} code={code} />
    </Form>
  );
}

function Parcels({ parcels, code }: { readonly parcels: Chosen['parcels']; readonly code: string }) {
  const rest = parcels.length - shown;
  return (
    <section>
      <h2>{fill(actingWords.parcels, { count: parcels.length })}</h2>
      <Table heads={[ordersWords.number, ordersWords.status, ordersWords.consignee, ordersWords.reasons]}>
        {parcels.slice(0, shown).map((one) => (
          <tr key={one.customerNo}>
            <th scope="row">
              <a class="code" href={orderPath(one.shop, one.number)}>
                {one.customerNo}
              </a>
            </th>
            <td data-label={ordersWords.status}>
              <StateBadge state={one.state} />
            </td>
            <td data-label={ordersWords.consignee}>
              <span>{one.consignee}</span>
            </td>
            <td data-label={ordersWords.reasons}>
              <span>
                {one.holds
                  .filter((hold) => code === '' || hold === code)
                  .map(holdTitle)
                  .join('、')}
              </span>
            </td>
          </tr>
        ))}
      </Table>
      {rest > 0 ? <p class="hint">{fill(actingWords.andMore, { count: rest })}</p> : null}
    </section>
  );
}
