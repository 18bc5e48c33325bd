/** How far something came: a sign beside the word, because colour is never the only one. */
export type OutcomeTone = 'good' | 'bad' | 'warn' | 'busy' | 'off';

const signs: Readonly<Record<OutcomeTone, string>> = { good: '○', bad: '×', warn: '▲', busy: '◆', off: '■' };

export function OutcomeBadge({ tone, children }: { readonly tone: OutcomeTone; readonly children: string }) {
  return (
    <span class={`badge tone-${tone}`}>
      <span aria-hidden="true">{signs[tone]}</span> {children}
    </span>
  );
}
