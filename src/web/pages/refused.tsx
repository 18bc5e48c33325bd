import { renderToString } from 'preact-render-to-string';
import { shellWords, signInWords } from '../../core/sentences/console/shell.ts';
import type { Said } from '../../core/sentences/index.ts';
import type { Context } from '../../flow/types.ts';
import { withQuery } from '../parts/links.tsx';
import { Shell } from '../parts/shell.tsx';
import { Told } from '../parts/told.tsx';

/** A form whose session was over: nothing of it was done, and nothing that somebody typed is lost. */
export interface Unsent {
  /** Page from which it came, to go on there after signing in. */
  readonly from: string;
  /** What was typed, to be copied; no passwords or keys. */
  readonly typed: readonly string[];
}

/** What the console refused and what to do instead: for somebody of whom nothing is known. */
export function refusedPage(ctx: Context, { sentence, remedy }: Said, unsent?: Unsent): string {
  return `<!doctype html>${renderToString(
    <Shell
      title={sentence}
      help={undefined}
      workspace={ctx.config.name}
      practice={false}
      menu={[]}
      ask={undefined}
      results={[]}
    >
      <p class="lead">
        <Told>{remedy}</Told>
      </p>
      <p>
        {unsent ? (
          <a class="button main" href={withQuery('/sign-in', { to: unsent.from })}>
            {signInWords.again}
          </a>
        ) : (
          <a class="button" href="/">
            {shellWords.pages.today}
          </a>
        )}
      </p>
      {unsent && unsent.typed.length > 0 ? (
        <section aria-labelledby="unsent">
          <h2 id="unsent">{signInWords.unsent}</h2>
          <p class="hint">{signInWords.unsentHint}</p>
          <ul class="plain-list">
            {unsent.typed.map((one) => (
              <li class="raw" key={one}>
                {one}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </Shell>,
  )}`;
}
