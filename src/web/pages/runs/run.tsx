import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { runsWords as words } from '../../../core/sentences/console/runs.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { lookAtRun, type RunItemView, type RunView, retryRun, showRun, stopRun } from '../../../flow/desk/runs.ts';
import { Table } from '../../parts/data-table.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Form } from '../../parts/form.tsx';
import { leftOutResults } from '../../parts/left-out.ts';
import { withQuery } from '../../parts/links.tsx';
import { LiveBox } from '../../parts/live-box.tsx';
import { Progress } from '../../parts/progress.tsx';
import { japanTime } from '../../parts/times.ts';
import { Told } from '../../parts/told.tsx';
import type { Answer, Ask, Route } from '../../types.ts';
import { runPath, tookText } from './list.tsx';

type Shown = NonNullable<Awaited<ReturnType<typeof showRun>>>;

export const runRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/runs/:id',
    role: 'view',
    async handle(ask): Promise<Answer> {
      const run = await showRun(ask.ctx, ask.params.id ?? '');
      if (!run)
        return { title: words.none, help: pageHelp.gone, status: 404, body: <a href="/runs">{words.toList}</a> };
      return {
        title: fill(words.runTitle, { job: run.job, shop: run.title }),
        help: pageHelp.run,
        body: <RunPage ask={ask} run={run} />,
      };
    },
  },
  {
    method: 'get',
    path: '/runs/:id/live',
    role: 'view',
    async handle({ ctx, params }): Promise<Answer> {
      const { id = '' } = params;
      if (!(await lookAtRun(ctx, id)))
        return { title: words.none, help: pageHelp.gone, status: 404, body: <a href="/runs">{words.toList}</a> };
      return {
        live: {
          async now() {
            const run = await lookAtRun(ctx, id);
            return run && { part: <RunFacts run={run} />, isLast: run.result !== 'running' };
          },
        },
      };
    },
  },
  {
    method: 'post',
    path: '/runs/:id/retry',
    role: 'work',
    async handle({ ctx, params, actor }): Promise<Answer> {
      const { id = '' } = params;
      const { retried, leftOut } = await retryRun(ctx, id, actor);
      const text = retried.length > 0 ? fill(words.retried, { count: retried.length }) : words.retriedNone;
      const kind = retried.length > 0 ? 'done' : 'note';
      return { to: runPath(id), results: [{ kind, text }, ...leftOutResults(leftOut)] };
    },
  },
  {
    method: 'post',
    path: '/runs/:id/stop',
    role: 'work',
    async handle({ ctx, params, actor }): Promise<Answer> {
      const { id = '' } = params;
      const isAsked = await stopRun(ctx, id, actor);
      const result = isAsked
        ? ({ kind: 'done', text: words.stopped } as const)
        : ({ kind: 'note', text: words.notRunning } as const);
      return { to: runPath(id), results: [result] };
    },
  },
];

function RunPage({ ask, run }: { readonly ask: Ask; readonly run: Shown }) {
  const here = runPath(run.id);
  const isRunning = run.result === 'running';
  return (
    <>
      <p class="way">
        <a href="/runs">{words.toList}</a>
      </p>
      {isRunning ? (
        <>
          <p class="result note">{words.running}</p>
          <LiveBox path={`${here}/live`} here={here}>
            <RunFacts run={run} />
          </LiveBox>
        </>
      ) : (
        <RunFacts run={run} />
      )}
      {ask.role === 'view' ? null : (
        <div class="buttons">
          {isRunning ? (
            <Form ask={ask} action={`${here}/stop`}>
              <button type="submit" class="danger">
                {words.stop}
              </button>
            </Form>
          ) : null}
          {run.mayRetry ? (
            <Form ask={ask} action={`${here}/retry`}>
              <button type="submit" class="main">
                {words.retry}
              </button>
            </Form>
          ) : null}
        </div>
      )}
      <h2>{words.items}</h2>
      {run.items.length === 0 ? <p>{words.noItems}</p> : <Items items={run.items} />}
    </>
  );
}

function RunFacts({ run }: { readonly run: RunView }) {
  const isRunning = run.result === 'running';
  return (
    <Facts
      facts={[
        [words.result, `${words.signs[run.result]} ${run.resultWords}`],
        [words.progress, isRunning ? run.step ? <Progress step={run.step} key="step" /> : words.noStep : ''],
        [words.started, japanTime(run.startedAt)],
        [words.by, run.startedBy],
        [isRunning ? words.elapsed : words.took, tookText(run)],
        [words.counts, run.counts],
        [words.number, run.id],
      ]}
    />
  );
}

/** So many are shown: a run of thousands is looked into by its orders. */
const shown = 500;

function Items({ items }: { readonly items: readonly RunItemView[] }) {
  return (
    <Table heads={[words.key, words.outcome, words.reason]}>
      {items.slice(0, shown).map((one, index) => (
        <tr key={`${one.key} ${index}`}>
          <th scope="row">
            <a class="code" href={withQuery('/orders', { search: one.key })}>
              {one.key}
            </a>
          </th>
          <td data-label={words.outcome}>
            <span>{one.kindWords}</span>
          </td>
          <td data-label={words.reason}>
            <span>
              {one.sentence}
              <span class="remedy">
                <Told>{one.remedy}</Told>
              </span>
              {one.evidence === '' ? null : (
                <details>
                  <summary>{words.evidence}</summary>
                  <code>{one.evidence}</code>
                </details>
              )}
            </span>
          </td>
        </tr>
      ))}
    </Table>
  );
}
