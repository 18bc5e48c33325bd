import { jobsWords as words } from '../../../core/sentences/console/jobs.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { cronText, intervalText, jobStateTitle, jobTitle, resultTitle } from '../../../core/sentences/jobs.ts';
import type { When } from '../../../core/when.ts';
import { type JobView, listJobs } from '../../../flow/desk/jobs.ts';
import { listRules } from '../../../flow/desk/rules/list.ts';
import { Table } from '../../parts/data-table.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { shopName } from '../../parts/place.ts';
import { japanTime } from '../../parts/times.ts';
import type { Ask, Route } from '../../types.ts';
import { BuiltIns } from './built-ins.tsx';
import { Buttons } from './buttons.tsx';
import { Rules } from './rules.tsx';

export const listRoute: Route = {
  method: 'get',
  path: '/jobs',
  role: 'view',
  async handle(ask) {
    const [views, rules] = await Promise.all([listJobs(ask.ctx), listRules(ask.ctx)]);
    const shops = [...Map.groupBy(views, (one) => one.shop)];
    return {
      title: words.title,
      help: pageHelp.jobs,
      body: (
        <>
          {shops.length === 0 ? (
            <p class="empty">
              <b>{words.none}</b> {words.noneNext}
            </p>
          ) : null}
          {shops.map(([shop, jobs]) => (
            <section key={shop} aria-labelledby={`of-${shop}`}>
              <h2 id={`of-${shop}`}>{fill(words.of, { shop: shopName(ask.ctx, shop) })}</h2>
              <Jobs ask={ask} shop={shop} jobs={jobs} />
            </section>
          ))}
          <Rules ask={ask} rules={rules} />
          <BuiltIns ask={ask} />
        </>
      ),
    };
  },
};

const tones = { on: 'good', 'by-hand': 'off', paused: 'warn', halted: 'bad', off: 'off' } as const;

function Jobs({ ask, shop, jobs }: { readonly ask: Ask; readonly shop: string; readonly jobs: readonly JobView[] }) {
  const heads = ['job', 'state', 'when', 'next', 'last', 'act'] as const;
  return (
    <Table caption={fill(words.caption, { shop: shopName(ask.ctx, shop) })} heads={heads.map((one) => words[one])}>
      {jobs.map((one) => (
        <tr data-row key={one.job}>
          <th scope="row">{jobTitle(one.job)}</th>
          <td data-label={words.state}>
            <OutcomeBadge tone={tones[one.state]}>{jobStateTitle(one.state)}</OutcomeBadge>
            <Paused view={one} />
          </td>
          <td data-label={words.when}>{whenText(one.when)}</td>
          <td data-label={words.next}>
            {one.next.length === 0 ? null : (
              <span>
                {one.next.map((at) => (
                  <span class="line time" key={at}>
                    {japanTime(at)}
                  </span>
                ))}
              </span>
            )}
          </td>
          <td data-label={words.last}>
            <Last view={one} />
          </td>
          <td data-label={words.act}>
            <Buttons ask={ask} view={one} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Paused({ view: { pause } }: { readonly view: JobView }) {
  if (!pause) return null;
  const note = pause.note === '' ? '' : `「${pause.note}」`;
  return <span class="sub">{fill(words.pausedBy, { by: pause.by, at: japanTime(pause.at), note })}</span>;
}

const tonesOfRuns = { running: 'busy', done: 'good', failed: 'bad' } as const;

function Last({ view: { last } }: { readonly view: JobView }) {
  if (!last) return <span class="sub-inline">{words.never}</span>;
  return (
    <>
      <a class="time" href={`/runs/${encodeURIComponent(last.id)}`}>
        {japanTime(last.startedAt)}
      </a>{' '}
      <OutcomeBadge tone={tonesOfRuns[last.result]}>{resultTitle(last.result)}</OutcomeBadge>
    </>
  );
}

/** `15分ごと・受注の取得のあと` */
function whenText({ every, cron, after }: When): string {
  const parts = [
    every === undefined ? '' : fill(words.every, { every: intervalText(every) }),
    cron === undefined ? '' : cronText(cron),
    after ? fill(words.after, { job: jobTitle(after.job) }) : '',
  ];
  return parts.filter((one) => one !== '').join('・') || words.byHand;
}
