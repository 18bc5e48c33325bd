import { countText } from '../../parts/count.tsx';
import { withQuery } from '../../parts/links.tsx';

/** A number of notices that leads to their list. */
export function CountLink({
  count,
  narrowed,
}: {
  readonly count: { readonly count: number; readonly isMore: boolean };
  readonly narrowed: Readonly<Record<'shop' | 'kind' | 'state', string>>;
}) {
  if (count.count === 0) return <>0</>;
  return <a href={withQuery('/notices', narrowed)}>{countText(count)}</a>;
}
