import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { PageHelp } from '../core/sentences/console/page-help.ts';
import type { Tour } from '../flow/desk/tour.ts';
import type { Context } from '../flow/types.ts';
import { sections } from './pages/index.ts';
import { Shell } from './parts/shell.tsx';
import { TourBar } from './tour.tsx';
import type { Ask, Result } from './types.ts';

const menu = sections.flatMap((one) => (one.menu ? [one.menu] : []));

/** A whole page. Everything that a component prints is escaped by the renderer. */
export function renderPage({
  ctx,
  ask,
  title,
  help,
  tour,
  body,
  results,
}: {
  readonly ctx: Context;
  readonly ask: Ask;
  readonly title: string;
  readonly help: PageHelp;
  /** Where this person is on the tour; undefined = there is none here. */
  readonly tour: Tour | undefined;
  readonly body: ComponentChildren;
  readonly results: readonly Result[];
}): string {
  const isIn = ask.token !== '';
  const practice = isPractice(ctx);
  return `<!doctype html>${renderToString(
    <Shell
      title={title}
      help={help}
      workspace={ctx.config.name}
      practice={practice}
      labPanel={isIn ? ctx.labPanel : undefined}
      top={isIn && tour && ask.role !== 'view' ? <TourBar ask={ask} tour={tour} /> : null}
      menu={isIn ? menu : []}
      ask={isIn ? ask : undefined}
      results={[...ask.results, ...results]}
    >
      {body}
    </Shell>,
  )}`;
}

/** Something of this workspace speaks to a lab, and nothing to the real world. */
export function isPractice({ config }: Context): boolean {
  const outside = [...Object.values(config.apis), ...(config.b2 ? [config.b2] : [])];
  return outside.length > 0 && outside.every((one) => !one.live);
}
