/** A private character that no argument holds: keeps a `-` from being read as the beginning of an option. */
const mark = '\u{f8ff}';

/**
 * `orders show -- -5`: what stands behind `--` are values, whatever they begin with. yargs gives them to no command of its own;
 * so they are put where its options begin, marked, and `unmarked` takes the marks off again.
 */
export function withoutDashes(args: readonly string[]): string[] {
  const at = args.indexOf('--');
  if (at < 0) return [...args];
  const before = args.slice(0, at);
  const values = args.slice(at + 1).map((value) => (value.startsWith('-') ? mark + value : value));
  const firstOption = before.findIndex((arg) => arg.startsWith('-'));
  return firstOption > 0
    ? [...before.slice(0, firstOption), ...values, ...before.slice(firstOption)]
    : [...before, ...values];
}

/** Takes the marks off every value that yargs found. */
export function unmarked(argv: Record<string, unknown>): void {
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain);
    return typeof value === 'string' && value.startsWith(mark) ? value.slice(mark.length) : value;
  };
  for (const [name, value] of Object.entries(argv)) argv[name] = plain(value);
}
