import { ordersWords as words } from '../../../../core/sentences/console/orders.ts';
import { queryText } from '../../../../flow/desk/orders-query.ts';
import type { View } from '../../../../flow/desk/views.ts';
import { ordersPath } from '../filter.ts';

/** Lists that this person narrowed and named: one press opens each. */
export function ViewLinks({ views, here }: { readonly views: readonly View[]; readonly here?: string }) {
  if (views.length === 0) return null;
  return (
    <nav class="tabs" aria-label={words.views}>
      <span class="hint">{words.views}:</span>
      {views.map(({ id, name, query }) => (
        <a href={ordersPath(query)} aria-current={queryText(query) === here ? 'page' : undefined} key={id}>
          {name}
        </a>
      ))}
    </nav>
  );
}
