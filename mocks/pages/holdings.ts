import { iso } from '../clock.ts';
import type { Mail } from '../mail/mailbox.ts';
import type { MockSystem } from '../system.ts';
import { html, page, table, words } from './page.ts';

const shown = 200;

/** Everything that really happened at one system, newest rows first. */
export function holdingsPage(system: MockSystem): string {
  const parts = Object.entries(system.holdings()).map(
    ([name, rows]) =>
      `<h2 id="${html(name)}">${html(name)} (${rows.length})</h2>${table(rows.slice(-shown).reverse())}`,
  );
  return page(`${system.title}: 実際の状態 / Holdings`, parts.join('\n'));
}

export function inboxPage(mails: readonly Mail[]): string {
  const rows = [...mails]
    .reverse()
    .map((mail) => ({ no: mail.no, at: iso(mail.at), to: mail.to.join(', '), from: mail.from, subject: mail.subject }));
  return page(
    '受信メール / Inbox',
    table(rows, (column, row) => (column === 'subject' ? `/_lab/mail/${row.no}` : undefined)),
  );
}

export function mailPage(mail: Mail): string {
  const files = mail.attachments.map((one) => ({ ...one }));
  return page(
    mail.subject || '(no subject)',
    `<p>${html(iso(mail.at))}<br>From: ${html(mail.from)}<br>To: ${html(mail.to.join(', '))}</p>
<pre>${html(mail.text)}</pre><h2>${words('添付 / Attachments')}</h2>${table(files)}<h2>${words('原文 / Source')}</h2><pre>${html(mail.raw)}</pre>`,
  );
}
