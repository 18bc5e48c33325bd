import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { runsWords as words } from '../../../core/sentences/console/runs.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { Form } from '../../parts/form.tsx';
import { LiveBox } from '../../parts/live-box.tsx';
import { Progress } from '../../parts/progress.tsx';
import { Results } from '../../parts/results.tsx';
import type { Answer, Ask, Section } from '../../types.ts';
import type { Work } from '../../works.ts';

export const workPath = (id: string): string => `/works/${encodeURIComponent(id)}`;

const find = ({ works, user, params }: Ask): Work | undefined => works.get(user, params.id ?? '');

const gone: Answer = { title: words.workGone, help: pageHelp.gone, body: <p>{words.workGoneNext}</p>, status: 404 };

/** Long work that was started from a page: how far it is, and in the end what it did. */
export const worksSection: Section = {
  routes: [
    {
      method: 'get',
      path: '/works/:id',
      role: 'work',
      handle(ask) {
        const work = find(ask);
        if (!work) return gone;
        const title = fill(work.results ? words.workDone : words.workTitle, { title: work.title });
        return { title, help: pageHelp.work, body: <WorkPage ask={ask} work={work} /> };
      },
    },
    {
      method: 'get',
      path: '/works/:id/live',
      role: 'work',
      handle(ask) {
        if (!find(ask)) return gone;
        return {
          live: {
            async now() {
              const work = find(ask);
              return work && { part: <Step work={work} />, isLast: work.results !== undefined };
            },
          },
        };
      },
    },
    {
      method: 'post',
      path: '/works/:id/stop',
      role: 'work',
      handle(ask) {
        const { id = '' } = ask.params;
        ask.works.stop(ask.user, id);
        return { to: workPath(id) };
      },
    },
  ],
};

function WorkPage({ ask, work }: { readonly ask: Ask; readonly work: Work }) {
  const here = workPath(work.id);
  if (work.results)
    return (
      <>
        <Results results={work.results} />
        <p>{work.isStopping ? words.workStopped : words.workEnded}</p>
        <a class="button" href={work.back}>
          {words.workBack}
        </a>
      </>
    );
  return (
    <>
      <p class="result note">{work.isStopping ? words.workStopping : words.workRunning}</p>
      <LiveBox path={`${here}/live`} here={here}>
        <Step work={work} />
      </LiveBox>
      <div class="buttons">
        <a class="button" href={here}>
          {words.again}
        </a>
        {work.isStopping ? null : (
          <Form ask={ask} action={`${here}/stop`}>
            <button type="submit" class="danger">
              {words.workStop}
            </button>
          </Form>
        )}
      </div>
    </>
  );
}

function Step({ work }: { readonly work: Work }) {
  return <p class="live">{work.step ? <Progress step={work.step} /> : words.noStep}</p>;
}
