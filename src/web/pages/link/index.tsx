import { linkWords as words } from '../../../core/sentences/console/link.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { shellWords } from '../../../core/sentences/console/shell.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { linkRows, lookAgain, openLinks, releaseLink } from '../../../flow/desk/hand-overs.ts';
import { Pager } from '../../parts/pager.tsx';
import type { Answer, Result, Route, Section } from '../../types.ts';
import { OpenLinks } from './open.tsx';
import { LinkTable } from './table.tsx';

const size = 50;
const path = '/link-history';

const list: Route = {
  method: 'get',
  path,
  role: 'view',
  async handle(ask) {
    const after = ask.query.get('after') ?? '';
    const [open, { rows, next }] = await Promise.all([
      openLinks(ask.ctx),
      linkRows(ask.ctx, { limit: size, after: after === '' ? undefined : after }),
    ]);
    return {
      title: words.title,
      help: pageHelp.link,
      body: (
        <>
          <OpenLinks ask={ask} open={open} />
          <h2>{words.history}</h2>
          {rows.length === 0 ? (
            <p class="empty">
              <b>{words.none}</b> {words.noneNext}
            </p>
          ) : (
            <LinkTable rows={rows} />
          )}
          <Pager label={words.history} path={path} values={{}} after={after} next={next} size={size} />
        </>
      ),
    };
  },
};

const look: Route = {
  method: 'post',
  path: `${path}/:id/look`,
  role: 'work',
  async handle({ ctx, params }): Promise<Answer> {
    const looked = await lookAgain(ctx, params.id ?? '');
    const results = looked.map(({ id, registered, problem }): Result => {
      if (problem) return { kind: 'wrong', text: problem.sentence, remedy: problem.remedy };
      if (registered === 0) return { kind: 'note', text: fill(words.lookedNone, { id }) };
      return { kind: 'done', text: fill(words.looked, { id, count: registered }) };
    });
    return { to: path, results };
  },
};

const release: Route = {
  method: 'post',
  path: `${path}/:id/release`,
  role: 'work',
  async handle({ ctx, params, form, actor }): Promise<Answer> {
    const { id = '' } = params;
    const wish = { note: (form.get('note') ?? '').trim(), actor, checked: form.get('checked') === '1' };
    const done = await releaseLink(ctx, id, wish);
    if ('refused' in done) {
      const { sentence, remedy } = done.refused;
      return { to: path, results: [{ kind: 'wrong', text: sentence, remedy }] };
    }
    return { to: path, results: [{ kind: 'done', text: fill(words.released, { id, count: done.released }) }] };
  },
};

export const linkSection: Section = {
  menu: { title: shellWords.pages.link, path },
  routes: [list, look, release],
};
