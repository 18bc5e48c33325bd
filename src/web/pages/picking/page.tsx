import { pickingWords as words } from '../../../core/sentences/console/picking.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { stateTitles } from '../../../core/shipment.ts';
import { mostPicked, type PickedItem, type PickedParcel, type PickingList } from '../../../flow/desk/picking.ts';
import { goodsMarks, type PickingForm } from '../../../flow/desk/picking-file.ts';
import { Form } from '../../parts/form.tsx';
import { orderPath } from '../../parts/links.tsx';
import { shopName } from '../../parts/place.ts';
import { japanTime } from '../../parts/times.ts';
import type { Ask } from '../../types.ts';
import type { PickingOf } from './of.ts';

/** To be printed: what is taken off the shelves first, then parcel by parcel. */
export function PickingPage({
  ask,
  of,
  list,
}: {
  readonly ask: Ask;
  readonly of: PickingOf;
  readonly list: PickingList;
}) {
  const { items, parcels, left, isCut } = list;
  const pieces = items.reduce((sum, one) => sum + one.quantity, 0);
  return (
    <>
      <p class="way">
        <a href="/orders">{words.back}</a>
      </p>
      <p>
        <b>{of.title}</b>{' '}
        {fill(words.made, {
          at: japanTime(ask.ctx.now().toString()),
          parcels: parcels.length.toLocaleString('ja-JP'),
          pieces: pieces.toLocaleString('ja-JP'),
        })}
      </p>
      {isCut ? <p class="result note">{fill(words.cut, { most: mostPicked })}</p> : null}
      {left.map(({ state, count }) => (
        <p class="hint" key={state}>
          {fill(words.left, { state: stateTitles[state], count })}
        </p>
      ))}
      {parcels.length === 0 ? (
        <p class="empty">
          <b>{words.empty}</b> {words.emptyNext}
        </p>
      ) : (
        <>
          <Files ask={ask} of={of} />
          <h2>{words.items}</h2>
          <Items items={items} />
          <h2>{words.parcels}</h2>
          <Parcels ask={ask} parcels={parcels} />
        </>
      )}
    </>
  );
}

const forms: readonly (readonly [PickingForm, string])[] = [
  ['items', words.csvItems],
  ['parcels', words.csvParcels],
  ['xlsx', words.xlsx],
];

function Files({ ask, of }: { readonly ask: Ask; readonly of: PickingOf }) {
  return (
    <div class="not-printed">
      <p class="hint">{words.print}</p>
      <Form ask={ask} action="/picking/file" class="buttons">
        {of.fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} key={`${name} ${value}`} />
        ))}
        {forms.map(([as, title]) => (
          <button type="submit" name="as" value={as} key={as}>
            {title}
          </button>
        ))}
      </Form>
    </div>
  );
}

function Items({ items }: { readonly items: readonly PickedItem[] }) {
  const heads = [words.sku, words.name, words.quantity, words.parcelCount, words.marks, words.done];
  return (
    <table class="cards-table picking">
      <caption class="unseen">{words.items}</caption>
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
        {items.map((one) => (
          <tr key={`${one.sku} ${one.name} ${one.option}`}>
            <th scope="row" class="code">
              {one.sku === '' ? words.noSku : one.sku}
            </th>
            <td data-label={words.name}>
              <span>{[one.name, one.option].filter((part) => part !== '').join(' ')}</span>
            </td>
            <td data-label={words.quantity} class="figure">
              <b class="pieces">{one.quantity.toLocaleString('ja-JP')}</b>
            </td>
            <td data-label={words.parcelCount} class="figure">
              <span>{one.parcels.toLocaleString('ja-JP')}</span>
            </td>
            <td data-label={words.marks}>
              {goodsMarks(one).length > 0 ? <span>{goodsMarks(one).join('・')}</span> : null}
            </td>
            <td class="tick">
              <span aria-hidden="true">□</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Parcels({ ask, parcels }: { readonly ask: Ask; readonly parcels: readonly PickedParcel[] }) {
  const heads = [words.customerNo, words.consignee, words.goods, words.method, words.done];
  return (
    <table class="cards-table picking">
      <caption class="unseen">{words.parcels}</caption>
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
        {parcels.map((one) => (
          <tr key={one.customerNo}>
            <th scope="row">
              <a class="code" href={orderPath(one.shop, one.number)}>
                {one.customerNo}
              </a>
              <span class="sub">{shopName(ask.ctx, one.shop)}</span>
            </th>
            <td data-label={words.consignee}>
              <span>{one.consignee}</span>
            </td>
            <td data-label={words.goods}>
              <ul>
                {one.lines.map(({ sku, name, option, quantity }, index) => (
                  <li key={`${sku} ${index}`}>
                    {sku === '' ? null : <span class="code sub-inline">{sku} </span>}
                    {[name, option].filter((part) => part !== '').join(' ')} × <b class="pieces">{quantity}</b>
                  </li>
                ))}
              </ul>
            </td>
            <td data-label={words.method}>{one.method === '' ? null : <span>{one.method}</span>}</td>
            <td class="tick">
              <span aria-hidden="true">□</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
