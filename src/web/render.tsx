import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Context } from '../flow/types.ts';
import { sections } from './pages/index.ts';
import { Shell } from './parts/shell.tsx';
import type { Ask } from './types.ts';

const menu = sections.flatMap((one) => (one.menu ? [one.menu] : []));

/** A whole page. Everything that a component prints is escaped by the renderer. */
export function renderPage({
  ctx,
  ask,
  title,
  body,
}: {
  readonly ctx: Context;
  readonly ask: Ask;
  readonly title: string;
  readonly body: ComponentChildren;
}): string {
  const isIn = ask.token !== '';
  const practice = isPractice(ctx);
  return `<!doctype html>${renderToString(
    <Shell
      title={title}
      workspace={ctx.config.name}
      practice={practice}
      menu={isIn ? menu : []}
      ask={isIn ? ask : undefined}
      results={ask.results}
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
