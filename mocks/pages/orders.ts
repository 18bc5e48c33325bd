import type { LifeEvent, OrderLife } from '../ledger/order-life.ts';
import type { OrderRecord } from '../ledger/types.ts';
import { html, page, table, words } from './page.ts';

const what: Readonly<Record<LifeEvent['what'], string>> = {
  placed: '注文が入った / placed',
  paid: '入金 / paid',
  pulled: '取得された / pulled',
  label: '送り状の発行 / label',
  printed: '送り状の印刷 / printed',
  told: '番号の通知 / told',
  'told-again': '同じ番号の通知 / told again, nothing changed',
  'told-refused': '通知を断った / told, refused',
};
const yes = (value: boolean): string => (value ? '✓' : '');

/** The newest orders of all systems. */
export function ordersPage(orders: readonly OrderRecord[]): string {
  const rows = orders.map((one) => ({
    '注文 / order': one.numbers[0],
    'システム / system': one.system,
    '状態 / status': one.status,
    '注文日時 / placed': one.placedAt,
    '入金 / paid': yes(one.isPaid),
    '取消 / cancelled': yes(one.isCancelled),
    '発送 / shipped': yes(one.isShipped),
    '商品 / goods': one.lines.map((line) => `${line.sku} × ${line.quantity}`),
  }));
  const link = (column: string, row: Readonly<Record<string, unknown>>) =>
    column === '注文 / order'
      ? `/_lab/ledger/${encodeURIComponent(String(row[column]))}?system=${encodeURIComponent(String(row['システム / system']))}`
      : undefined;
  return page('注文の一生 / Orders', table(rows, link));
}

/** What became of one order over all systems, in one line of time. */
export function orderLifePage({ number, orders, labels, events }: OrderLife): string {
  const facts = orders.map((one) => ({
    'システム / system': one.system,
    '番号 / numbers': one.numbers,
    '状態 / status': one.status,
    '宛名 / name': one.name,
    '発送 / shipped': yes(one.isShipped),
    '取消 / cancelled': yes(one.isCancelled),
  }));
  const rows = events
    .map(
      (one) =>
        `<tr><td>${html(one.at)}</td><td>${html(one.system)}</td><td>${words(what[one.what])}</td><td>${html(one.detail)}</td><td>${
          one.request === undefined ? '' : `<a href="/_lab/requests/${one.request}">#${one.request}</a>`
        }</td></tr>`,
    )
    .join('\n');
  const line = rows && `<table><tbody>${rows}</tbody></table>`;
  const none = `<p class="note">${words('この番号の注文はありません。 / No order has this number.')}</p>`;
  return page(
    `注文 ${number} の一生 / The life of order ${number}`,
    `${orders.length === 0 ? none : table(facts)}<h2>${words('出来事 / What happened')}</h2>${line || none}
<h2>${words('送り状 / Labels')} (${labels.length})</h2>${table(labels.map((one) => ({ ...one })))}`,
  );
}
