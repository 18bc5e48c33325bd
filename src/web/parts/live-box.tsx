import type { ComponentChildren } from 'preact';
import { withQuery } from './links.tsx';

/**
 * A part of a page that changes while somebody looks: by events (`path`, an answer with `live`), by loading the page again where there is
 * no script. When it has come to its end the page is loaded again.
 *
 * @param here the page's own address
 */
export function LiveBox({
  path,
  here,
  children,
}: {
  readonly path: string;
  readonly here: string;
  readonly children: ComponentChildren;
}) {
  return (
    <>
      <div data-live={path}>{children}</div>
      <noscript>
        <meta http-equiv="refresh" content={`5;url=${withQuery(here, { refresh: '1' })}`} />
      </noscript>
    </>
  );
}
