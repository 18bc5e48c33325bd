import { type ActionName, actingWords } from '../../../core/sentences/console/acting.ts';
import { holdTitle } from '../../../core/sentences/console/hold-titles.ts';
import { labelWords, orderWords } from '../../../core/sentences/console/order.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { say } from '../../../core/sentences/index.ts';
import type { ShipmentState } from '../../../core/shipment.ts';
import { Form } from '../../parts/form.tsx';
import { Told } from '../../parts/told.tsx';
import type { Ask } from '../../types.ts';
import { orderValue } from '../orders/acting/order-value.ts';
import { actionsOf } from '../orders/acting/routes.tsx';
import type { ShownOrder } from './find.ts';

type Shown = ShownOrder['details'][number];

interface Props {
  readonly ask: Ask;
  readonly view: ShownOrder;
  readonly here: string;
}

/** What keeps the order back and how to clear it; then what can be done with it as it stands. */
export function Now({ ask, view, here }: Props) {
  const held = view.details.flatMap((one) =>
    one.holds.filter((hold) => hold.cleared === null).map((hold) => ({ one, hold })),
  );
  return (
    <section aria-labelledby="now">
      <h2 id="now">{orderWords.now}</h2>
      {held.map(({ one, hold }) => (
        <HoldBox
          ask={ask}
          view={view}
          here={here}
          one={one}
          hold={hold}
          key={`${one.shipment.id} ${hold.fingerprint}`}
        />
      ))}
      {held.length === 0 ? <Next view={view} /> : null}
      <Actions ask={ask} view={view} here={here} />
    </section>
  );
}

/** What comes next of an order that nothing keeps back: one line for each state that its parcels are in. */
function Next({ view }: Pick<Props, 'view'>) {
  const lines = [...new Set(view.details.map((one) => one.state))].flatMap((state) => orderWords.next[state] ?? []);
  if (lines.length === 0) return <p>{orderWords.nothingNow}</p>;
  return lines.map((line) => <p key={line}>{line}</p>);
}

function HoldBox({
  ask,
  view,
  here,
  one,
  hold,
}: Props & { readonly one: Shown; readonly hold: Shown['holds'][number] }) {
  const { sentence, remedy } = say(hold.code, hold.args, view.source);
  const { place } = hold;
  const value = place?.value ?? '';
  const isOurs = hold.clearedBy === 'operator';
  return (
    <article class="card hold">
      <h3>
        <span aria-hidden="true">■</span> {holdTitle(hold.code)}
        <span class="sub-inline code"> {one.shipment.customerNo}</span>
      </h3>
      <p>
        <Told>{sentence}</Told>
      </p>
      {place?.file && place.row !== undefined ? (
        <p class="hint">
          {fill(orderWords.place, { file: place.file, row: place.row, column: place.column ?? '', value })}
        </p>
      ) : value === '' ? null : (
        <p class="hint">{fill(orderWords.value, { value })}</p>
      )}
      <p class="remedy">
        → <Told>{remedy}</Told>
      </p>
      {isOurs ? null : <p class="hint">{orderWords.clearers[hold.clearedBy]}</p>}
      {hold.clearedBy === 'data' && ask.role !== 'view' ? (
        <a class="button" href={`${here}/edit`}>
          {orderWords.edit}
        </a>
      ) : null}
      {isOurs && hold.code.startsWith('char-') && ask.role !== 'view' ? (
        <a class="button" href={`${here}/edit#label-preview`}>
          {labelWords.look}
        </a>
      ) : null}
      {isOurs && ask.role !== 'view' ? (
        <Form ask={ask} action="/orders/question">
          <input type="hidden" name="order" value={orderValue(view.shop, view.number)} />
          <input type="hidden" name="back" value={here} />
          <input type="hidden" name="code" value={hold.code} />
          <button type="submit" name="action" value="clear">
            {orderWords.clear}
          </button>
        </Form>
      ) : null}
    </article>
  );
}

/** States in which an action has something to do. */
const fits: Readonly<Record<ActionName, readonly ShipmentState[]>> = {
  'hand-over': ['ready'],
  csv: ['ready'],
  clear: [],
  confirm: ['issued'],
  unconfirm: ['shipped', 'closed'],
  bundle: [],
  split: [],
  copy: [],
  cancel: ['held', 'backordered', 'ready'],
  reissue: [],
};

function Actions({ ask, view, here }: Props) {
  if (ask.role === 'view') return null;
  const states = new Set(view.details.map((one) => one.state));
  const fitting = actionsOf(ask).filter((one) => fits[one].some((state) => states.has(state)));
  const [first, ...rest] = fitting;
  if (!first) return null;
  return (
    <Form ask={ask} action="/orders/question" class="buttons">
      <input type="hidden" name="order" value={orderValue(view.shop, view.number)} />
      <input type="hidden" name="back" value={here} />
      <button type="submit" class={first === 'cancel' ? '' : 'main'} name="action" value={first}>
        {actingWords.actions[first]}
      </button>
      {rest.map((one) => (
        <button type="submit" name="action" value={one} key={one}>
          {actingWords.actions[one]}
        </button>
      ))}
    </Form>
  );
}
