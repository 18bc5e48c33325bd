const hour = 3_600_000;

/** Instant as QAPI's searches want it: fourteen digits of Japan's clock (trust A). */
export function toDigits(at: Temporal.Instant): string {
  return new Date(at.epochMilliseconds + 9 * hour).toISOString().slice(0, 19).replace(/\D/g, '');
}

/** `YYYY-MM-DD HH:MM:SS` of Japan's clock, as QAPI writes it (trust B); undefined when it is no time. */
export function fromText(text: string): Temporal.Instant | undefined {
  const found = /^(\d{4})[-/](\d\d)[-/](\d\d) (\d\d:\d\d:\d\d)$/.exec(text.trim());
  if (!found) return undefined;
  const ms = Date.parse(`${found[1]}-${found[2]}-${found[3]}T${found[4]}+09:00`);
  return Number.isNaN(ms) ? undefined : Temporal.Instant.fromEpochMilliseconds(ms);
}

export const earlierOf = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) <= 0 ? a : b;
export const laterOf = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) >= 0 ? a : b;
