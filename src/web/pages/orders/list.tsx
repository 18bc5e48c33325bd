import { ordersWords } from '../../../core/sentences/console/orders.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import type { Hold } from '../../../core/shipment.ts';
import { orderTable, type TableRow } from '../../../flow/desk/order-table.ts';
import {
  isNarrowed,
  type OrdersQuery,
  queryText,
  queryValues,
  readQuery,
  toFilter,
} from '../../../flow/desk/orders-query.ts';
import { listViews, type View } from '../../../flow/desk/views.ts';
import type { ListPage } from '../../../store/types.ts';
import { countText } from '../../parts/count.tsx';
import { Form } from '../../parts/form.tsx';
import { withQuery } from '../../parts/links.tsx';
import { Pager } from '../../parts/pager.tsx';
import type { Ask, Route } from '../../types.ts';
import { ActionBar } from './acting/bar.tsx';
import { ordersPath } from './filter.ts';
import { Filters } from './filters.tsx';
import { OrdersTable } from './table.tsx';
import { ViewLinks } from './views/links.tsx';
import { SaveView } from './views/save.tsx';

/** So many tags are offered. */
const mostTags = 200;

/** Counting ends there. */
const most = 1000;

export const listRoute: Route = {
  method: 'get',
  path: '/orders',
  role: 'view',
  async handle(ask) {
    const { ctx } = ask;
    const query = readQuery(ctx, ask.query);
    const filter = toFilter(query);
    const [page, count, codes, tags, views] = await Promise.all([
      orderTable(ctx, filter, { limit: query.size, after: query.after === '' ? undefined : query.after }),
      ctx.store.countOrdersOf(filter, most + 1),
      ctx.store.countHolds(1),
      ctx.store.orderTags(mostTags),
      listViews(ctx, ask.user),
    ]);
    if (page.rows.length > 0) ask.seen({ what: 'orders-listed', shop: '', orderNumber: '' });
    const holds = [...codes.keys()];
    return {
      title: ordersWords.title,
      help: pageHelp.orders,
      body: <OrdersPage ask={ask} query={query} page={page} count={count} holds={holds} tags={tags} views={views} />,
    };
  },
};

function OrdersPage({
  ask,
  query,
  page,
  count,
  holds,
  tags,
  views,
}: {
  readonly ask: Ask;
  readonly query: OrdersQuery;
  readonly page: ListPage<TableRow>;
  readonly count: number;
  readonly holds: readonly Hold['code'][];
  readonly tags: readonly string[];
  readonly views: readonly View[];
}) {
  const bounded = { count: Math.min(count, most), isMore: count > most };
  return (
    <>
      <ViewLinks views={views} here={queryText(query)} />
      <Filters ask={ask} query={query} holds={holds} tags={tags} />
      <div id="list">
        <SaveView ask={ask} query={query} views={views} />
        <p class="summary" role="status">
          {fill(ordersWords.count, { count: countText(bounded) })}
          {page.rows.length > 0 ? `（${fill(ordersWords.shown, { count: page.rows.length })}）` : ''}
        </p>
        {page.rows.length === 0 || ask.role === 'view' ? null : (
          <a class="narrow-only" href="#actions">
            {ordersWords.toActions}
          </a>
        )}
        {page.rows.length === 0 ? <Empty query={query} /> : <Rows ask={ask} query={query} rows={page.rows} />}
        {page.rows.length === 0 ? null : (
          <p class="not-printed">
            <a href={withQuery('/picking', queryValues(query))}>{ordersWords.pickingAll}</a>{' '}
            <a href="/orders/together">{ordersWords.together.link}</a>
          </p>
        )}
        <Pager
          label={ordersWords.caption}
          path={ordersPath(query, { after: '' })}
          values={{}}
          after={query.after}
          next={page.next}
          size={query.size}
        />
      </div>
    </>
  );
}

/** Whoever may only look gets the table alone. */
function Rows({
  ask,
  query,
  rows,
}: {
  readonly ask: Ask;
  readonly query: OrdersQuery;
  readonly rows: readonly TableRow[];
}) {
  if (ask.role === 'view') return <OrdersTable ask={ask} rows={rows} />;
  const [, filter = ''] = ordersPath(query).split('?');
  return (
    <Form ask={ask} action="/orders/question" id="bulk">
      <OrdersTable ask={ask} rows={rows} choosable />
      <ActionBar ask={ask} filter={filter} />
    </Form>
  );
}

function Empty({ query }: { readonly query: OrdersQuery }) {
  const isSearch = isNarrowed(query) || query.after !== '';
  return (
    <p class="empty">
      <b>{isSearch ? ordersWords.empty : ordersWords.nothing}</b>{' '}
      {isSearch ? ordersWords.emptyNext : ordersWords.nothingNext}
    </p>
  );
}
