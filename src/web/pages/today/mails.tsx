import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { todayWords as words } from '../../../core/sentences/console/today.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { listMails, type MailView, resendMails } from '../../../flow/desk/mails.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Form } from '../../parts/form.tsx';
import { Pager } from '../../parts/pager.tsx';
import { japanTime } from '../../parts/times.ts';
import type { Answer, Ask, Route } from '../../types.ts';

type Mail = MailView & { readonly key: string };

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
  {
    head: words.mailChoose,
    cell: ({ id, subject, to }) => (
      <input type="checkbox" name="mail" value={id} aria-label={fill(words.mailChooseOf, { subject, to })} />
    ),
  },
];

/** Mails to staff that did not go out: what they wanted to say is read here, and they are sent again. */
export const mailsRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/mails',
    role: 'work',
    async handle(ask) {
      const after = ask.query.get('after') ?? '';
      const page = { limit: size, after: after === '' ? undefined : after };
      const { rows, next } = await listMails(ask.ctx, {}, page);
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
              <Form ask={ask} action="/mails/resend">
                <DataTable caption={words.mails} columns={columns} rows={rows} keyOf={(one) => one.key} />
                <p class="hint">{words.mailsAgainHint}</p>
                <p class="buttons bottom">
                  <button type="submit" class="main">
                    {words.mailsAgain}
                  </button>
                  <button type="submit" name="all" value="yes">
                    {words.mailsAgainAll}
                  </button>
                </p>
              </Form>
            )}
            <Pager label={words.mails} path="/mails" values={{}} after={after} next={next} size={size} />
          </>
        ),
      };
    },
  },
  { method: 'post', path: '/mails/resend', role: 'work', handle: resend },
];

async function resend({ ctx, form, actor }: Ask): Promise<Answer> {
  const ids = form.getAll('mail');
  const isAll = form.get('all') === 'yes';
  if (!isAll && ids.length === 0) return { to: '/mails', results: [{ kind: 'wrong', text: words.mailsNoneChosen }] };
  const { count, problem } = await resendMails(ctx, isAll ? 'all' : { ids }, actor);
  if (count === 0) return { to: '/mails', results: [{ kind: 'note', text: words.mailsNone }] };
  return {
    to: '/mails',
    results: [
      { kind: 'done', text: fill(words.mailsSent, { count }) },
      ...(problem ? [{ kind: 'note' as const, text: problem.sentence, remedy: problem.remedy }] : []),
    ],
  };
}
