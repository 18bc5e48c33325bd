const units = [
  ['GB', 1024 ** 3],
  ['MB', 1024 ** 2],
  ['KB', 1024],
] as const;

/** A limit as `bridge.yaml` writes it: `200MB`, `500KB`. 1 KB = 1,024 bytes. Anything odd in bytes. */
export function limitWords(bytes: number): string {
  for (const [unit, of] of units) if (bytes > 0 && bytes % of === 0) return `${bytes / of}${unit}`;
  return `${bytes}バイト`;
}

/** A size beside such a limit: one decimal, rounded up, so that what is too big never looks as if it were not. */
export function sizeWords(bytes: number): string {
  for (const [unit, of] of units) if (bytes >= of) return `${(Math.ceil((bytes / of) * 10) / 10).toString()}${unit}`;
  return `${bytes}バイト`;
}
