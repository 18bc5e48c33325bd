import { tourWords as words } from '../core/sentences/console/tour.ts';
import { fill } from '../core/sentences/fill.ts';
import type { Tour } from '../flow/desk/tour.ts';
import { Form } from './parts/form.tsx';
import { OuterLink, orderPath } from './parts/links.tsx';
import type { Ask } from './types.ts';

/** On top of every page while somebody is on the tour, and when nobody asked this person yet. */
export function TourBar({ ask, tour }: { readonly ask: Ask; readonly tour: Tour }) {
  if (tour.state === 'over') return null;
  if (tour.state === 'new') {
    return (
      <section id="tour" class="tour" aria-label={words.title}>
        <p>
          <b>{words.hello}</b>
        </p>
        <div class="buttons">
          <TourForm ask={ask} to="start" text={words.start} main />
          <TourForm ask={ask} to="end" text={words.hide} />
        </div>
      </section>
    );
  }
  const { number } = tour;
  // The order's own page is where it is seen: the history may say so a moment later.
  const step = tour.step === 2 && ask.url.pathname === orderPath(tour.shop, number) ? 3 : tour.step;
  const now = words.steps[step - 1];
  // What comes by itself (a file is taken, a number arrives) is looked for; everything else follows a click.
  const follows = (step === 1 || step === 5) && {
    'hx-get': '/tour',
    'hx-trigger': 'every 4s',
    'hx-select': '#tour',
    'hx-swap': 'outerHTML',
    'hx-headers': '{"X-Refresh":"1"}',
    'hx-push-url': 'false',
  };
  return (
    <section id="tour" class="tour" aria-label={words.title} {...follows}>
      <TourSteps step={step} />
      <p>
        {now ? (
          <>
            <b>{fill(words.stepOf, { no: step })}</b> {fill(now.text, { number })}
          </>
        ) : (
          fill(words.done, { number })
        )}
      </p>
      <div class="buttons">
        <Next ask={ask} tour={{ ...tour, step }} />
        <a class="button" href="/tour">
          {words.about}
        </a>
        <TourForm ask={ask} to="end" text={words.end} />
      </div>
    </section>
  );
}

/** The five steps in a row; the state is said in words, too. */
function TourSteps({ step }: { readonly step: number }) {
  return (
    <ol class="tour-steps">
      {words.steps.map(({ title }, index) => {
        const state = index + 1 < step ? 'done' : index + 1 === step ? 'here' : 'later';
        return (
          <li class={state} aria-current={state === 'here' ? 'step' : undefined} key={title}>
            <span aria-hidden="true">{state === 'done' ? '✓' : index + 1}</span> {title}
            <span class="unseen">（{words.states[state]}）</span>
          </li>
        );
      })}
    </ol>
  );
}

/** What leads on from here. */
function Next({ ask, tour: { shop, number, step, screen } }: { readonly ask: Ask; readonly tour: Tour }) {
  const order = (
    <a class="button main" href={orderPath(shop, number)}>
      {fill(words.toOrder, { number })}
    </a>
  );
  if (step === 1) {
    return (
      <>
        <a class="button" href="/tour/file" download>
          {words.download}
        </a>
        <a class="button" href="/files">
          {words.toFiles}
        </a>
        <TourForm ask={ask} to="drop" text={words.drop} main />
      </>
    );
  }
  if (step !== 5) return order;
  return screen === '' ? (
    <a class="button main" href="/link-history">
      {words.toLink}
    </a>
  ) : (
    <OuterLink to={screen} class="button main">
      {words.toScreen}
    </OuterLink>
  );
}

export function TourForm({
  ask,
  to,
  text,
  main = false,
}: {
  readonly ask: Ask;
  readonly to: 'start' | 'end' | 'drop';
  readonly text: string;
  readonly main?: boolean;
}) {
  return (
    <Form ask={ask} action={`/tour/${to}`}>
      <button type="submit" class={main ? 'main' : undefined}>
        {text}
      </button>
    </Form>
  );
}
