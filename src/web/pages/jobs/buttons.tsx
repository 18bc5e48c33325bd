import { jobsWords as words } from '../../../core/sentences/console/jobs.ts';
import type { JobView } from '../../../flow/desk/jobs.ts';
import { Field, Form } from '../../parts/form.tsx';
import type { Ask } from '../../types.ts';

/** What may be done with a job: running and stopping is work, switching it off and on is for who manages. */
export function Buttons({ ask, view }: { readonly ask: Ask; readonly view: JobView }) {
  const { job, shop, state, last } = view;
  if (ask.role === 'view' || state === 'off') return null;
  const about = (
    <>
      <input type="hidden" name="job" value={job} />
      <input type="hidden" name="shop" value={shop} />
    </>
  );
  const isRunning = last?.result === 'running';
  return (
    <div class="buttons">
      <Form ask={ask} action={isRunning ? '/jobs/stop' : '/jobs/run'}>
        {about}
        <button type="submit">{isRunning ? words.stop : words.run}</button>
      </Form>
      {ask.role !== 'manage' ? null : view.pause ? (
        <Form ask={ask} action="/jobs/resume">
          {about}
          <button type="submit" class="main">
            {words.resume}
          </button>
        </Form>
      ) : (
        <details>
          <summary>{words.pause}</summary>
          <Form ask={ask} action="/jobs/pause" class="stack">
            {about}
            <Field label={words.pauseNote} name="note" id={`note-${shop}-${job}`} />
            <button type="submit" class="danger">
              {words.pause}
            </button>
          </Form>
        </details>
      )}
    </div>
  );
}
