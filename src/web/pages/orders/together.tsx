import { arrangeWords } from '../../../core/sentences/arrange-words.ts';
import { actingWords } from '../../../core/sentences/console/acting.ts';
import { ordersWords } from '../../../core/sentences/console/orders.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { type BundleCandidate, bundleCandidates } from '../../../flow/desk/bundle-candidates.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Form } from '../../parts/form.tsx';
import { orderPath } from '../../parts/links.tsx';
import { Pager } from '../../parts/pager.tsx';
import { shopName } from '../../parts/place.ts';
import type { Ask, Route } from '../../types.ts';
import { orderValue } from './acting/order-value.ts';

const path = '/orders/together';
const size = 50;
const words = ordersWords.together;
const { headings } = arrangeWords;

/** 同梱の候補: orders that may travel together; the question of 同梱 stands before anything is changed. */
export const togetherRoute: Route = {
  method: 'get',
  path,
  role: 'view',
  async handle(ask) {
    const after = ask.query.get('after') ?? '';
    const page = { limit: size, after: after === '' ? undefined : after };
    const { rows, next } = await bundleCandidates(ask.ctx, {}, page);
    if (rows.length > 0) ask.seen({ what: 'orders-listed', shop: '', orderNumber: '' });
    return {
      title: words.title,
      help: pageHelp.together,
      body: (
        <>
          <p class="way">
            <a href="/orders">{ordersWords.title}</a>
          </p>
          {rows.length === 0 ? (
            <p class="empty">{words.none}</p>
          ) : (
            <DataTable caption={words.title} columns={columnsOf(ask)} rows={rows} keyOf={(one) => one.key} />
          )}
          <Pager label={words.title} path={path} values={{}} after={after} next={next} size={size} />
        </>
      ),
    };
  },
};

function columnsOf(ask: Ask): readonly [Column<BundleCandidate>, ...Column<BundleCandidate>[]] {
  const methods = new Map(ask.ctx.masters.methods.map((one) => [one.code, one.title]));
  return [
    { head: headings.recipient, cell: (one) => one.recipient },
    { head: headings.shop, cell: (one) => shopName(ask.ctx, one.shop) },
    { head: headings.method, cell: (one) => methods.get(one.method) ?? one.method },
    { head: headings.date, cell: (one) => one.deliveryDate ?? '' },
    { head: headings.orders, cell: (one) => <Orders of={one} /> },
    { head: headings.mall, cell: (one) => arrangeWords.marketplace[one.marketplace] },
    ...(ask.role === 'view'
      ? []
      : [{ head: words.act, cell: (one: BundleCandidate) => <Bundle ask={ask} of={one} /> }]),
  ];
}

function Orders({ of: { shop, orders } }: { readonly of: BundleCandidate }) {
  return (
    <>
      {orders.map(({ number, held, marked }) => (
        <span class="line" key={number}>
          <a class="code" href={orderPath(shop, number)}>
            {number}
          </a>
          {held ? arrangeWords.held : ''}
          {marked === null ? '' : arrangeWords.marked[marked]}
        </span>
      ))}
    </>
  );
}

/** What stands still is cleared first; where the marketplace forbids it there is no button. */
function Bundle({ ask, of: { shop, orders, marketplace } }: { readonly ask: Ask; readonly of: BundleCandidate }) {
  const free = orders.filter((one) => !one.held);
  if (marketplace === 'forbidden') return null;
  if (free.length < 2) return <span>{words.heldFirst}</span>;
  return (
    <Form ask={ask} action="/orders/question">
      <input type="hidden" name="back" value={path} />
      {free.map(({ number }) => (
        <input type="hidden" name="order" value={orderValue(shop, number)} key={number} />
      ))}
      <button type="submit" name="action" value="bundle">
        {actingWords.actions.bundle}
      </button>
    </Form>
  );
}
