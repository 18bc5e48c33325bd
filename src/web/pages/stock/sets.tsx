import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { stockPageWords } from '../../../core/sentences/console/stock.ts';
import { stockShopWords as words } from '../../../core/sentences/console/stock-shops.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { listSets } from '../../../flow/desk/stock.ts';
import { Table } from '../../parts/data-table.tsx';
import { Pager } from '../../parts/pager.tsx';
import { readOffset } from '../../parts/place.ts';
import type { Route } from '../../types.ts';
import { skuPath } from './list.tsx';
import { StockTabs } from './tabs.tsx';

const size = 100;

export const setsRoute: Route = {
  method: 'get',
  path: '/stock-sets',
  role: 'view',
  async handle({ ctx, query }) {
    const from = readOffset(query.get('after'));
    const all = await listSets(ctx);
    const sets = all.slice(from, from + size);
    const heads = ['sku', 'free', 'parts'] as const;
    return {
      title: words.setsTitle,
      help: pageHelp.stockSets,
      body: (
        <>
          <StockTabs here="sets" />
          {sets.length === 0 ? (
            <p class="empty">
              <b>{words.noSets}</b> {words.noSetsNext}
            </p>
          ) : (
            <Table caption={words.setsTitle} heads={heads.map((one) => words[one])}>
              {sets.map(({ sku, parts, free }) => (
                <tr data-row key={sku}>
                  <th scope="row">
                    <a class="code" href={skuPath(sku)}>
                      {sku}
                    </a>
                  </th>
                  <td data-label={words.free}>{free ?? words.uncounted}</td>
                  <td data-label={words.parts}>
                    {parts.map((one) => (
                      <a class="line" href={skuPath(one.part)} key={one.part}>
                        {fill(stockPageWords.part, { part: one.part, quantity: one.quantity })}
                      </a>
                    ))}
                  </td>
                </tr>
              ))}
            </Table>
          )}
          <Pager
            label={words.setsTitle}
            path="/stock-sets"
            values={{}}
            after={from === 0 ? '' : String(from)}
            next={from + size < all.length ? String(from + size) : null}
            size={size}
          />
        </>
      ),
    };
  },
};
