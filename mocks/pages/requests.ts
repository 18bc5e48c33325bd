import { iso } from '../clock.ts';
import type { LoggedRequest } from '../request-log.ts';
import { diffHtml } from './diff.ts';
import { button, form, html, page, table, words } from './page.ts';

const tail = 300;

export function requestsPage(requests: readonly LoggedRequest[]): string {
  const rows = requests
    .slice(-tail)
    .reverse()
    .map((one) => ({
      no: one.no,
      '時刻 / at': iso(one.at),
      'システム / system': one.system,
      '操作 / operation': one.operation || '(unknown)',
      '要求 / request': `${one.method} ${one.url}`,
      '状態 / status': one.status || '(none)',
      '障害 / fault': one.fault,
    }));
  const list = table(rows, (column, row) => (column === 'no' ? `/_lab/requests/${row.no}` : undefined));
  return page(
    '通信の記録 / Requests',
    `<p class="note">${words(`新しい順に ${tail} 件まで（全 ${requests.length} 件） / ${requests.length} requests, newest first (${tail} at most)`)}</p>${list}`,
  );
}

/** @param before the last request of the same operation and method, if there is one */
export function requestPage(one: LoggedRequest, before: LoggedRequest | undefined): string {
  const compared = before
    ? `<h2>${words('前回との違い / Compared with the one before')} <a href="/_lab/requests/${before.no}">#${before.no}</a></h2>
<h3>${words('要求 / Request')}</h3>${diffHtml(requestText(before), requestText(one))}
<h3>${words('応答 / Answer')} ${before.status} → ${one.status}</h3>${diffHtml(pretty(before.answer), pretty(one.answer))}`
    : `<p class="note">${words('同じ操作の前回はありません。 / There was none of this operation before.')}</p>`;
  return page(
    `#${one.no} ${one.operation}`,
    `<p>${html(iso(one.at))} ${html(one.system)} ${one.fault ? `<span class="bad">${html(one.fault)}</span>` : ''}</p>
${form(`/_lab/requests/${one.no}/replay`, button('もう一度送る / Send again'))}
<h2>${words('要求 / Request')}</h2><pre>${html(requestText(one))}</pre>
<h2>${words('応答 / Answer')} ${one.status}</h2><pre>${html(pretty(one.answer))}</pre>
${compared}`,
  );
}

function requestText(one: LoggedRequest): string {
  const headers = Object.entries(one.headers).map(([name, value]) => `${name}: ${value}`);
  return `${one.method} ${one.url}\n${headers.join('\n')}\n\n${pretty(one.body)}`;
}

/** JSON with a member a line, anything else as it is. */
function pretty(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
