import type { ComponentChildren } from 'preact';
import { roleTitles } from '../../core/sentences/console/access.ts';
import type { PageHelp } from '../../core/sentences/console/page-help.ts';
import { shellWords } from '../../core/sentences/console/shell.ts';
import { fill } from '../../core/sentences/fill.ts';
import { assetPath } from '../assets.ts';
import type { Ask, Section } from '../types.ts';
import { Form } from './form.tsx';
import { Help } from './help.tsx';
import { Results } from './results.tsx';

const htmxConfig = JSON.stringify({ history: 'reload', transitions: false });

/** The frame around every page. `menu` is empty for somebody who is not signed in. */
export function Shell({
  title,
  help,
  workspace,
  practice,
  labPanel,
  top,
  menu,
  ask,
  results,
  children,
}: {
  readonly title: string;
  /** undefined = a refusal. */
  readonly help: PageHelp | undefined;
  /** What the workspace is called. */
  readonly workspace: string;
  readonly practice: boolean;
  /** Page of the lab, for those who are signed in. */
  readonly labPanel?: string | undefined;
  /** Above the page's title. */
  readonly top?: ComponentChildren;
  readonly menu: readonly NonNullable<Section['menu']>[];
  readonly ask: Ask | undefined;
  readonly results: readonly NonNullable<Ask['results']>[number][];
  readonly children: ComponentChildren;
}) {
  const path = ask?.url.pathname ?? '';
  const here = menu.find((one) => isHere(one.path, path));
  return (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <meta name="htmx-config" content={htmxConfig} />
        <title>{`${title} | ${workspace}`}</title>
        <link rel="icon" href={assetPath('icon.svg')} type="image/svg+xml" />
        <link rel="stylesheet" href={assetPath('tokens.css')} />
        <link rel="stylesheet" href={assetPath('console.css')} />
        <script src={assetPath('htmx.js')} defer />
        <script src={assetPath('console.js')} defer />
      </head>
      <body>
        <a class="skip" href="#main">
          {shellWords.toContent}
        </a>
        <header class="top">
          <div class="top-bar">
            <a class="brand" href="/">
              <img src={assetPath('icon.svg')} alt="" width="28" height="28" />
              <span>{workspace}</span>
            </a>
            {ask ? <Who ask={ask} /> : null}
          </div>
          {menu.length > 0 ? (
            <>
              <Menu menu={menu} path={path} class="menu wide-only" />
              <details class="menu-fold">
                <summary>
                  {shellWords.menu}
                  {here ? <span class="sub-inline">{fill(shellWords.menuHere, { title: here.title })}</span> : null}
                </summary>
                <Menu menu={menu} path={path} class="menu" />
              </details>
            </>
          ) : null}
        </header>
        {practice ? (
          <aside class="practice" aria-label={shellWords.practiceShort}>
            <b>{shellWords.practiceShort}</b> {shellWords.practice}
            {labPanel ? (
              <span class="ways">
                <a href="/tour">{shellWords.tour}</a>
                <a href={labPanel} rel="noreferrer">
                  {shellWords.toLab}
                </a>
              </span>
            ) : null}
          </aside>
        ) : null}
        <main id="main" tabindex={-1}>
          {top}
          <h1>{title}</h1>
          {help ? <Help>{help}</Help> : null}
          <Results results={results} />
          {children}
        </main>
      </body>
    </html>
  );
}

/** Stands twice: as a line where there is room, folded on a phone; the style shows one of them. */
function Menu({
  menu,
  path,
  ...rest
}: {
  readonly menu: readonly NonNullable<Section['menu']>[];
  readonly path: string;
  readonly class: string;
}) {
  return (
    <nav class={rest.class} aria-label={shellWords.menu}>
      {menu.map((one) => (
        <a href={one.path} aria-current={isHere(one.path, path) ? 'page' : undefined} key={one.path}>
          {one.title}
        </a>
      ))}
    </nav>
  );
}

const isHere = (entry: string, path: string): boolean =>
  entry === path || (entry !== '/' && (path.startsWith(`${entry}/`) || path.startsWith(`${entry}-`)));

function Who({ ask }: { readonly ask: Ask }) {
  if (ask.user === '') return <p class="who">{shellWords.openHere}</p>;
  return (
    <div class="who">
      <span>{fill(shellWords.signedInAs, { user: ask.user, role: roleTitles[ask.role] })}</span>
      <Form ask={ask} action="/sign-out">
        <button type="submit" class="plain">
          {shellWords.signOut}
        </button>
      </Form>
    </div>
  );
}
