import { learnPageWords, layoutsWords as words } from '../../../core/sentences/console/layouts.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { openUnknown } from '../../../flow/desk/layouts/learn.ts';
import { tryFile } from '../../../flow/desk/layouts/try.ts';
import { uploadFile } from '../../../flow/desk/upload.ts';
import { Form } from '../../parts/form.tsx';
import { withQuery } from '../../parts/links.tsx';
import type { Answer, Ask, Route } from '../../types.ts';
import { TryFields } from './choose.tsx';
import { Problems, TryResult } from './result.tsx';
import { keepSample, sampleOf } from './sample.ts';

/** Rows that a page reads: enough to see how a file is read, whatever its size. */
export const rowsOnTrial = 2000;
export const shownOrders = 5;

export const tryPath = (file: string, more: { readonly layout?: string; readonly shop?: string } = {}): string =>
  withQuery('/layouts/try', { file, ...more });
export const learnPath = (file: string): string => withQuery('/layouts/learn', { file });

export const noSample: Answer = {
  title: words.gone,
  help: pageHelp.gone,
  status: 404,
  body: (
    <>
      <p>{words.goneNext}</p>
      <p>
        <a class="button main" href="/layouts">
          {words.again}
        </a>
      </p>
    </>
  ),
};

export const tryRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/layouts/sample',
    role: 'work',
    upload: true,
    async handle({ form, uploads, session }): Promise<Answer> {
      const [file] = uploads;
      const more = { layout: form.get('layout') ?? '', shop: form.get('shop') ?? '' };
      if (!file || file.bytes.length === 0) {
        const { nothing, nothingNext } = words.send;
        return { to: '/layouts', results: [{ kind: 'wrong', text: nothing, remedy: nothingNext }] };
      }
      return { to: tryPath(keepSample(session, file), more) };
    },
  },
  { method: 'get', path: '/layouts/try', role: 'work', handle: tryPage },
  {
    method: 'post',
    path: '/layouts/take-in',
    role: 'work',
    async handle(ask): Promise<Answer> {
      const ref = ask.form.get('file') ?? '';
      const sample = await sampleOf(ask, ref);
      if (!sample) return noSample;
      const put = await uploadFile(ask.ctx, { ...sample, folder: ask.form.get('shop') ?? '', actor: ask.actor });
      if (!put.done) return { to: tryPath(ref), results: [{ kind: 'wrong', text: put.sentence, remedy: put.remedy }] };
      return { to: '/files', results: [{ kind: 'done', text: fill(words.takenIn, { file: put.name }) }] };
    },
  },
];

async function tryPage(ask: Ask): Promise<Answer> {
  const { ctx, query } = ask;
  const ref = query.get('file') ?? '';
  const sample = await sampleOf(ask, ref);
  if (!sample) return noSample;
  const layout = ctx.layouts.read.get(query.get('layout') ?? '');
  const wanted = query.get('shop') ?? '';
  const shop = ctx.config.shops[wanted] ? wanted : '';
  const tried = await tryFile(ctx, sample, { shop, layout, shown: shownOrders, most: rowsOnTrial });
  const isKnown = !('problem' in tried);
  const canLearn = !isKnown && !('problem' in (await openUnknown(ctx, sample)));
  return {
    title: fill(words.fileTitle, { file: sample.name }),
    help: pageHelp.layouts,
    body: (
      <>
        <p class="way">
          <a href="/layouts">{words.back}</a>
        </p>
        <form class="filters" method="get" action="/layouts/try">
          <input type="hidden" name="file" value={ref} />
          <div class="fields">
            <TryFields ask={ask} layout={layout?.name ?? ''} shop={shop} />
          </div>
          <p class="buttons bottom">
            <button type="submit">{words.send.submit}</button>
          </p>
        </form>
        {isKnown ? <TryResult tried={tried} /> : <Problems problems={[tried.problem]} />}
        {canLearn ? (
          <section class="drop" aria-labelledby="learn">
            <h2 id="learn">{words.unknownForm}</h2>
            <p>{words.unknownNext}</p>
            <p>
              <a class="button main" href={learnPath(ref)}>
                {words.learn}
              </a>
            </p>
          </section>
        ) : null}
        {isKnown && tried.counts.orders > 0 ? (
          <Form ask={ask} action="/layouts/take-in" class="stack">
            <input type="hidden" name="file" value={ref} />
            <input type="hidden" name="shop" value={shop} />
            <p class="buttons bottom">
              <button type="submit">{learnPageWords.takeIn}</button>{' '}
              <span class="hint">{learnPageWords.takeInHelp}</span>
            </p>
          </Form>
        ) : null}
      </>
    ),
  };
}
