import { orderWords } from '../../../core/sentences/console/order.ts';
import { historyEntry } from '../../../flow/desk/history.ts';
import { japanTime } from '../../parts/times.ts';
import type { ShownOrder } from './find.ts';

/** Everything that happened to the order, the newest first; who only looked stands apart. */
export function Timeline({ view }: { readonly view: ShownOrder }) {
  const names = new Map(view.details.map(({ shipment }) => [shipment.id, shipment.customerNo]));
  const newest = view.journal.toReversed();
  const happened = newest.filter((one) => !one.what.endsWith('-seen'));
  const seen = newest.filter((one) => one.what.endsWith('-seen'));
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{orderWords.timeline}</h2>
      <ol class="timeline">
        {happened.map((one, index) => {
          const { at, actor, what, shipment, details, note } = historyEntry(one, names);
          return (
            <li key={`${at} ${index}`}>
              <time datetime={at}>{japanTime(at)}</time>
              <span>
                <b>{what}</b> {details.join(' ')}
                {note === '' ? '' : `「${note}」`}
                <span class="sub-inline">
                  {' '}
                  {actor} {shipment}
                </span>
              </span>
            </li>
          );
        })}
      </ol>
      {seen.length === 0 ? null : (
        <details>
          <summary>{orderWords.seen}</summary>
          <ul class="hint">
            {seen.slice(0, 100).map(({ at, actor }, index) => (
              <li key={`${at} ${index}`}>
                {japanTime(at)} {actor}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
