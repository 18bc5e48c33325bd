import type { ProgressStep } from '../../core/progress.ts';
import { fill } from '../../core/sentences/fill.ts';
import { progressWords as words } from '../../core/sentences/progress.ts';

/** How far long work is; without an end that is known only what is done. */
export function Progress({ step }: { readonly step: ProgressStep }) {
  const { what, done, total } = step;
  const inBytes = what === 'read' || what === 'convert';
  const shown = (value: number) => (inBytes ? (value / 1e6).toFixed(1) : value.toLocaleString('ja-JP'));
  const [ofTotal, alone] = inBytes ? [words.megabytesOfTotal, words.megabytes] : [words.ofTotal, words.count];
  const text =
    total === undefined
      ? fill(alone, { done: shown(done) })
      : fill(ofTotal, { done: shown(done), total: shown(total) });
  return (
    <span class="progress">
      <span>{words.titles[what]}</span>
      {total === undefined ? null : (
        <progress value={Math.min(done, total)} max={Math.max(total, 1)} aria-label={words.titles[what]} />
      )}
      <span>{text}</span>
    </span>
  );
}
