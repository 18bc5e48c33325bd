import { LabRefused } from '../system.ts';

/** What steps remembered: by name the whole answer, and for orders their number. */
export type Memory = Map<string, Remembered>;

export interface Remembered {
  /** What `$name` alone means. */
  readonly main: string;
  readonly all: unknown;
}

/** The value with `$name` and `${name.member.0}` written out in every text. A text that is one such mark alone becomes the value itself. */
export function filled(value: unknown, memory: Memory): unknown {
  if (typeof value === 'string') return fillText(value, memory);
  if (Array.isArray(value)) return value.map((one) => filled(one, memory));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, memory)]));
}

const marks = /\$(?:\{([A-Za-z_][\w.-]*)\}|([A-Za-z_]\w*))/g;

function fillText(text: string, memory: Memory): string {
  return text.replace(marks, (_mark, long: string | undefined, short: string | undefined) =>
    lookUp(long ?? short ?? '', memory),
  );
}

function lookUp(path: string, memory: Memory): string {
  const [name = '', ...parts] = path.split('.');
  const known = memory.get(name);
  if (!known) throw new LabRefused(`nothing is remembered as $${name}; known: ${[...memory.keys()].join(' ')}`);
  if (parts.length === 0) return known.main;
  let value: unknown = known.all;
  for (const part of parts) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? (value as Record<string, unknown>)[part]
        : undefined;
  }
  if (value === undefined || typeof value === 'object') throw new LabRefused(`$${name} has no ${parts.join('.')}`);
  return String(value);
}

/** Names that a value uses, to find those that nobody remembers before anything runs. */
export function used(value: unknown): readonly string[] {
  if (typeof value === 'string')
    return [...value.matchAll(marks)].map(([, long, short]) => (long ?? short ?? '').split('.')[0]!);
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(used);
}
