import { layoutsWords as words } from '../../../core/sentences/console/layouts.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { say } from '../../../core/sentences/index.ts';
import { adoptLayout, copyStandard, type Doing } from '../../../flow/desk/layouts/adopt.ts';
import { shopName } from '../../parts/place.ts';
import { reloadedResults } from '../../parts/reloaded.ts';
import type { Ask, Result, Route } from '../../types.ts';

/** One address for each thing that is done to a layout; the list tells what came of it. */
const act = (name: string, work: (ask: Ask) => Promise<readonly Result[]>): Route => ({
  method: 'post',
  path: `/layouts/${name}`,
  role: 'manage',
  handle: async (ask) => ({ to: '/layouts', results: await work(ask) }),
});

export const actRoutes: readonly Route[] = [act('copy', copy), act('use', use)];

async function copy({ ctx, form, actor }: Ask): Promise<Result[]> {
  const [name, from] = [(form.get('name') ?? '').trim(), form.get('from') ?? ''];
  const copied = await copyStandard(ctx, { name, from, actor });
  if ('code' in copied) {
    const { sentence, remedy } = say(copied.code, copied.args);
    return [{ kind: 'wrong', text: sentence, remedy }];
  }
  const text = fill(words.copied, { name, from, path: `layouts/${copied.direction}/${name}` });
  return [{ kind: 'done', text }, ...reloadedResults(copied.reloaded)];
}

async function use({ ctx, form, actor }: Ask): Promise<Result[]> {
  const [layout, shop] = [form.get('layout') ?? '', form.get('shop') ?? ''];
  const on = form.get('on') === 'yes';
  return useResults(ctx, await adoptLayout(ctx, { layout, shop, on, actor }), { layout, shop, on });
}

/** What became of switching a layout on or off for a shop. */
export function useResults(
  ctx: Ask['ctx'],
  done: Doing,
  { layout, shop, on }: { readonly layout: string; readonly shop: string; readonly on: boolean },
): Result[] {
  if (!done.done) return [{ kind: 'wrong', text: done.sentence, remedy: done.remedy }];
  const args = { name: layout, shop: shopName(ctx, shop) };
  return [{ kind: 'done', text: fill(on ? words.used : words.unused, args) }, ...reloadedResults(done.reloaded)];
}
