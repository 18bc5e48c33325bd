import { ordersWords as words } from '../../../../core/sentences/console/orders.ts';
import { fill } from '../../../../core/sentences/fill.ts';
import { isNarrowed, type OrdersQuery, queryText } from '../../../../flow/desk/orders-query.ts';
import type { View } from '../../../../flow/desk/views.ts';
import { Field, Form } from '../../../parts/form.tsx';
import type { Ask } from '../../../types.ts';

/** Gives the list as it is narrowed now a name, and takes names away again. */
export function SaveView({
  ask,
  query,
  views,
}: {
  readonly ask: Ask;
  readonly query: OrdersQuery;
  readonly views: readonly View[];
}) {
  if (views.length === 0 && !isNarrowed(query)) return null;
  return (
    <details class="help not-printed">
      <summary>{words.views}</summary>
      <p class="hint">{words.viewsHint}</p>
      {isNarrowed(query) ? (
        <Form ask={ask} action="/views" class="days">
          <input type="hidden" name="query" value={queryText(query)} />
          <Field label={words.viewName} name="name" id="view-name" required />
          <button type="submit">{words.viewSave}</button>
        </Form>
      ) : null}
      <ul class="plain-list">
        {views.map(({ id, name }) => (
          <li key={id}>
            <Form ask={ask} action="/views/drop" class="buttons">
              <input type="hidden" name="query" value={queryText(query)} />
              <input type="hidden" name="id" value={id} />
              <span>{name}</span>
              <button type="submit" class="plain" aria-label={fill(words.viewDropNamed, { name })}>
                {words.viewDrop}
              </button>
            </Form>
          </li>
        ))}
      </ul>
    </details>
  );
}
