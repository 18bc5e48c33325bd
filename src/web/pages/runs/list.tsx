import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { runsWords as words } from '../../../core/sentences/console/runs.ts';
import { listRunViews, type RunView } from '../../../flow/desk/runs.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Select } from '../../parts/form.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Progress } from '../../parts/progress.tsx';
import { japanTime } from '../../parts/times.ts';
import type { Route } from '../../types.ts';
import type { Work } from '../../works.ts';
import { workPath } from '../works/index.tsx';

const size = 50;

export const listRoute: Route = {
  method: 'get',
  path: '/runs',
  role: 'view',
  async handle({ ctx, query, works, user }) {
    const wanted = query.get('shop') ?? '';
    const shop = ctx.config.shops[wanted] ? wanted : '';
    const after = query.get('after') ?? '';
    const filter = shop === '' ? {} : { shop };
    const { rows, next } = await listRunViews(ctx, filter, { limit: size, after: after === '' ? undefined : after });
    const shops = Object.values(ctx.config.shops).map(({ name, title }) => ({ value: name, title }));
    return {
      title: words.title,
      help: pageHelp.runs,
      body: (
        <>
          <form class="filters" method="get" action="/runs">
            <div class="search-row">
              <Select
                label={words.shop}
                name="shop"
                value={shop}
                options={[{ value: '', title: words.all }, ...shops]}
              />
              <button type="submit" class="main">
                {words.apply}
              </button>
            </div>
          </form>
          <Works works={works.of(user)} />
          {rows.length === 0 ? (
            <p class="empty">{words.none}</p>
          ) : (
            <DataTable caption={words.title} columns={columns} rows={rows} keyOf={(one) => one.key} />
          )}
          <Pager label={words.title} path="/runs" values={{ shop }} after={after} next={next} size={size} />
        </>
      ),
    };
  },
};

export const runPath = (id: string): string => `/runs/${encodeURIComponent(id)}`;

export const tookText = ({ took, result }: Pick<RunView, 'took' | 'result'>): string =>
  `${took.toFixed(result === 'running' ? 0 : 1)}秒`;

type Listed = RunView & { readonly key: string };

const columns: readonly [Column<Listed>, ...Column<Listed>[]] = [
  { head: words.job, cell: (one) => <a href={runPath(one.id)}>{one.job}</a> },
  { head: words.shop, cell: (one) => one.title },
  { head: words.started, cell: (one) => <span class="time">{japanTime(one.startedAt)}</span> },
  { head: words.by, cell: (one) => one.startedBy },
  { head: words.took, cell: tookText },
  { head: words.result, cell: (one) => <RunResult one={one} /> },
  { head: words.counts, cell: (one) => one.counts },
];

function RunResult({ one }: { readonly one: RunView }) {
  return (
    <span class={one.result === 'failed' ? 'strong' : ''}>
      <span aria-hidden="true">{words.signs[one.result]}</span> {one.resultWords}
      {one.step ? <Progress step={one.step} /> : null}
    </span>
  );
}

/** What this person started from a page, as long as this process knows it. */
function Works({ works }: { readonly works: readonly Work[] }) {
  if (works.length === 0) return null;
  return (
    <section aria-labelledby="works">
      <h2 id="works">{words.works}</h2>
      <ul class="plain-list">
        {works.map((one) => (
          <li key={one.id}>
            <a href={workPath(one.id)}>{one.title}</a>（{japanTime(one.begun.toString())}）{' '}
            {words.workState[one.results ? 'done' : 'running']}{' '}
            {one.step && !one.results ? <Progress step={one.step} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
