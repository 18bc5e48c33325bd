import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { stockPageWords as words } from '../../../core/sentences/console/stock.ts';
import { listStock, type StockView } from '../../../flow/desk/stock.ts';
import { Field, Select } from '../../parts/form.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { Pager } from '../../parts/pager.tsx';
import { japanTime } from '../../parts/times.ts';
import type { Ask, Route } from '../../types.ts';
import { StockTabs } from './tabs.tsx';

const size = 50;

export const skuPath = (sku: string): string => `/stock/${encodeURIComponent(sku)}`;

export const listRoute: Route = {
  method: 'get',
  path: '/stock',
  role: 'view',
  async handle(ask) {
    const { ctx, query } = ask;
    const sku = (query.get('sku') ?? '').trim().slice(0, 200);
    const wanted = query.get('shop') ?? '';
    const shop = ctx.config.shops[wanted] ? wanted : '';
    const after = query.get('after') ?? '';
    const filter = { ...(sku !== '' && { sku }), ...(shop !== '' && { shop }) };
    const { rows, next } = await listStock(ctx, filter, { limit: size, after: after === '' ? undefined : after });
    return {
      title: words.title,
      help: pageHelp.stock,
      body: (
        <>
          <StockTabs here="levels" />
          <Filters ask={ask} sku={sku} shop={shop} />
          {rows.length === 0 ? (
            <p class="empty">
              <b>{words.empty}</b> {words.emptyNext}
            </p>
          ) : (
            <Levels rows={rows} />
          )}
          <Pager label={words.caption} path="/stock" values={{ sku, shop }} after={after} next={next} size={size} />
        </>
      ),
    };
  },
};

function Filters({ ask, sku, shop }: { readonly ask: Ask; readonly sku: string; readonly shop: string }) {
  const shops = Object.values(ask.ctx.config.shops).map(({ name, title }) => ({ value: name, title }));
  return (
    <search>
      <form class="filters" method="get" action="/stock">
        <div class="fields">
          <Field label={words.sku} name="sku" type="search" value={sku} hint={words.skuHint} />
          <Select label={words.shop} name="shop" value={shop} options={[{ value: '', title: words.all }, ...shops]} />
        </div>
        <p class="buttons">
          <button type="submit" class="main">
            {words.apply}
          </button>
          {sku + shop === '' ? null : (
            <a class="button" href="/stock">
              {words.reset}
            </a>
          )}
        </p>
      </form>
    </search>
  );
}

function Levels({ rows }: { readonly rows: readonly StockView[] }) {
  const numbers = ['onHand', 'sent', 'reserved', 'free'] as const;
  return (
    <table class="cards-table">
      <caption class="unseen">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.sku}</th>
          {numbers.map((one) => (
            <th scope="col" class="number" key={one}>
              {words[one]}
            </th>
          ))}
          <th scope="col">{words.at}</th>
          <th scope="col">{words.writer}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr data-row key={one.sku}>
            <th scope="row">
              <a class="code" href={skuPath(one.sku)}>
                {one.sku}
              </a>
            </th>
            {numbers.map((name) => (
              <td class="figure" data-label={words[name]} key={name}>
                <span>
                  {one[name].toLocaleString('ja-JP')}{' '}
                  {name === 'free' && one.free < 0 ? <OutcomeBadge tone="bad">{words.short}</OutcomeBadge> : null}
                </span>
              </td>
            ))}
            <td data-label={words.at} class="time">
              {japanTime(one.at)}
            </td>
            <td data-label={words.writer}>
              <span>
                {one.writer}
                {one.note === '' ? null : <span class="sub">{one.note}</span>}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
