export interface Range {
  /** ISO instants. */
  readonly from: string;
  readonly to: string;
}

/**
 * A range in pieces that a marketplace may be searched by, oldest first, each beginning where the one before ended.
 *
 * @param longest days that one search may span; undefined = any
 */
export function rangePieces({ from, to }: Range, longest: number | undefined): readonly Range[] {
  const end = Temporal.Instant.from(to);
  const pieces: Range[] = [];
  for (let at = Temporal.Instant.from(from); Temporal.Instant.compare(at, end) < 0; ) {
    const far = longest === undefined ? end : at.add({ hours: 24 * longest });
    const next = Temporal.Instant.compare(far, end) < 0 ? far : end;
    pieces.push({ from: at.toString(), to: next.toString() });
    at = next;
  }
  return pieces;
}
