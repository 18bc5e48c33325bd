import { consoleText } from '../../core/sentences/console/in-console.ts';
import { shellWords } from '../../core/sentences/console/shell.ts';
import type { Result } from '../types.ts';
import { OuterLink } from './links.tsx';
import { Told } from './told.tsx';

const signs = { done: '○', note: '※', wrong: '×' } as const;

/** What the action before this page did; read out by screen readers at once. */
export function Results({ results }: { readonly results: readonly Result[] }) {
  if (results.length === 0) return null;
  return (
    <section class="results" role="status" aria-label={shellWords.results}>
      <ul>
        {results.map((one, index) => (
          <li class={`result ${one.kind}`} key={index}>
            <span class="sign" aria-hidden="true">
              {signs[one.kind]}
            </span>
            <span>
              <b>{shellWords.resultKinds[one.kind]}</b> {consoleText(one.text)}
              {one.remedy ? (
                <span class="remedy">
                  <Told>{one.remedy}</Told>
                </span>
              ) : null}
              {one.link ? <OuterLink to={one.link.to}>{one.link.text}</OuterLink> : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
