import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { problemsWords as words } from '../../../core/sentences/console/problems.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { type ProblemGroup, type Problems, problems } from '../../../flow/desk/problems.ts';
import { refusedFiles } from '../../../flow/desk/today.ts';
import { countText } from '../../parts/count.tsx';
import { orderPath, withQuery } from '../../parts/links.tsx';
import { MoreRefused } from '../../parts/more-files.tsx';
import { shortDay } from '../../parts/times.ts';
import { Told } from '../../parts/told.tsx';
import type { Route } from '../../types.ts';
import { reportPath } from '../files/fate.tsx';
import { refusedRef } from '../layouts/sample.ts';
import { groupPath } from './group.tsx';

const clearers = ['operator', 'data', 'settings'] as const;

export const allRoute: Route = {
  method: 'get',
  path: '/problems',
  role: 'view',
  async handle(ask) {
    const [view, { files, moreFiles }] = await Promise.all([problems(ask.ctx), refusedFiles(ask.ctx)]);
    if (view.groups.length > 0) ask.seen({ what: 'orders-listed', shop: '', orderNumber: '' });
    const isEmpty = view.groups.length + view.notices.rows.length + files.length === 0;
    return {
      title: words.title,
      help: pageHelp.problems,
      body: (
        <>
          {isEmpty ? (
            <p class="clear">
              <span class="sign" aria-hidden="true">
                ○
              </span>
              <span>
                <b>{words.none}</b> {words.noneNext}
              </span>
            </p>
          ) : null}
          {ask.role === 'view' || view.groups.length === 0 ? null : (
            <p class="buttons">
              <a class="button" href="/problems/export" download>
                {words.export}
              </a>
            </p>
          )}
          {clearers.map((one) => (
            <Groups groups={view.groups.filter(({ clearedBy }) => clearedBy === one)} clearer={one} key={one} />
          ))}
          <Notices view={view} />
          <Files files={files} moreFiles={moreFiles} isViewer={ask.role === 'view'} />
        </>
      ),
    };
  },
};

function Groups({
  groups,
  clearer,
}: {
  readonly groups: readonly ProblemGroup[];
  readonly clearer: (typeof clearers)[number];
}) {
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby={clearer}>
      <h2 id={clearer}>{words.clearers[clearer]}</h2>
      <p class="hint">{words.clearersNext[clearer]}</p>
      <div class="cards">
        {groups.map((one) => (
          <Group one={one} key={one.code} />
        ))}
      </div>
    </section>
  );
}

function Group({ one }: { readonly one: ProblemGroup }) {
  return (
    <section class="card">
      <h3>
        <span aria-hidden="true">■</span> {one.title}
      </h3>
      <p>
        <b>{words.remedy}</b> <Told>{one.remedy}</Told>
      </p>
      <ul class="plain-list">
        {one.examples.map((hold) => (
          <li key={hold.id}>
            <a class="code" href={orderPath(hold.shop, hold.number)}>
              {hold.number}
            </a>
            <span class="sub">{hold.sentence}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href={groupPath(one.code)}>{fill(words.all, { count: countText(one) })}</a>
      </p>
    </section>
  );
}

function Notices({ view: { notices } }: { readonly view: Problems }) {
  if (notices.rows.length === 0) return null;
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">{words.notices}</h2>
      <p class="hint">{words.noticesNext}</p>
      <ul class="plain-list">
        {notices.rows.map((one) => (
          <li class="notice" key={one.id}>
            <a class="code" href={`${orderPath(one.shop, one.number)}#notices`}>
              {one.number}
            </a>{' '}
            <b>{one.title}</b> {one.sentence}
            <span class="remedy">
              <Told>{one.remedy}</Told>
            </span>
          </li>
        ))}
      </ul>
      {notices.next === null ? null : <p class="hint">{words.noticesMore}</p>}
    </section>
  );
}

function Files({
  files,
  moreFiles,
  isViewer,
}: Awaited<ReturnType<typeof refusedFiles>> & {
  readonly isViewer: boolean;
}) {
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="files">
      <h2 id="files">{words.files}</h2>
      <p class="hint">{words.filesNext}</p>
      <ul class="plain-list">
        {files.map(({ day, name }) => (
          <li key={`${day} ${name}`}>
            {shortDay(day)} <a href={reportPath(day, { where: '_error', name })}>{name}</a>
            {isViewer ? null : (
              <>
                {' '}
                <a href={withQuery('/layouts/try', { file: refusedRef(day, name) })}>{words.tryLayout}</a>
              </>
            )}
          </li>
        ))}
        <MoreRefused days={moreFiles} />
      </ul>
    </section>
  );
}
