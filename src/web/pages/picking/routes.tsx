import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { pickingWords as words } from '../../../core/sentences/console/picking.ts';
import { pickingList } from '../../../flow/desk/picking.ts';
import { type PickingForm, pickingFile, pickingForms } from '../../../flow/desk/picking-file.ts';
import type { Answer, Ask, Route } from '../../types.ts';
import { readOf } from './of.ts';
import { PickingPage } from './page.tsx';

const path = '/picking';

async function show(ask: Ask): Promise<Answer> {
  const of = await readOf(ask);
  const list = await pickingList(ask.ctx, of.wish);
  if (!list)
    return { title: words.gone, help: pageHelp.gone, body: <a href="/files/written">{words.back}</a>, status: 404 };
  if (list.parcels.length > 0) ask.seen({ what: 'orders-listed', shop: '', orderNumber: '' });
  return { title: words.title, help: pageHelp.picking, body: <PickingPage ask={ask} of={of} list={list} /> };
}

async function download(ask: Ask): Promise<Answer> {
  const { ctx, form, query } = ask;
  const as = (form.get('as') ?? query.get('as') ?? '') as PickingForm;
  const list = pickingForms.includes(as) ? await pickingList(ctx, (await readOf(ask)).wish) : undefined;
  if (!list) return { title: words.gone, help: pageHelp.gone, body: <a href="/orders">{words.back}</a>, status: 404 };
  ask.seen({ what: 'orders-listed', shop: '', orderNumber: '' });
  return { file: await pickingFile(ctx, list, as) };
}

/** Chosen orders come as a form: they would not fit into an address. */
export const pickingRoutes: readonly Route[] = [
  { method: 'get', path, role: 'view', handle: show },
  { method: 'post', path, role: 'view', handle: show },
  { method: 'post', path: `${path}/file`, role: 'view', handle: download },
];
