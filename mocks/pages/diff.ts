import { html } from './page.ts';

const most = 400;

/** Two texts line by line as HTML: what is gone, what is new, what is as it was. Beyond 400 lines of each only whether they are the same. */
export function diffHtml(before: string, after: string): string {
  if (before === after) return `<pre class="note">=</pre>`;
  const [a, b] = [before.split('\n'), after.split('\n')];
  if (a.length > most || b.length > most) return '<pre class="note">≠</pre>';
  // Longest common lines, from the end.
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(`${html(a[i]!)}\n`);
      i += 1;
      j += 1;
    } else if (i < a.length && (j >= b.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push(`<del>- ${html(a[i]!)}</del>`);
      i += 1;
    } else {
      lines.push(`<ins>+ ${html(b[j]!)}</ins>`);
      j += 1;
    }
  }
  return `<pre>${lines.join('')}</pre>`;
}
