import { shellWords } from '../../core/sentences/console/shell.ts';
import { fill } from '../../core/sentences/fill.ts';
import { withQuery } from './links.tsx';

/** The way on in a list that goes by key, and back to its beginning. */
export function Pager({
  label,
  path,
  values,
  after,
  next,
  size,
}: {
  readonly label: string;
  readonly path: string;
  /** What the list is narrowed to. */
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly after: string;
  readonly next: string | null;
  readonly size: number;
}) {
  if (next === null && after === '') return null;
  return (
    <nav class="pager" aria-label={label}>
      {after === '' ? null : (
        <a class="button" href={withQuery(path, values)}>
          {shellWords.first}
        </a>
      )}
      {next === null ? null : (
        <a class="button" href={withQuery(path, { ...values, after: next })} rel="next">
          {fill(shellWords.next, { count: size })}
        </a>
      )}
    </nav>
  );
}
