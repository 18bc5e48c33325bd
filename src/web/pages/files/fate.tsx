import { filesWords as words } from '../../../core/sentences/console/files.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { sizeWords } from '../../../core/size.ts';
import { addDays, japanDay } from '../../../core/time.ts';
import { type FiledFile, filedOn, type WaitingFile, waitingInInbox } from '../../../flow/desk/filed-files.ts';
import { Table } from '../../parts/data-table.tsx';
import { Field } from '../../parts/form.tsx';
import { withQuery } from '../../parts/links.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { Pager } from '../../parts/pager.tsx';
import { readDay, readOffset } from '../../parts/place.ts';
import { shortDay } from '../../parts/times.ts';
import type { Route } from '../../types.ts';
import { documentPath } from './documents.tsx';
import { Drop } from './drop.tsx';
import { Tabs } from './tabs.tsx';

const size = 50;

export const fateRoute: Route = {
  method: 'get',
  path: '/files',
  role: 'view',
  async handle(ask) {
    const { ctx, query } = ask;
    const today = japanDay(ctx.now());
    const wanted = readDay(query.get('day'));
    const day = wanted === '' ? today : wanted;
    const from = readOffset(query.get('after'));
    const [waiting, filed] = await Promise.all([waitingInInbox(ctx), filedOn(ctx, day, { from, limit: size })]);
    const next = from + size < filed.count ? String(from + size) : null;
    const path = (after: string) => withQuery('/files', { day: wanted, after });
    return {
      title: words.title,
      help: pageHelp.files,
      body: (
        <>
          <Tabs here="fate" />
          <Drop ask={ask} />
          <h2>{fill(words.day, { day: shortDay(day) })}</h2>
          <Days day={day} today={today} />
          <div
            id="fate"
            hx-get={path(from === 0 ? '' : String(from))}
            hx-trigger="every 5s"
            hx-select="#fate"
            hx-swap="outerHTML"
            hx-headers='{"X-Refresh":"1"}'
            hx-push-url="false"
          >
            <Waiting files={waiting} />
            {filed.count === 0 ? (
              <p class="empty">
                <b>{words.empty}</b> {words.emptyNext}
              </p>
            ) : (
              <>
                <p class="summary">{fill(words.count, { count: filed.count })}</p>
                <Filed files={filed.files} day={day} />
              </>
            )}
            <Pager
              label={words.tabs.fate}
              size={size}
              after={from === 0 ? '' : String(from)}
              next={next}
              path="/files"
              values={{ day: wanted }}
            />
          </div>
        </>
      ),
    };
  },
};

function Waiting({ files }: { readonly files: readonly WaitingFile[] }) {
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="waiting">
      <h3 id="waiting">{words.waiting}</h3>
      <ul class="plain-list">
        {files.map(({ folder, name, size: bytes }) => (
          <li key={`${folder}/${name}`}>
            <b>{folder === '' ? name : `${folder}/${name}`}</b> <span class="sub-inline">{sizeWords(bytes)}</span>
          </li>
        ))}
      </ul>
      <p class="hint">{words.waitingHint}</p>
    </section>
  );
}

function Days({ day, today }: { readonly day: string; readonly today: string }) {
  const path = (other: string) => withQuery('/files', { day: other });
  return (
    <form class="days" method="get" action="/files">
      <a class="button" href={path(addDays(day, -1))}>
        {words.before}
      </a>
      <Field label={words.dayLabel} name="day" type="date" value={day} />
      <button type="submit">{words.show}</button>
      {day < today ? (
        <a class="button" href={path(addDays(day, 1))}>
          {words.later}
        </a>
      ) : null}
    </form>
  );
}

function Filed({ files, day }: { readonly files: readonly FiledFile[]; readonly day: string }) {
  return (
    <Table caption={words.tabs.fate} heads={[words.name, words.result, words.counts, words.original]}>
      {files.map((one) => (
        <tr data-row key={`${one.where} ${one.name}`}>
          <th scope="row">{one.result === '' ? one.name : <a href={reportPath(day, one)}>{one.name}</a>}</th>
          <td data-label={words.result}>
            <OutcomeBadge tone={one.where === '_error' ? 'bad' : 'good'}>
              {one.result === '' ? words.noReport : one.result}
            </OutcomeBadge>
          </td>
          <td data-label={words.counts}>
            {one.counts.map((line) => (
              <span class="line" key={line}>
                {line}
              </span>
            ))}
          </td>
          <td data-label={words.original}>
            {(one.where === '_error' ? [] : one.documents).map((hash, at) => (
              <a class="line" href={documentPath(hash)} key={hash}>
                {one.documents.length === 1 ? words.seeOriginal : fill(words.seeOriginalNo, { no: at + 1 })}
              </a>
            ))}
          </td>
        </tr>
      ))}
    </Table>
  );
}

export const reportPath = (day: string, { where, name }: Pick<FiledFile, 'where' | 'name'>): string =>
  withQuery('/files/report', { day, where, name });
