/** Escapes a text for HTML, in content and in attributes. */
export const html = (value: unknown): string => String(value).replace(/[<>&"']/g, (one) => `&#${one.codePointAt(0)};`);

/** `日本語 / English` as HTML: the page's language decides which is seen. `PUT / ` is a call of the root, not a border. */
export function words(text: string): string {
  const at = text.search(/(?<!\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)) \/ /);
  if (at < 0) return html(text);
  return `<span lang="ja">${html(text.slice(0, at))}</span><span lang="en">${html(text.slice(at + 3))}</span>`;
}

const places = [
  ['/_lab', 'ラボ / Lab'],
  ['/_lab/ledger', '注文の一生 / Orders'],
  ['/_lab/requests', '通信の記録 / Requests'],
  ['/_lab/scenarios', 'シナリオ / Scenarios'],
  ['/_lab/mail', '受信メール / Inbox'],
] as const;

/** A whole page. `title` may be `日本語 / English`, `body` is HTML. `dressed` gives it the reader's language. */
export function page(title: string, body: string): string {
  const links = places.map(([to, text]) => `<a href="${to}">${words(text)}</a>`).join('\n');
  return `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${html(title)}</title>
<link rel="stylesheet" href="/_lab/lab.css"></head><body>
<header>${links}
<!--console-->
<form method="post" action="/_lab/language"><button name="to" value="en" lang="ja">English</button><button name="to" value="ja" lang="en">日本語</button></form></header>
<main><h1>${words(title)}</h1>
${body}
</main></body></html>
`;
}

/** The page in the language of the reader's cookie, with the way to the console that the lab was told of. */
export function dressed(text: string, cookie: string | undefined, console: string): string {
  const link = console && `<a href="${html(console)}">${words('操作画面（b2-bridge） / Console')}</a>`;
  const marked = text.replace('<!--console-->', () => link);
  return /(^|;\s*)lab-language=en\b/.test(cookie ?? '')
    ? marked.replace('<html lang="ja">', '<html lang="en">')
    : marked;
}

/** Rows as a table; lists inside are written one entry a line. */
export function table(
  rows: readonly Readonly<Record<string, unknown>>[],
  link?: (column: string, row: Readonly<Record<string, unknown>>) => string | undefined,
): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (rows.length === 0) return `<p class="note">${words('なし / none')}</p>`;
  const cell = (row: Readonly<Record<string, unknown>>, column: string) => {
    const value = row[column];
    const text = cellText(value);
    const to = link?.(column, row);
    return `<td${text.length > 60 ? ' class="long"' : ''}>${to === undefined ? text : `<a href="${html(to)}">${text}</a>`}</td>`;
  };
  return `<table><thead><tr>${columns.map((one) => `<th>${words(one)}</th>`).join('')}</tr></thead><tbody>
${rows.map((row) => `<tr>${columns.map((one) => cell(row, one)).join('')}</tr>`).join('\n')}
</tbody></table>`;
}

function cellText(value: unknown): string {
  if (Array.isArray(value)) return value.map(cellText).join('<br>');
  if (typeof value !== 'object' || value === null) return html(value ?? '');
  return Object.values(value).map(cellText).join(' · ');
}

export const button = (label: string): string => `<button>${words(label)}</button>`;
export const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${html(name)}" value="${html(value)}">`;
export const form = (action: string, inside: string): string =>
  `<form method="post" action="${html(action)}">${inside}</form>`;
