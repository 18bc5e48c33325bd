import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { stockShopWords as words } from '../../../core/sentences/console/stock-shops.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { resendStock } from '../../../flow/desk/set-stock.ts';
import { canList } from '../../../flow/desk/stock-shops/ask-shop.ts';
import { type MappedItem, mapItem, pageMap } from '../../../flow/desk/stock-shops/map.ts';
import { Field, Form, Select } from '../../parts/form.tsx';
import { withQuery } from '../../parts/links.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { Pager } from '../../parts/pager.tsx';
import { readOffset } from '../../parts/place.ts';
import { japanTime } from '../../parts/times.ts';
import type { Answer, Ask, Result, Route } from '../../types.ts';
import { skuPath } from './list.tsx';
import { StockTabs } from './tabs.tsx';

const size = 100;

export const mapPath = (shop: string): string => withQuery('/stock-map', { shop });

export const mapRoutes: readonly Route[] = [
  { method: 'get', path: '/stock-map', role: 'view', handle: page },
  { method: 'post', path: '/stock-map/resend', role: 'work', handle: resend },
  { method: 'post', path: '/stock-map/one', role: 'work', handle: save },
];

/** The shop that an address names, else the first. */
export const shopIn = ({ ctx }: Ask, wanted: string | null): string =>
  wanted !== null && ctx.config.shops[wanted] ? wanted : (Object.keys(ctx.config.shops)[0] ?? '');

const shopOptions = ({ ctx }: Ask) =>
  Object.values(ctx.config.shops).map(({ name, title }) => ({ value: name, title }));

async function page(ask: Ask): Promise<Answer> {
  const { ctx, query } = ask;
  const shop = shopIn(ask, query.get('shop'));
  const begins = (query.get('begins') ?? '').trim().slice(0, 200);
  const failed = query.get('failed') === 'yes';
  const from = readOffset(query.get('after'));
  const found = await pageMap(ctx, shop, { begins, failed }, { from, limit: size });
  const portion = ctx.config.shops[shop]?.stock ?? { safety: 0, share: 100 };
  const next = from + size < found.count ? String(from + size) : null;
  return {
    title: words.mapTitle,
    help: pageHelp.stockMap,
    body: (
      <>
        <StockTabs here="map" />
        <form class="filters" method="get" action="/stock-map">
          <div class="fields">
            <Select label={words.shop} name="shop" value={shop} options={shopOptions(ask)} />
            <Field label={words.begins} name="begins" type="search" value={begins} />
            <Select
              label={words.outcome}
              name="failed"
              value={failed ? 'yes' : ''}
              options={[
                { value: '', title: words.any },
                { value: 'yes', title: words.onlyFailed },
              ]}
            />
          </div>
          <p class="buttons bottom">
            <button type="submit" class="main">
              {words.show}
            </button>
          </p>
        </form>
        <p class="summary">{fill(words.counts, { count: found.count, failed: found.failed })}</p>
        <p class="hint">{fill(words.portion, { ...portion })}</p>
        {ask.role !== 'view' && canList(ctx, shop) ? (
          <p class="buttons">
            <a class="button" href={withQuery('/stock-items', { shop })}>
              {words.items}
            </a>
            <a class="button" href={withQuery('/stock-take', { shop })}>
              {words.take}
            </a>
          </p>
        ) : null}
        {found.rows.length === 0 ? (
          <p class="empty">
            <b>{words.empty}</b> {words.emptyNext}
          </p>
        ) : (
          <Form ask={ask} action="/stock-map/resend">
            <input type="hidden" name="shop" value={shop} />
            <Items ask={ask} rows={found.rows} />
            {ask.role === 'view' ? null : (
              <p class="buttons bottom">
                <button type="submit">{words.resend}</button>
              </p>
            )}
          </Form>
        )}
        <Pager
          label={words.mapTitle}
          path="/stock-map"
          values={{ shop, begins, failed: failed ? 'yes' : '' }}
          after={from === 0 ? '' : String(from)}
          next={next}
          size={size}
        />
        {ask.role === 'view' ? null : <MapOne ask={ask} shop={shop} />}
      </>
    ),
  };
}

function Items({ ask, rows }: { readonly ask: Ask; readonly rows: readonly MappedItem[] }) {
  const heads = ['sku', 'item', 'said', 'outcome', 'now', 'keep'] as const;
  return (
    <table class="cards-table">
      <caption class="unseen">{words.mapTitle}</caption>
      <thead>
        <tr>
          {ask.role === 'view' ? null : <th scope="col">{words.choose}</th>}
          {heads.map((one) => (
            <th scope="col" key={one}>
              {words[one]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr data-row key={`${one.item} ${one.option}`}>
            {ask.role === 'view' ? null : (
              <td data-label={words.choose}>
                <input
                  type="checkbox"
                  name="sku"
                  value={one.sku}
                  aria-label={fill(words.chooseOf, { sku: `${one.sku} ${one.item} ${one.option}`.trim() })}
                />
              </td>
            )}
            <th scope="row">
              <a class="code" href={skuPath(one.sku)}>
                {one.sku}
              </a>
              {one.name === '' ? null : <span class="sub">{one.name}</span>}
            </th>
            <td data-label={words.item}>
              <span>
                {one.item}
                {one.option === '' ? null : <span class="sub">{one.option}</span>}
              </span>
            </td>
            <td data-label={words.said}>
              {one.told === null ? (
                words.notTold
              ) : (
                <span>
                  {one.told.said === 'unlimited' ? words.unlimited : one.told.said}
                  <span class="sub">{japanTime(one.told.at)}</span>
                </span>
              )}
            </td>
            <td data-label={words.outcome}>
              {one.told === null ? null : (
                <span>
                  <OutcomeBadge tone={one.told.failed ? 'bad' : 'good'}>
                    {one.told.failed ? words.failed : words.told}
                  </OutcomeBadge>
                  {one.told.failed ? <span class="sub">{one.told.sentence}</span> : null}
                </span>
              )}
            </td>
            <td data-label={words.now}>
              {one.unlimited ? words.unlimited : one.now === null ? words.uncounted : one.now}
            </td>
            <td data-label={words.keep}>
              <span>
                {fill(words.keepText, one.portion)}
                {one.lowStock === undefined ? null : (
                  <span class="sub">{fill(words.lowStock, { count: one.lowStock })}</span>
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MapOne({ ask, shop }: { readonly ask: Ask; readonly shop: string }) {
  const yesNo = [
    { value: '', title: words.no },
    { value: 'yes', title: words.yes },
  ];
  return (
    <details>
      <summary>{words.mapOne}</summary>
      <p class="hint">{words.mapOneHelp}</p>
      <Form ask={ask} action="/stock-map/one" class="stack">
        <div class="fields">
          <Select label={words.shop} name="shop" value={shop} options={shopOptions(ask)} id="map-shop" />
          <Field label={words.item} name="item" required />
          <Field label={words.option} name="option" />
          <Field label={words.sku} name="sku" required />
          <Field label={words.name} name="name" />
          <Field label={words.safety} name="safety" type="number" />
          <Field label={words.share} name="share" type="number" />
          <Field label={words.low} name="low" type="number" />
          <Select label={words.sold} name="unlimited" value="" options={yesNo} />
        </div>
        <p class="buttons">
          <button type="submit" class="main">
            {words.save}
          </button>
        </p>
      </Form>
    </details>
  );
}

async function resend(ask: Ask): Promise<Answer> {
  const shop = shopIn(ask, ask.form.get('shop'));
  return { to: mapPath(shop), results: [await resent(ask, shop)] };
}

/** The ticked SKUs of a shop are told again. */
export async function resent({ ctx, form, actor }: Ask, shop: string): Promise<Result> {
  const skus = [...new Set(form.getAll('sku'))];
  if (skus.length === 0) return { kind: 'wrong', text: words.noneChosen };
  const count = await resendStock(ctx, skus, shop, actor);
  return count === 0 ? { kind: 'note', text: words.resentNone } : { kind: 'done', text: fill(words.resent, { count }) };
}

async function save(ask: Ask): Promise<Answer> {
  const { ctx, form, actor } = ask;
  const shop = form.get('shop') ?? '';
  const text = (name: string) => (form.get(name) ?? '').normalize('NFKC').trim().slice(0, 200);
  const raw = (name: string) => (form.get(name) ?? '').trim().slice(0, 200);
  const numbers = { safety: text('safety'), share: text('share'), lowStock: text('low') };
  const isGood = Object.values(numbers).every((one) => /^\d{0,8}$/.test(one));
  const share = Number(numbers.share || 100);
  const [item, sku] = [raw('item'), raw('sku')];
  const wrong = (result: Omit<Result, 'kind'>): Answer => ({
    to: mapPath(shop),
    results: [{ kind: 'wrong', ...result }],
  });
  if (item === '' || sku === '' || !isGood || share < 1 || share > 100) return wrong({ text: words.badMap });
  const own = Object.entries(numbers).flatMap(([name, value]) => (value === '' ? [] : [[name, Number(value)]]));
  const unlimited = form.get('unlimited') === 'yes' ? ({ unlimited: true } as const) : {};
  const link = { shop, item, option: raw('option'), sku, name: raw('name'), ...Object.fromEntries(own), ...unlimited };
  const mapped = await mapItem(ctx, link, actor);
  if (!mapped.done) return wrong({ text: mapped.sentence, remedy: mapped.remedy });
  return { to: mapPath(shop), results: [{ kind: 'done', text: fill(words.saved, { item, sku }) }] };
}
