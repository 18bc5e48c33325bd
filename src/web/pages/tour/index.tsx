import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { tourWords as words } from '../../../core/sentences/console/tour.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { endTour, startTour, tourFile, tourOf } from '../../../flow/desk/tour.ts';
import { uploadFile } from '../../../flow/desk/upload.ts';
import { TourForm } from '../../tour.tsx';
import type { Answer, Route, Section } from '../../types.ts';

const show: Route = {
  method: 'get',
  path: '/tour',
  role: 'view',
  async handle(ask): Promise<Answer> {
    const tour = await tourOf(ask.ctx, ask.user);
    // Before the tour began there is no order of its own yet.
    const number = tour?.number || words.itsOrder;
    return {
      title: words.title,
      help: pageHelp.tour,
      body: (
        <>
          <p class="lead">{words.lead}</p>
          {tour ? null : <p class="result note">{words.notHere}</p>}
          <ol class="tour-list">
            {words.steps.map(({ title, text }) => (
              <li key={title}>
                <h2>{title}</h2>
                <p>{fill(text, { number })}</p>
              </li>
            ))}
          </ol>
          {!tour || ask.role === 'view' ? null : (
            <TourForm ask={ask} to="start" text={tour.state === 'new' ? words.start : words.again} main />
          )}
        </>
      ),
    };
  },
};

const start: Route = {
  method: 'post',
  path: '/tour/start',
  role: 'work',
  async handle({ ctx, user }): Promise<Answer> {
    if (await tourOf(ctx, user)) await startTour(ctx, user);
    return { to: '/files' };
  },
};

const end: Route = {
  method: 'post',
  path: '/tour/end',
  role: 'work',
  async handle({ ctx, user }): Promise<Answer> {
    await endTour(ctx, user);
    return { to: '/', results: [{ kind: 'done', text: words.found }] };
  },
};

/** The tour's file, put into the inbox as the page ファイル does it. */
const drop: Route = {
  method: 'post',
  path: '/tour/drop',
  role: 'work',
  async handle({ ctx, user, actor }): Promise<Answer> {
    const tour = await tourOf(ctx, user);
    if (tour?.state !== 'on') return { to: '/tour' };
    const put = await uploadFile(ctx, { ...tourFile(ctx, tour), folder: '', actor });
    if (!put.done) return { to: '/files', results: [{ kind: 'wrong', text: put.sentence, remedy: put.remedy }] };
    return { to: '/files', results: [{ kind: 'done', text: fill(words.dropped, { file: put.name }) }] };
  },
};

const file: Route = {
  method: 'get',
  path: '/tour/file',
  role: 'work',
  async handle({ ctx, user }): Promise<Answer> {
    const tour = await tourOf(ctx, user);
    if (tour?.state !== 'on') return { to: '/tour' };
    return { file: { ...tourFile(ctx, tour), mediaType: 'text/csv' } };
  },
};

export const tourSection: Section = { routes: [show, start, end, drop, file] };
