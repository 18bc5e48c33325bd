import { iso } from '../clock.ts';
import type { LoggedRequest } from '../request-log.ts';
import { html, page, table } from './page.ts';

const tail = 300;

export function requestsPage(requests: readonly LoggedRequest[]): string {
  const rows = requests
    .slice(-tail)
    .reverse()
    .map((one) => ({
      no: one.no,
      at: iso(one.at),
      system: one.system,
      operation: one.operation || '(unknown)',
      request: `${one.method} ${one.url}`,
      status: one.status || '(none)',
      fault: one.fault,
    }));
  const list = table(rows, (column, row) => (column === 'no' ? `/_lab/requests/${row.no}` : undefined));
  return page(
    '通信の記録 / Requests',
    `<p class="note">${requests.length} 件 / requests, newest first (${tail} at most)</p>${list}`,
  );
}

export function requestPage(one: LoggedRequest): string {
  const headers = Object.entries(one.headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
  return page(
    `#${one.no} ${one.operation}`,
    `<p>${html(iso(one.at))} ${html(one.system)} ${one.fault ? `fault: ${html(one.fault)}` : ''}</p>
<h2>要求 / Request</h2><pre>${html(`${one.method} ${one.url}\n${headers}\n\n${one.body.toString('utf8')}`)}</pre>
<h2>応答 / Answer ${one.status}</h2><pre>${html(one.answer.toString('utf8'))}</pre>`,
  );
}
