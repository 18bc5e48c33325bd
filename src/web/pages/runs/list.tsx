import { runsWords as words } from '../../../core/sentences/console/runs.ts';
import { listRunViews, type RunView } from '../../../flow/desk/runs.ts';
import { Select } from '../../parts/form.tsx';
import { Help } from '../../parts/help.tsx';
import { Pager } from '../../parts/pager.tsx';
import { japanTime } from '../../parts/times.ts';
import type { Route } from '../../types.ts';

const size = 50;

export const listRoute: Route = {
  method: 'get',
  path: '/runs',
  role: 'view',
  async handle({ ctx, query }) {
    const wanted = query.get('shop') ?? '';
    const shop = ctx.config.shops[wanted] ? wanted : '';
    const after = query.get('after') ?? '';
    const filter = shop === '' ? {} : { shop };
    const { rows, next } = await listRunViews(ctx, filter, { limit: size, after: after === '' ? undefined : after });
    const shops = Object.values(ctx.config.shops).map(({ name, title }) => ({ value: name, title }));
    return {
      title: words.title,
      body: (
        <>
          <Help>{words.help}</Help>
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
          {rows.length === 0 ? <p class="empty">{words.none}</p> : <RunsTable rows={rows} />}
          <Pager label={words.title} path="/runs" values={{ shop }} after={after} next={next} size={size} />
        </>
      ),
    };
  },
};

export const runPath = (id: string): string => `/runs/${encodeURIComponent(id)}`;

export const tookText = (took: number | null): string => (took === null ? '' : `${took.toFixed(1)}秒`);

function RunsTable({ rows }: { readonly rows: readonly (RunView & { readonly key: string })[] }) {
  const heads = [words.job, words.shop, words.started, words.by, words.took, words.result, words.counts];
  return (
    <table class="cards-table">
      <caption class="unseen">{words.title}</caption>
      <thead>
        <tr>
          {heads.map((one) => (
            <th scope="col" key={one}>
              {one}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr data-row key={one.key}>
            <th scope="row">
              <a href={runPath(one.id)}>{one.job}</a>
            </th>
            <td data-label={words.shop}>
              <span>{one.title}</span>
            </td>
            <td data-label={words.started}>
              <span class="time">{japanTime(one.startedAt)}</span>
            </td>
            <td data-label={words.by}>{one.startedBy === '' ? null : <span>{one.startedBy}</span>}</td>
            <td data-label={words.took}>{one.took === null ? null : <span>{tookText(one.took)}</span>}</td>
            <td data-label={words.result}>
              <span class={one.result === 'failed' ? 'strong' : ''}>
                <span aria-hidden="true">{words.signs[one.result]}</span> {one.resultWords}
              </span>
            </td>
            <td data-label={words.counts}>{one.counts === '' ? null : <span>{one.counts}</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
