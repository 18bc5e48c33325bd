import { todayWords } from '../../../core/sentences/console/today.ts';
import type { DayCount } from '../../../flow/desk/day-counts.ts';
import type { Today } from '../../../flow/desk/today.ts';
import { countText } from '../../parts/count.tsx';
import { withQuery } from '../../parts/links.tsx';

/** What is on its way, and what the day brought so far. */
export function Moving({ view, day }: { readonly view: Today; readonly day: DayCount | undefined }) {
  const went = [
    [todayWords.wentOrders, day?.orders ?? 0, withQuery('/orders', { from: day?.day, to: day?.day })],
    [todayWords.wentLabels, day?.labels ?? 0, undefined],
    [todayWords.wentTold, day?.told ?? 0, undefined],
  ] as const;
  return (
    <div class="two">
      <section aria-labelledby="moving">
        <h2 id="moving">{todayWords.moving}</h2>
        <ul class="counts">
          {Object.entries(todayWords.states).map(([state, title]) => (
            <li key={state}>
              <a href={withQuery('/orders', { state })}>
                <span>{title}</span>
                <b>{countText(view.moving.get(state as 'held') ?? { count: 0, isMore: false })}</b>
              </a>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="went">
        <h2 id="went">{todayWords.went}</h2>
        <ul class="counts">
          {went.map(([title, count, to]) => (
            <li key={title}>
              {to ? (
                <a href={to}>
                  <span>{title}</span>
                  <b>{countText({ count, isMore: false })}</b>
                </a>
              ) : (
                <p>
                  <span>{title}</span>
                  <b>{countText({ count, isMore: false })}</b>
                </p>
              )}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
