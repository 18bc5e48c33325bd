import { layoutsWords, learnPageWords as words } from '../../../core/sentences/console/layouts.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { say } from '../../../core/sentences/index.ts';
import { adoptLayout, saveLearned } from '../../../flow/desk/layouts/adopt.ts';
import { makeLayout, nameForLayout, openUnknown, type UnknownFile } from '../../../flow/desk/layouts/learn.ts';
import { type TriedFile, tryFile } from '../../../flow/desk/layouts/try.ts';
import { reloadedResults } from '../../parts/reloaded.ts';
import type { Answer, Ask, Result, Route } from '../../types.ts';
import { useResults } from './act.ts';
import { PointForm } from './point-form.tsx';
import { readPointing, undecidedCount } from './pointing.ts';
import { Problems, TryResult } from './result.tsx';
import { sampleOf } from './sample.ts';
import { learnPath, noSample, rowsOnTrial, shownOrders, tryPath } from './try.tsx';

/** An unknown file is mapped by pointing: columns to fields, the result of its first rows, saved with a first case. */
export const learnRoutes: readonly Route[] = [
  { method: 'get', path: '/layouts/learn', role: 'work', handle: (ask) => page(ask, ask.query, false) },
  { method: 'post', path: '/layouts/learn', role: 'work', handle: (ask) => page(ask, ask.form, true) },
  { method: 'post', path: '/layouts/learn/save', role: 'manage', handle: save },
];

/** @param isAsked somebody pointed: the result of the first rows is shown, or what must be said first */
async function page(
  ask: Ask,
  given: URLSearchParams,
  isAsked: boolean,
  results: readonly Result[] = [],
): Promise<Answer> {
  const ref = given.get('file') ?? '';
  const sample = await sampleOf(ask, ref);
  if (!sample) return noSample;
  const unknown = await openUnknown(ask.ctx, sample);
  const title = fill(words.title, { file: sample.name });
  if ('problem' in unknown) {
    const known = unknown.layout === undefined ? undefined : ask.ctx.layouts.read.get(unknown.layout);
    if (known)
      return { to: tryPath(ref), results: [{ kind: 'note', text: fill(words.known, { title: known.title }) }] };
    return { title, help: pageHelp.learn, body: <Problems problems={[unknown.problem]} /> };
  }
  const said = readPointing(unknown.proposal, given, isAsked);
  const name = given.get('name') ?? '';
  const free = nameForLayout(ask.ctx, undefined, sample.name);
  const made = await makeLayout(ask.ctx, unknown, said, { name: 'name' in free ? free.name : 'x', shop: undefined });
  const tried = 'proved' in made ? await onTrial(ask, sample, made.proved.layout) : undefined;
  return {
    title,
    help: pageHelp.learn,
    results,
    ...(results.some((one) => one.kind === 'wrong') && { status: 422 }),
    body: (
      <>
        <p class="way">
          <a href="/layouts">{layoutsWords.back}</a>
        </p>
        <p>{counted(unknown)}</p>
        <PointForm
          ask={ask}
          file={ref}
          unknown={unknown}
          made={made}
          said={said}
          name={name === '' && 'name' in free ? free.name : name}
          shop={given.get('shop') ?? ''}
        >
          {tried && !('problem' in tried) ? (
            <section aria-labelledby="result">
              <h2 id="result">{words.result}</h2>
              <TryResult tried={tried} />
            </section>
          ) : null}
          {tried && 'problem' in tried ? <Problems problems={[tried.problem]} /> : null}
        </PointForm>
      </>
    ),
  };
}

function onTrial(
  { ctx }: Ask,
  sample: { readonly name: string; readonly bytes: Uint8Array },
  layout: Parameters<typeof tryFile>[2]['layout'],
): Promise<TriedFile | { readonly problem: Parameters<typeof Problems>[0]['problems'][number] }> {
  return tryFile(ctx, sample, { shop: '', layout, shown: shownOrders, most: rowsOnTrial });
}

const counted = ({ proposal: { columns } }: UnknownFile): string =>
  fill(words.found, { columns: columns.length, rows: columns[0]?.cells.length ?? 0 });

async function save(ask: Ask): Promise<Answer> {
  const { ctx, form, actor } = ask;
  const again = (text: string, remedy = '') => page(ask, form, true, [{ kind: 'wrong', text, remedy }]);
  const ref = form.get('file') ?? '';
  const sample = await sampleOf(ask, ref);
  if (!sample) return noSample;
  const unknown = await openUnknown(ctx, sample);
  if ('problem' in unknown) return { to: learnPath(ref) };
  const shop = form.get('shop') ?? '';
  if (shop !== '' && !ctx.config.shops[shop]) return again(layoutsWords.noSuchShop);
  const named = nameForLayout(ctx, (form.get('name') ?? '').trim(), sample.name);
  if ('code' in named) {
    const { sentence, remedy } = say(named.code, named.args);
    return again(sentence, remedy);
  }
  const said = readPointing(unknown.proposal, form, true);
  const target = { name: named.name, shop: shop === '' ? undefined : shop };
  const made = await makeLayout(ctx, unknown, said, target);
  if ('open' in made) return again(words.open);
  if ('complaints' in made) return again(fill(words.failed, { reason: made.complaints.join(' / ') }));
  const reloaded = await saveLearned(ctx, made.learned, made.proved, actor);
  const results: Result[] = [{ kind: 'done', text: fill(words.saved, { name: named.name }) }];
  const left = undecidedCount(said);
  if (left > 0) results.push({ kind: 'note', text: fill(words.leftOpen, { count: left }) });
  if (shop !== '') {
    const use = { layout: named.name, shop, on: true };
    results.push(...useResults(ctx, await adoptLayout(ctx, { ...use, actor }), use));
  } else results.push(...reloadedResults(reloaded));
  return { to: tryPath(ref, { layout: named.name, shop }), results };
}
