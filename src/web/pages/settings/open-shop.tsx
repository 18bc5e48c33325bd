import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { settingsWords, shopsWords as words } from '../../../core/sentences/console/settings.ts';
import { shellWords } from '../../../core/sentences/console/shell.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { help } from '../../../core/sentences/help.ts';
import { openShop } from '../../../flow/desk/open-shop.ts';
import { listShops } from '../../../flow/desk/shops.ts';
import { Facts } from '../../parts/facts.tsx';
import { Field, Form } from '../../parts/form.tsx';
import { readDay, shopName } from '../../parts/place.ts';
import type { Answer, Ask, Route } from '../../types.ts';
import { workPath } from '../works/index.tsx';
import { Frame, unknownPage } from './frame.tsx';
import { shopPath, toShops } from './shops.tsx';

/** Where the day is chosen from which a shop's orders are shipped. */
export const openShopPath = (shop: string): string => `/settings/shops/open/${encodeURIComponent(shop)}`;

/** The line of a shop: its orders from a day on are shipped, older ones stay only seen. A question stands before it. */
export const openShopRoutes: readonly Route[] = [
  { method: 'get', path: '/settings/shops/open/:name', role: 'manage', handle: page },
  { method: 'post', path: '/settings/shops/open/:name', role: 'manage', handle: open },
];

async function page(ask: Ask): Promise<Answer> {
  const view = (await listShops(ask.ctx)).find((one) => one.shop === ask.params.name);
  if (!view) return unknownPage(toShops.up, toShops.upTitle);
  const { state, from } = view.goLive;
  const day = readDay(ask.query.get('from'));
  return {
    title: fill(words.openTitle, { shop: view.title }),
    help: pageHelp.openShop,
    body: (
      <Frame up={shopPath(view.shop)} upTitle={fill(words.of, { shop: view.title })}>
        <Facts facts={[[words.openStand, from === null ? help.goLive[state] : fill(help.goLive.from, { from })]]} />
        {day === '' ? (
          <form method="get" action={openShopPath(view.shop)} class="stack narrow">
            <Field label={words.openFrom} name="from" type="date" hint={words.openHelp} required />
            <p class="buttons">
              <button type="submit" class="main">
                {settingsWords.preview}
              </button>
            </p>
          </form>
        ) : (
          <Form ask={ask} action={openShopPath(view.shop)} class="stack">
            <input type="hidden" name="from" value={day} />
            <p class="lead">{fill(words.openQuestion, { shop: view.title, from: day })}</p>
            <p class="result note">{words.openDanger}</p>
            <div class="buttons">
              <button type="submit" class="danger">
                {words.openDo}
              </button>
              <a class="button" href={openShopPath(view.shop)}>
                {shellWords.cancel}
              </a>
            </div>
          </Form>
        )}
      </Frame>
    ),
  };
}

async function open(ask: Ask): Promise<Answer> {
  const { ctx, params, form, actor, user } = ask;
  const shop = ctx.config.shops[params.name ?? ''];
  if (!shop) return unknownPage(toShops.up, toShops.upTitle);
  const back = openShopPath(shop.name);
  const from = readDay(form.get('from'));
  if (from === '') return { to: back, results: [{ kind: 'wrong', text: words.openNoDay }] };
  const title = fill(words.openTitle, { shop: shopName(ctx, shop.name) });
  const run = async () => {
    const opened = await openShop(ctx, shop, from, actor);
    return [{ kind: 'done' as const, text: fill(help.said.shopOpened, { ...opened, shop: shop.title }) }];
  };
  const work = await ask.works.begin({ user, title, back }, run);
  if (!work.results) return { to: workPath(work.id) };
  ask.works.forget(work.id);
  return { to: back, results: work.results };
}
