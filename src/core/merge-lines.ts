import { diffLines } from './line-diff.ts';

interface Change {
  /** Lines of the base from `from` to before `to` … */
  readonly from: number;
  readonly to: number;
  /** … become these. */
  readonly lines: readonly string[];
}

/**
 * Two changed versions of one text in one: lines that only one of them changed. undefined: both changed the same place, or places that
 * touch. Line ends of `base`.
 */
export function mergeLines(base: string, mine: string, theirs: string): string | undefined {
  const [own, other] = [changesOf(base, mine), changesOf(base, theirs)];
  const meet = own.some((a) => other.some((b) => a.from <= b.to && b.from <= a.to));
  if (meet) return undefined;
  const eol = base.includes('\r\n') ? '\r\n' : '\n';
  const lines = base.replace(/\r?\n$/, '').split(/\r?\n/);
  for (const { from, to, lines: fresh } of [...own, ...other].sort((a, b) => b.from - a.from))
    lines.splice(from, to - from, ...fresh);
  return `${lines.join(eol)}${/\n$/.test(base) ? eol : ''}`;
}

function changesOf(base: string, text: string): Change[] {
  const found: { from: number; to: number; lines: string[] }[] = [];
  let at = 0;
  let isOpen = false;
  for (const { kind, text: line } of diffLines(base, text)) {
    if (kind === 'same') {
      at += 1;
      isOpen = false;
      continue;
    }
    if (!isOpen) found.push({ from: at, to: at, lines: [] });
    isOpen = true;
    const change = found.at(-1)!;
    if (kind === 'gone') {
      at += 1;
      change.to = at;
    } else change.lines.push(line);
  }
  return found;
}
