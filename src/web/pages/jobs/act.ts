import { jobsWords as words } from '../../../core/sentences/console/jobs.ts';
import { runsWords } from '../../../core/sentences/console/runs.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { jobTitle } from '../../../core/sentences/jobs.ts';
import { pauseJobs, stopRuns } from '../../../flow/desk/jobs.ts';
import { type RunNow, runNow, whyNotRan } from '../../../flow/desk/run-now.ts';
import { showRun } from '../../../flow/desk/runs.ts';
import { shopName } from '../../parts/place.ts';
import { japanTime } from '../../parts/times.ts';
import type { Ask, Result, Route } from '../../types.ts';

/** So long a page waits for a run to end, ms: most do at once. */
const patience = 3000;

interface Named {
  readonly job: string;
  readonly shop: string;
  readonly actor: string;
}

/** One address for each thing that is done to a job; the list tells what came of it. */
function act(name: string, role: Route['role'], work: (ask: Ask, named: Named) => Promise<Result>): Route {
  return {
    method: 'post',
    path: `/jobs/${name}`,
    role,
    async handle(ask) {
      const { form, actor } = ask;
      const result = await work(ask, { job: form.get('job') ?? '', shop: form.get('shop') ?? '', actor });
      return { to: '/jobs', results: [result] };
    },
  };
}

export const actRoutes: readonly Route[] = [
  act('run', 'work', run),
  act('stop', 'work', async ({ ctx }, named) => {
    const stopped = await stopRuns(ctx, named);
    return stopped.length > 0
      ? { kind: 'done', text: runsWords.stopped }
      : { kind: 'note', text: runsWords.notRunning };
  }),
  act('pause', 'manage', (ask, named) => pause(ask, named, true)),
  act('resume', 'manage', (ask, named) => pause(ask, named, false)),
];

async function pause({ ctx, form }: Ask, named: Named, isPaused: boolean): Promise<Result> {
  const note = (form.get('note') ?? '').trim().slice(0, 500);
  const [done] = await pauseJobs(ctx, { ...named, note }, isPaused);
  if (!done) return { kind: 'wrong', text: words.unknown };
  const about = { shop: shopName(ctx, named.shop), job: jobTitle(named.job) };
  if (!done.changed) return { kind: 'note', text: fill(words.unchanged, about) };
  return { kind: 'done', text: fill(isPaused ? words.paused : words.resumed, about) };
}

async function run(ask: Ask, named: Named): Promise<Result> {
  const asked = await runNow(ask.ctx, named);
  if (asked.kind === 'refused') return { kind: 'wrong', text: asked.said.sentence, remedy: asked.said.remedy };
  ask.later(asked.ran);
  return resultOf(ask, asked, named);
}

/** What came of it, if it ended soon; else that it runs. */
async function resultOf(
  { ctx }: Ask,
  { ran }: Extract<RunNow, { kind: 'begun' }>,
  { job, shop }: Named,
): Promise<Result> {
  const waited = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => waited.resolve(undefined), patience);
  const ended = await Promise.race([ran, waited.promise]).finally(() => clearTimeout(timer));
  const title = jobTitle(job);
  if (!ended) return { kind: 'note', text: fill(words.began, { job: title }) };
  if (ended.kind !== 'ran') {
    const { sentence, remedy } = whyNotRan(ended, { job, shop: shopName(ctx, shop), name: shop, time: japanTime });
    return { kind: 'wrong', text: sentence, remedy };
  }
  const shown = await showRun(ctx, ended.run.id);
  const link = { to: `/runs/${encodeURIComponent(ended.run.id)}`, text: words.see };
  if (ended.run.result === 'failed') {
    const last = shown?.items.at(-1);
    const text = fill(words.failed, { job: title, reason: last?.sentence ?? '' });
    return { kind: 'wrong', text, link, ...(last && last.remedy !== '' && { remedy: last.remedy }) };
  }
  const counts = shown?.counts ?? '';
  const text = counts === '' ? fill(words.endedNothing, { job: title }) : fill(words.ended, { job: title, counts });
  return { kind: 'done', text, link };
}
