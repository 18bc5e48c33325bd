import { todayWords } from '../../core/sentences/console/today.ts';
import { fill } from '../../core/sentences/fill.ts';
import type { MoreFiles } from '../../flow/desk/today.ts';
import { withQuery } from './links.tsx';
import { shortDay } from './times.ts';

/** Lines below a list of refused files: how many more there are of each day, with the way to all of them. */
export function MoreRefused({ days }: { readonly days: readonly MoreFiles[] }) {
  return (
    <>
      {days.map(({ day, count }) => (
        <li key={day}>
          <a href={withQuery('/files', { day })}>{fill(todayWords.filesMore, { day: shortDay(day), count })}</a>
        </li>
      ))}
    </>
  );
}
