import { type DiffLine, shortDiff } from '../../../core/line-diff.ts';
import { complaintInJapanese } from '../../../core/sentences/complaints.ts';
import { settingsWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import type { SettingsComplaint } from '../../../flow/desk/settings/values.ts';
import { Told } from '../../parts/told.tsx';

const classes = { '+': 'new', '-': 'gone' } as const;

/** Lines that go and come, with what stands around them; a sign before each, because colour is never the only one. */
export function Diff({ lines, label }: { readonly lines: readonly DiffLine[]; readonly label: string }) {
  const shown = shortDiff(lines);
  return (
    <>
      <p class="hint">
        <span aria-hidden="true">−</span> {words.gone}　<span aria-hidden="true">＋</span> {words.fresh}
      </p>
      <section class="diff" tabindex={0} aria-label={label}>
        <pre>
          {shown.map((line, index) => {
            const sign = line[0] as keyof typeof classes;
            const kind = classes[sign];
            const text = `${line}\n`;
            if (kind === 'new') return <ins key={index}>{text}</ins>;
            return kind === 'gone' ? <del key={index}>{text}</del> : <span key={index}>{text}</span>;
          })}
        </pre>
      </section>
    </>
  );
}

/** What is wrong with a file, where, and what to do: as the command line says it. */
export function Complaints({ list }: { readonly list: readonly SettingsComplaint[] }) {
  return (
    <ul class="complaints">
      {list.map((one, index) => (
        <li key={index}>
          <span class="sub">{fill(words.at, { file: one.file, line: one.line, column: one.column })}</span>
          {one.code === 'layout' ? complaintInJapanese(one.sentence) : one.sentence}
          {one.remedy === '' ? null : (
            <span class="remedy">
              → <Told>{one.remedy}</Told>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
