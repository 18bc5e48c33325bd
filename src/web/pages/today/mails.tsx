import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { todayWords as words } from '../../../core/sentences/console/today.ts';
import { failedMails } from '../../../flow/desk/today.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Pager } from '../../parts/pager.tsx';
import { japanTime } from '../../parts/times.ts';
import type { Route } from '../../types.ts';

type Mail = Awaited<ReturnType<typeof failedMails>>['rows'][number];

const size = 50;

const columns: readonly [Column<Mail>, ...Column<Mail>[]] = [
  { head: words.mailSubject, cell: (one) => one.subject },
  { head: words.mailTo, cell: (one) => one.to },
  { head: words.mailAt, cell: (one) => <span class="time">{japanTime(one.at)}</span> },
  {
    head: words.mailText,
    cell: (one) => (
      <details>
        <summary>{words.mailText}</summary>
        <p class="note">{one.text}</p>
      </details>
    ),
  },
];

/** Mails to staff that did not go out: what they wanted to say is read here. */
export const mailsRoute: Route = {
  method: 'get',
  path: '/mails',
  role: 'work',
  async handle({ ctx, query }) {
    const after = query.get('after') ?? '';
    const { rows, next } = await failedMails(ctx, { limit: size, after: after === '' ? undefined : after });
    return {
      title: words.mails,
      help: pageHelp.mails,
      body: (
        <>
          <p class="way">
            <a href="/">{words.toToday}</a>
          </p>
          {rows.length === 0 ? (
            <p class="empty">{words.mailsEmpty}</p>
          ) : (
            <DataTable caption={words.mails} columns={columns} rows={rows} keyOf={(one) => one.key} />
          )}
          <Pager label={words.mails} path="/mails" values={{}} after={after} next={next} size={size} />
        </>
      ),
    };
  },
};
