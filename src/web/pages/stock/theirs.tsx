import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { stockShopWords as words } from '../../../core/sentences/console/stock-shops.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { stockWords } from '../../../core/sentences/stock-words.ts';
import { type ShopItem, shopItems } from '../../../flow/desk/shop-items.ts';
import { askShop, canList } from '../../../flow/desk/stock-shops/ask-shop.ts';
import { driftWords, type ShopDrift, stockDrift } from '../../../flow/desk/stock-shops/drift.ts';
import { type TakenStock, takeStock } from '../../../flow/desk/take-stock.ts';
import { Table } from '../../parts/data-table.tsx';
import { Field, Form, Select } from '../../parts/form.tsx';
import { withQuery } from '../../parts/links.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { shopName } from '../../parts/place.ts';
import { Told } from '../../parts/told.tsx';
import type { Answer, Ask, Result, Route } from '../../types.ts';
import { skuPath } from './list.tsx';
import { mapPath, resent, shopIn } from './map.tsx';
import { StockTabs } from './tabs.tsx';

/** So many rows are shown: a marketplace may have many thousands. */
const most = 500;

const driftPath = (shop: string): string => withQuery('/stock-drift', { shop });
const dry = { actor: '', note: '', dryRun: true } as const;

/** Pages that ask a marketplace what it has: only for those who work, because each asks over the network. */
export const theirsRoutes: readonly Route[] = [
  { method: 'get', path: '/stock-drift', role: 'work', handle: driftPage },
  { method: 'post', path: '/stock-drift/resend', role: 'work', handle: driftResend },
  { method: 'post', path: '/stock-drift/take', role: 'work', handle: driftTake },
  { method: 'get', path: '/stock-items', role: 'work', handle: itemsPage },
  { method: 'post', path: '/stock-items/map', role: 'work', handle: mapAll },
  { method: 'get', path: '/stock-take', role: 'work', handle: takePage },
  { method: 'post', path: '/stock-take', role: 'work', handle: take },
];

/** Only a shop that was chosen is asked: opening the page calls nobody. */
async function driftPage(ask: Ask): Promise<Answer> {
  const { ctx, query } = ask;
  const able = Object.values(ctx.config.shops).filter(({ name }) => canList(ctx, name));
  const wanted = query.get('shop') ?? '';
  const shop = able.some((one) => one.name === wanted) ? wanted : '';
  const asked = shop === '' ? undefined : await stockDrift(ctx, shop);
  return {
    title: words.driftTitle,
    help: pageHelp.stockDrift,
    body: (
      <>
        <StockTabs here="drift" />
        {able.length === 0 ? (
          <p class="empty">{words.unable}</p>
        ) : (
          <form class="filters" method="get" action="/stock-drift">
            <div class="fields">
              <Select
                label={words.shop}
                name="shop"
                value={shop}
                options={able.map(({ name, title }) => ({ value: name, title }))}
              />
            </div>
            <p class="buttons bottom">
              <button type="submit" class="main">
                {words.compare}
              </button>
            </p>
          </form>
        )}
        {asked === undefined ? null : 'answer' in asked ? (
          <Drifts ask={ask} shop={shop} found={asked.answer} />
        ) : (
          <Failed sentence={asked.sentence} remedy={asked.remedy} />
        )}
      </>
    ),
  };
}

function Failed({ sentence, remedy }: { readonly sentence: string; readonly remedy: string }) {
  return (
    <p class="result wrong" role="status">
      <span class="sign" aria-hidden="true">
        ×
      </span>
      <span>
        {sentence}{' '}
        <span class="remedy">
          <Told>{remedy}</Told>
        </span>
      </span>
    </p>
  );
}

function Drifts({ ask, shop, found }: { readonly ask: Ask; readonly shop: string; readonly found: ShopDrift }) {
  const { compared, drifts } = found;
  if (drifts.length === 0)
    return (
      <p class="clear">
        <span class="sign" aria-hidden="true">
          ○
        </span>
        {compared === 0 ? words.neverTold : `${fill(words.compared, { count: compared })} ${words.noDrift}`}
      </p>
    );
  const heads = ['choose', 'sku', 'item', 'said', 'theirs', 'ours', 'writer'] as const;
  return (
    <Form ask={ask} action="/stock-drift/resend">
      <input type="hidden" name="shop" value={shop} />
      <h2>{fill(words.drifts, { count: drifts.length })}</h2>
      <Table heads={heads.map((one) => words[one])} caption={words.driftTitle}>
        {drifts.slice(0, most).map((one) => {
          const { told, toldAt, theirs, ours, writer } = driftWords(one);
          return (
            <tr data-row key={`${one.item} ${one.option}`}>
              <td data-label={words.choose}>
                <input
                  type="checkbox"
                  name="sku"
                  value={one.sku}
                  aria-label={fill(words.chooseOf, { sku: `${one.sku} ${one.item} ${one.option}`.trim() })}
                />
              </td>
              <Sku sku={one.sku} />
              <td data-label={words.item}>{`${one.item} ${one.option}`.trim()}</td>
              <td data-label={words.said}>
                <span>
                  {told}
                  <span class="sub">{toldAt}</span>
                </span>
              </td>
              <td data-label={words.theirs}>
                <b>{theirs}</b>
              </td>
              <td data-label={words.ours}>{ours}</td>
              <td data-label={words.writer}>{writer}</td>
            </tr>
          );
        })}
      </Table>
      <div class="fields">
        <Field label={words.why} name="note" />
      </div>
      <p class="buttons bottom">
        <button type="submit" class="main">
          {words.resendOurs}
        </button>
        <button type="submit" formaction="/stock-drift/take">
          {words.takeTheirs}
        </button>
      </p>
    </Form>
  );
}

const Sku = ({ sku }: { readonly sku: string }) => (
  <th scope="row">
    <a class="code" href={skuPath(sku)}>
      {sku}
    </a>
  </th>
);

async function driftResend(ask: Ask): Promise<Answer> {
  const shop = shopIn(ask, ask.form.get('shop'));
  return { to: mapPath(shop), results: [await resent(ask, shop)] };
}

async function driftTake(ask: Ask): Promise<Answer> {
  const shop = shopIn(ask, ask.form.get('shop'));
  const skus = [...new Set(ask.form.getAll('sku'))];
  if (skus.length === 0) return { to: driftPath(''), results: [{ kind: 'wrong', text: words.noneChosen }] };
  return { to: mapPath(shop), results: await taken(ask, shop, skus) };
}

/** Takes a marketplace's figures as what is on hand; `skus` absent = all of its map. */
async function taken({ ctx, form, actor }: Ask, shop: string, skus?: readonly string[]): Promise<Result[]> {
  const note = (form.get('note') ?? '').trim().slice(0, 500);
  if (note === '') return [{ kind: 'wrong', text: words.noWhy }];
  const asked = await askShop(shop, () => takeStock(ctx, shop, { actor, note, dryRun: false, ...(skus && { skus }) }));
  if (!('answer' in asked)) return [{ kind: 'wrong', text: asked.sentence, remedy: asked.remedy }];
  const { taken: done, skipped } = asked.answer;
  const left = skipped
    .slice(0, 5)
    .map(({ sku, item, why }): Result => ({ kind: 'note', text: `${sku} ${item}: ${stockWords.skipped[why]}` }));
  if (done.length === 0) return [{ kind: 'wrong', text: words.tookNone }, ...left];
  return [{ kind: 'done', text: fill(words.took, { count: done.length }) }, ...left];
}

async function itemsPage(ask: Ask): Promise<Answer> {
  const { ctx, query } = ask;
  const shop = shopIn(ask, query.get('shop'));
  const asked = await askShop(shop, () => shopItems(ctx, shop, { map: true, dryRun: true, actor: '' }));
  return {
    title: fill(words.itemsTitle, { shop: shopName(ctx, shop) }),
    help: pageHelp.stockItems,
    body: (
      <>
        <p class="way">
          <a href={mapPath(shop)}>{words.mapTitle}</a>
        </p>
        <p class="hint">{words.itemsHelp}</p>
        {'answer' in asked ? (
          <ShopItems ask={ask} shop={shop} items={asked.answer} />
        ) : (
          <Failed sentence={asked.sentence} remedy={asked.remedy} />
        )}
      </>
    ),
  };
}

function ShopItems({
  ask,
  shop,
  items,
}: {
  readonly ask: Ask;
  readonly shop: string;
  readonly items: readonly ShopItem[];
}) {
  const clear = items.filter((one) => one.added !== undefined).length;
  const unmapped = items.filter((one) => one.sku === '').length - clear;
  return (
    <>
      {clear === 0 ? null : (
        <Form ask={ask} action="/stock-items/map">
          <input type="hidden" name="shop" value={shop} />
          <p class="buttons">
            <span>{fill(words.canMap, { count: clear })}</span>
            <button type="submit" class="main">
              {words.mapAll}
            </button>
          </p>
        </Form>
      )}
      <p class="summary">{fill(words.unmapped, { count: unmapped })}</p>
      <Table heads={[words.item, words.option, words.name, words.theirs, words.sku]} caption={words.items}>
        {items
          .toSorted((a, b) => Number(a.sku !== '') - Number(b.sku !== ''))
          .slice(0, most)
          .map((one) => (
            <tr data-row key={`${one.item} ${one.option}`}>
              <th scope="row">{one.item}</th>
              <td data-label={words.option}>{one.option}</td>
              <td data-label={words.name}>{one.name}</td>
              <td data-label={words.theirs}>{one.unlimited ? words.unlimited : (one.quantity ?? '－')}</td>
              <td data-label={words.sku}>
                {one.sku !== '' ? (
                  one.sku
                ) : one.added === undefined ? (
                  ''
                ) : (
                  <span>
                    <OutcomeBadge tone="warn">{words.would}</OutcomeBadge> {one.added}
                  </span>
                )}
              </td>
            </tr>
          ))}
      </Table>
    </>
  );
}

async function mapAll(ask: Ask): Promise<Answer> {
  const { ctx, form, actor } = ask;
  const shop = shopIn(ask, form.get('shop'));
  const asked = await askShop(shop, () => shopItems(ctx, shop, { map: true, dryRun: false, actor }));
  if (!('answer' in asked))
    return { to: mapPath(shop), results: [{ kind: 'wrong', text: asked.sentence, remedy: asked.remedy }] };
  const count = asked.answer.filter((one) => one.added !== undefined).length;
  return { to: mapPath(shop), results: [{ kind: 'done', text: fill(words.mappedAll, { count }) }] };
}

async function takePage(ask: Ask): Promise<Answer> {
  const { ctx, query } = ask;
  const shop = shopIn(ask, query.get('shop'));
  const asked = await askShop(shop, () => takeStock(ctx, shop, dry));
  return {
    title: fill(words.takeTitle, { shop: shopName(ctx, shop) }),
    help: pageHelp.stockTake,
    body: (
      <>
        <p class="way">
          <a href={mapPath(shop)}>{words.mapTitle}</a>
        </p>
        <p class="hint">{words.takeHelp}</p>
        {'answer' in asked ? (
          <Takes ask={ask} shop={shop} found={asked.answer} />
        ) : (
          <Failed sentence={asked.sentence} remedy={asked.remedy} />
        )}
      </>
    ),
  };
}

function Takes({
  ask,
  shop,
  found: { taken: rows, skipped },
}: {
  readonly ask: Ask;
  readonly shop: string;
  readonly found: TakenStock;
}) {
  return (
    <>
      <Table heads={[words.sku, words.theirs, words.reserved, words.before, words.after]} caption={words.take}>
        {rows.slice(0, most).map((one) => (
          <tr data-row key={one.sku}>
            <Sku sku={one.sku} />
            <td data-label={words.theirs}>{one.theirs}</td>
            <td data-label={words.reserved}>{one.reserved}</td>
            <td data-label={words.before}>{one.before ?? '－'}</td>
            <td data-label={words.after}>
              <b>{one.onHand}</b>
            </td>
          </tr>
        ))}
      </Table>
      {skipped.length === 0 ? null : (
        <>
          <h2>{fill(words.skipped, { count: skipped.length })}</h2>
          <ul class="plain-list">
            {skipped.slice(0, most).map(({ sku, item, why }) => (
              <li key={`${sku} ${item}`}>{`${sku} ${item}: ${stockWords.skipped[why]}`}</li>
            ))}
          </ul>
        </>
      )}
      {rows.length === 0 ? null : (
        <Form ask={ask} action="/stock-take" class="stack narrow">
          <input type="hidden" name="shop" value={shop} />
          <Field label={words.why} name="note" required />
          <p class="buttons">
            <button type="submit" class="main">
              {words.takeNow}
            </button>
          </p>
        </Form>
      )}
    </>
  );
}

async function take(ask: Ask): Promise<Answer> {
  const shop = shopIn(ask, ask.form.get('shop'));
  return { to: mapPath(shop), results: await taken(ask, shop) };
}
