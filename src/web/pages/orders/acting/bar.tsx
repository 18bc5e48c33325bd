import { actingWords } from '../../../../core/sentences/console/acting.ts';
import { ordersWords } from '../../../../core/sentences/console/orders.ts';
import { fill } from '../../../../core/sentences/fill.ts';
import type { Ask } from '../../../types.ts';
import { mostChosen } from './chosen.ts';
import { actionsOf } from './routes.tsx';

/** What can be done to the ticked rows: part of the list's form, at the lower edge of the window. */
export function ActionBar({ ask, filter }: { readonly ask: Ask; readonly filter: string }) {
  const [first, ...rest] = actionsOf(ask);
  return (
    <fieldset class="action-bar" id="actions">
      <legend class="unseen">{actingWords.bar}</legend>
      <input type="hidden" name="back" value={`/orders${filter === '' ? '' : `?${filter}`}`} />
      <input type="hidden" name="filter" value={filter} />
      <p class="chosen hint" data-chosen={actingWords.chosen}>
        {actingWords.chooseHint}
      </p>
      <label class="check">
        <input type="checkbox" name="all" value="1" />{' '}
        {fill(actingWords.all, { most: mostChosen.toLocaleString('ja-JP') })}
      </label>
      <div class="buttons">
        {first ? (
          <button type="submit" class="main" name="action" value={first}>
            {actingWords.actions[first]}
          </button>
        ) : null}
        {rest.map((one) => (
          <button type="submit" name="action" value={one} key={one}>
            {actingWords.actions[one]}
          </button>
        ))}
        <button type="submit" formaction="/picking">
          {ordersWords.picking}
        </button>
      </div>
    </fieldset>
  );
}
