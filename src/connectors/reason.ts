/**
 * A marketplace's own words for the operator: one line of at most 160 characters, without addresses of mail and long numbers, which could
 * be somebody's. Unlike `redact.ts` it keeps Japanese: for systems whose words of error are Japanese and name no people.
 */
export function reasonOf(words: string): string {
  const line = words
    .slice(0, 1000)
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '…')
    .replace(/\+?\d[\d-]{6,}\d/g, '…')
    .replace(/\s+/g, ' ')
    .trim();
  return line === '' ? '－' : line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
