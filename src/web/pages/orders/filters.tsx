import { holdTitle } from '../../../core/sentences/console/hold-titles.ts';
import { ordersWords } from '../../../core/sentences/console/orders.ts';
import { type Hold, stateTitles } from '../../../core/shipment.ts';
import { isNarrowed, type OrdersQuery, sizes } from '../../../flow/desk/orders-query.ts';
import { Field, Select } from '../../parts/form.tsx';
import type { Ask } from '../../types.ts';

const all = { value: '', title: ordersWords.all };

/** A plain form that changes the address; with script only the list is exchanged. */
export function Filters({
  ask,
  query,
  holds,
  tags,
}: {
  readonly ask: Ask;
  readonly query: OrdersQuery;
  readonly holds: readonly Hold['code'][];
  readonly tags: readonly string[];
}) {
  const { shops } = ask.ctx.config;
  const { methods } = ask.ctx.masters;
  const codes = query.hold === '' || holds.includes(query.hold as Hold['code']) ? holds : [query.hold, ...holds];
  const isFolded = !isNarrowed({ ...query, search: '' });
  return (
    <search>
      <form
        class="filters"
        method="get"
        action="/orders"
        hx-get="/orders"
        hx-target="#list"
        hx-select="#list"
        hx-swap="outerHTML"
        hx-push-url="true"
      >
        <div class="search-row">
          <Field
            label={ordersWords.search}
            name="search"
            type="search"
            value={query.search}
            hint={ordersWords.searchHint}
          />
          <button type="submit" class="main">
            {ordersWords.apply}
          </button>
          {isNarrowed(query) ? (
            <a class="button" href="/orders">
              {ordersWords.reset}
            </a>
          ) : null}
        </div>
        <details open={!isFolded}>
          <summary>{ordersWords.filters}</summary>
          <div class="fields">
            <Select
              label={ordersWords.state}
              name="state"
              value={query.state}
              options={[all, ...Object.entries(stateTitles).map(([value, title]) => ({ value, title }))]}
            />
            <Select
              label={ordersWords.shop}
              name="shop"
              value={query.shop}
              options={[all, ...Object.values(shops).map(({ name, title }) => ({ value: name, title }))]}
            />
            <Select
              label={ordersWords.hold}
              name="hold"
              value={query.hold}
              options={[all, ...codes.map((value) => ({ value, title: holdTitle(value) }))]}
            />
            <Select
              label={ordersWords.method}
              name="method"
              value={query.method}
              options={[
                all,
                ...withOwn(
                  methods.map(({ code, title }) => ({ value: code, title })),
                  query.method,
                ),
              ]}
            />
            {tags.length > 0 || query.tag !== '' ? (
              <Select
                label={ordersWords.tag}
                name="tag"
                value={query.tag}
                options={[
                  all,
                  ...withOwn(
                    tags.map((one) => ({ value: one, title: one })),
                    query.tag,
                  ),
                ]}
              />
            ) : null}
            <Field label={ordersWords.from} name="from" type="date" value={query.from} />
            <Field label={ordersWords.to} name="to" type="date" value={query.to} />
            <Select
              label={ordersWords.size}
              name="size"
              value={String(query.size)}
              options={sizes.map((one) => ({ value: String(one), title: String(one) }))}
            />
          </div>
        </details>
      </form>
    </search>
  );
}

/** What an address names stays in the choice, also when nothing is called so any more. */
function withOwn(options: readonly { readonly value: string; readonly title: string }[], own: string) {
  return own === '' || options.some((one) => one.value === own) ? options : [{ value: own, title: own }, ...options];
}
