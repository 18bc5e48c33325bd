import { renderToString } from 'preact-render-to-string';
import { shellWords } from '../../core/sentences/console/shell.ts';
import type { Said } from '../../core/sentences/index.ts';
import type { Context } from '../../flow/types.ts';
import { Shell } from '../parts/shell.tsx';
import { Told } from '../parts/told.tsx';

/** What the console refused and what to do instead: for somebody of whom nothing is known. */
export function refusedPage(ctx: Context, { sentence, remedy }: Said): string {
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
        <a class="button" href="/">
          {shellWords.pages.today}
        </a>
      </p>
    </Shell>,
  )}`;
}
