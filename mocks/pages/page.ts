/** Escapes a text for HTML, in content and in attributes. */
export const html = (value: unknown): string => String(value).replace(/[<>&"']/g, (one) => `&#${one.codePointAt(0)};`);

/** A whole page. `body` is HTML. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${html(title)}</title>
<style>
@font-face { font-family: "Lab"; src: url("/_lab/font.ttf"); font-display: block }
body { font: 15px/1.6 "Lab", sans-serif; margin: 1.5rem auto; max-width: 78rem; padding: 0 1rem; color: #222 }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem; border-bottom: 1px solid #ccc }
table { border-collapse: collapse; font-size: 13px; display: block; overflow-x: auto }
th, td { border: 1px solid #ddd; padding: .15rem .5rem; text-align: left; vertical-align: top } th { background: #f4f4f4 }
pre { font: 13px/1.5 "Lab", monospace; background: #f6f6f6; padding: .6rem; overflow-x: auto; white-space: pre-wrap; word-break: break-all }
td { white-space: nowrap } td.long { white-space: normal; min-width: 16rem }
form { margin: .3rem 0 } .row form { display: inline-block } input, select, button { font: inherit; margin-right: .3rem }
nav a { margin-right: 1rem } .note { color: #666 }
</style></head><body>
<nav><a href="/_lab">ラボ / Lab</a><a href="/_lab/requests">通信の記録 / Requests</a><a href="/_lab/mail">受信メール / Inbox</a></nav>
<h1>${html(title)}</h1>
${body}
</body></html>
`;
}

/** Rows as a table; lists inside are written one entry a line. */
export function table(
  rows: readonly Readonly<Record<string, unknown>>[],
  link?: (column: string, row: Readonly<Record<string, unknown>>) => string | undefined,
): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (rows.length === 0) return '<p class="note">なし / none</p>';
  const cell = (row: Readonly<Record<string, unknown>>, column: string) => {
    const value = row[column];
    const text = cellText(value);
    const to = link?.(column, row);
    return `<td${text.length > 60 ? ' class="long"' : ''}>${to === undefined ? text : `<a href="${html(to)}">${text}</a>`}</td>`;
  };
  return `<table><thead><tr>${columns.map((one) => `<th>${html(one)}</th>`).join('')}</tr></thead><tbody>
${rows.map((row) => `<tr>${columns.map((one) => cell(row, one)).join('')}</tr>`).join('\n')}
</tbody></table>`;
}

function cellText(value: unknown): string {
  if (Array.isArray(value)) return value.map(cellText).join('<br>');
  if (typeof value !== 'object' || value === null) return html(value ?? '');
  return Object.values(value).map(cellText).join(' · ');
}
