import type { ComponentChildren } from 'preact';
import { holdTitle } from '../../../core/sentences/console/hold-titles.ts';
import { todayWords } from '../../../core/sentences/console/today.ts';
import { fill } from '../../../core/sentences/fill.ts';
import type { Today } from '../../../flow/desk/today.ts';
import { countText } from '../../parts/count.tsx';
import { Form } from '../../parts/form.tsx';
import { withQuery } from '../../parts/links.tsx';
import { MoreRefused } from '../../parts/more-files.tsx';
import { japanTime, shortDay } from '../../parts/times.ts';
import { Told } from '../../parts/told.tsx';
import type { Ask } from '../../types.ts';

/** What needs a person now, the most urgent first; one press leads to each. */
export function Needs({ ask, view }: { readonly ask: Ask; readonly view: Today }) {
  const groups = [
    <Halts ask={ask} view={view} key="halts" />,
    <HandOvers view={view} key="hand-overs" />,
    <Files view={view} key="files" />,
    <Notices view={view} key="notices" />,
    <Holds view={view} key="holds" />,
    <Silent view={view} key="silent" />,
    <Keys view={view} key="keys" />,
    <Mails ask={ask} view={view} key="mails" />,
  ];
  return (
    <section aria-labelledby="needs">
      <h2 id="needs">{todayWords.needs}</h2>
      {isClear(view) ? (
        <p class="clear">
          <span class="sign" aria-hidden="true">
            ○
          </span>
          <span>
            <b>{todayWords.allClear}</b> {todayWords.allClearNext}
          </span>
        </p>
      ) : (
        <div class="cards">{groups}</div>
      )}
    </section>
  );
}

function isClear(view: Today): boolean {
  const { holds, files, halts, keys, silent, handOversAsking, mailsFailed, noticesFailed, noticesAsking } = view;
  const lists = [holds, files, halts, keys, silent].every((one) => one.length === 0);
  return lists && handOversAsking + mailsFailed.count + noticesFailed.count + noticesAsking.count === 0;
}

function Card({
  title,
  urgent = false,
  wide = false,
  children,
}: {
  readonly title: string;
  readonly urgent?: boolean;
  readonly wide?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <section class={`card${urgent ? ' urgent' : ''}${wide ? ' wide' : ''}`}>
      <h3>
        <span aria-hidden="true">{urgent ? '×' : '▲'}</span> {title}
      </h3>
      {children}
    </section>
  );
}

function Holds({ view }: { readonly view: Today }) {
  if (view.holds.length === 0) return null;
  return (
    <Card title={todayWords.holds} wide={view.holds.length > 6}>
      <ul class="counts">
        {view.holds.map((one) => (
          <li key={one.code}>
            <a href={withQuery('/orders', { hold: one.code })}>
              <span>{holdTitle(one.code)}</span>
              <b>{countText(one)}</b>
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Files({ view }: { readonly view: Today }) {
  const [first] = view.files;
  if (!first) return null;
  return (
    <Card title={todayWords.files}>
      <ul class="plain-list">
        {view.files.map((one) => (
          <li key={`${one.day} ${one.name}`}>
            {shortDay(one.day)} <b>{one.name}</b>
          </li>
        ))}
        <MoreRefused days={view.moreFiles} />
      </ul>
      <p class="remedy">{fill(todayWords.filesNext, { folder: first.folder })}</p>
      <a href={withQuery('/files', { day: first.day })}>{todayWords.toFiles}</a>
    </Card>
  );
}

function Notices({ view: { noticesFailed, noticesAsking } }: { readonly view: Today }) {
  if (noticesFailed.count + noticesAsking.count === 0) return null;
  const rows = [
    [todayWords.noticesFailed, noticesFailed],
    [todayWords.noticesAsking, noticesAsking],
  ] as const;
  return (
    <Card title={todayWords.notices}>
      <ul class="plain-list">
        {rows.map(([title, one]) =>
          one.count === 0 ? null : (
            <li key={title}>
              {title} <b>{countText(one)}</b>
            </li>
          ),
        )}
      </ul>
      <p class="remedy">{todayWords.noticesNext}</p>
      <a href="/notices?state=failed">{todayWords.toNotices}</a>
    </Card>
  );
}

function HandOvers({ view: { handOversAsking } }: { readonly view: Today }) {
  if (handOversAsking === 0) return null;
  return (
    <Card title={todayWords.handOvers} urgent>
      <p>
        <a href="/link-history">
          {todayWords.handOversAsking} <b>{countText({ count: handOversAsking, isMore: false })}</b>
        </a>
      </p>
      <p class="remedy">{todayWords.handOversNext}</p>
    </Card>
  );
}

function Halts({ ask, view: { halts } }: { readonly ask: Ask; readonly view: Today }) {
  if (halts.length === 0) return null;
  return (
    <Card title={todayWords.halts} urgent>
      {halts.map((one) => (
        <div key={one.shop}>
          <p>
            <b>{one.title}</b>（{japanTime(one.at)}）{one.sentence}
            <span class="remedy">
              <Told>{one.remedy}</Told>
            </span>
          </p>
          {ask.role === 'view' ? null : (
            <Form ask={ask} action="/today/probe">
              <input type="hidden" name="shop" value={one.shop} />
              <button type="submit">{todayWords.probe}</button>
            </Form>
          )}
          <a href={withQuery('/runs', { shop: one.shop })}>{todayWords.toRuns}</a>
        </div>
      ))}
    </Card>
  );
}

function Silent({ view: { silent } }: { readonly view: Today }) {
  if (silent.length === 0) return null;
  return (
    <Card title={todayWords.silent}>
      {silent.map((one) => (
        <p key={one.shop}>
          <b>{one.title}</b> {fill(todayWords.silentSince, { at: japanTime(one.since), hours: one.hours })}{' '}
          <a href={withQuery('/runs', { shop: one.shop })}>{todayWords.toRuns}</a>{' '}
          <a href={withQuery('/orders', { shop: one.shop })}>{todayWords.toShopOrders}</a>
        </p>
      ))}
      <p class="remedy">{todayWords.silentNext}</p>
    </Card>
  );
}

function Keys({ view: { keys } }: { readonly view: Today }) {
  if (keys.length === 0) return null;
  return (
    <Card title={todayWords.keys}>
      {keys.map((one) => (
        <p key={one.shop}>
          <b>{one.title}</b> {one.sentence}
          <span class="remedy">
            <Told>{one.remedy}</Told>
          </span>
          <a href={withQuery('/runs', { shop: one.shop })}>{todayWords.toRuns}</a>
        </p>
      ))}
    </Card>
  );
}

function Mails({ ask, view: { mailsFailed } }: { readonly ask: Ask; readonly view: Today }) {
  if (mailsFailed.count === 0) return null;
  return (
    <Card title={todayWords.mails}>
      <p>
        <b>{countText(mailsFailed)}</b>
      </p>
      <p class="remedy">{todayWords.mailsNext}</p>
      {ask.role === 'view' ? null : <a href="/mails">{todayWords.toMails}</a>}
    </Card>
  );
}
