/** A line of one text or of both. */
export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** Differences of two texts by lines: the fewest lines that went and came, in their order. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  const width = b.length - start + 1;
  const height = a.length - start + 1;
  // Lengths of the longest common rest, from the end.
  const rest = new Uint32Array(width * height);
  for (let i = height - 2; i >= 0; i--)
    for (let j = width - 2; j >= 0; j--)
      rest[i * width + j] =
        a[start + i] === b[start + j]
          ? rest[(i + 1) * width + j + 1]! + 1
          : Math.max(rest[(i + 1) * width + j]!, rest[i * width + j + 1]!);
  const found: DiffLine[] = a.slice(0, start).map((text) => ({ kind: 'same', text }));
  for (let i = 0, j = 0; i < height - 1 || j < width - 1; ) {
    const [left, right] = [a[start + i], b[start + j]];
    const isGone = j === width - 1 || (i < height - 1 && rest[(i + 1) * width + j]! >= rest[i * width + j + 1]!);
    if (i < height - 1 && j < width - 1 && left === right) {
      found.push({ kind: 'same', text: left! });
      i++;
      j++;
    } else if (isGone) {
      found.push({ kind: 'gone', text: left! });
      i++;
    } else {
      found.push({ kind: 'new', text: right! });
      j++;
    }
  }
  return found;
}

const linesOf = (text: string): string[] => text.replace(/\r?\n$/, '').split(/\r?\n/);

/** Changed lines with so many around them; `…` stands for what is left out. */
export function shortDiff(lines: readonly DiffLine[], around = 2): string[] {
  const marks = { same: ' ', gone: '-', new: '+' } as const;
  const isNear = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some((one) => one.kind !== 'same'),
  );
  return lines.flatMap(({ kind, text }, at) => {
    if (isNear[at]) return [`${marks[kind]} ${text}`];
    return at > 0 && isNear[at - 1] ? ['…'] : [];
  });
}
