import type { PageHelp } from '../../core/sentences/console/page-help.ts';
import { shellWords } from '../../core/sentences/console/shell.ts';

/** What this page is for, for whoever sees it for the first time. */
export function Help({ children }: { readonly children: PageHelp }) {
  return (
    <details class="help">
      <summary>{shellWords.help}</summary>
      <p>{children.join('')}</p>
    </details>
  );
}
