import { shopTitle } from '../../config/shop-title.ts';
import { unfitLayout } from '../../config/unfit-layout.ts';
import type { Problem } from '../../core/problem.ts';
import { japanDay } from '../../core/time.ts';
import { type Opened, openDocument } from '../../layout/document.ts';
import { type ReadResult, readTable } from '../../layout/read.ts';
import { openTable } from '../../layout/rows/open.ts';
import { Unreadable } from '../../layout/rows/row.ts';
import type { Context, Incoming } from '../types.ts';
import { candidates, shopOf } from './layouts-of-shop.ts';

/** A document whose layout and shop are known, and what its rows say. */
export interface Recognised {
  readonly opened: Opened;
  readonly shop: string;
  readonly read: ReadResult;
}

/** Why nothing of the file gets in. */
export interface Unrecognised {
  readonly problems: readonly Problem[];
  readonly shop: string;
  readonly layout: string;
  readonly refusedOrders: number;
}

/** Finds layout and shop, and reads all rows. A file of which nothing can be used comes back with the reasons. */
export async function recognise(ctx: Context, incoming: Incoming): Promise<Recognised | Unrecognised> {
  const { name: file } = incoming;
  const inFile = (problem: Problem): Problem => ({ ...problem, place: { file, ...problem.place } });
  const no = (problems: readonly Problem[], shop = incoming.shop, layout = '', refusedOrders = 0): Unrecognised => ({
    problems: problems.map(inFile),
    shop,
    layout,
    refusedOrders,
  });
  try {
    const found = await findLayout(ctx, incoming);
    if ('problem' in found) return no([found.problem]);
    const { opened, shop } = found;
    const { layout } = opened.match;
    const blankIsOrderer = ctx.config.shops[shop]?.blankShipTo === 'orderer';
    const read = readTable(opened, { masters: ctx.masters, today: japanDay(ctx.now()), file, blankIsOrderer });
    const records = [read.orders, read.waybills, read.stock, read.products, read.sets, read.goods].flat().length;
    if (records > 0 || layout.yields === 'return-form') return { opened, shop, read };
    const reasons: readonly Problem[] =
      read.problems.length > 0 ? read.problems : [{ code: 'file-without-rows', kind: 'fix', place: {} }];
    return no(reasons, shop, layout.name, read.refusedOrders.length);
  } catch (error) {
    if (error instanceof Unreadable) return no([error.problem]);
    throw error;
  }
}

type Found = { readonly opened: Opened; readonly shop: string } | { readonly problem: Problem };

async function findLayout(ctx: Context, incoming: Incoming): Promise<Found> {
  const refuse = (code: Problem['code'], args: Problem['args'] = {}): Found => ({
    problem: { code, kind: 'fix', place: {}, args },
  });
  const { name, bytes, shop, layout } = incoming;
  if (shop !== '' && !ctx.config.shops[shop]) return refuse('shop-unknown', { shop });
  const named = layout === '' ? undefined : ctx.layouts.read.get(layout);
  if (layout !== '' && !named) return refuse('layout-unknown', { layout });
  const open = (form: Parameters<typeof openTable>[2]) => openTable(bytes, name, form, ctx.config.limits);
  const opened = await openDocument(open, named ? [named] : candidates(ctx, shop));
  if ('problem' in opened) {
    const other = named || shop === '' ? null : await openDocument(open, [...ctx.layouts.read.values()]);
    if (!other || 'problem' in other) return opened;
    const title = shopTitle(ctx.config, shop);
    return refuse('shop-has-no-such-layout', { layout: other.match.layout.title, shop: title });
  }
  const { yields } = opened.match.layout;
  const unfit = await unfitLayout(ctx, opened.match.layout);
  if (unfit) return { problem: unfit };
  if (incoming.resultsOnly && yields === 'order') return refuse('orders-among-results');
  const owner = shopOf(ctx, opened.match.layout, shop);
  return 'problem' in owner ? owner : { opened, shop: owner.shop };
}
