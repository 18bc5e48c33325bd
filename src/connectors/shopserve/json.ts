/** JSON whose numbers stay the digits that they are: a key may be longer than a number can hold. Undefined = it is none. */
export function parseExact(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return JSON.parse(text, (_, value: unknown, context?: { source?: string }) =>
      typeof value === 'number' ? (context?.source ?? String(value)) : value,
    ) as unknown;
  } catch {
    return undefined;
  }
}

/** The member at a dotted path (`errors.0.code`). */
export function memberOf(value: unknown, path: string): unknown {
  let at = value;
  for (const name of path.split('.'))
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[name] : undefined;
  return at;
}

/** Text of a member that is a text or a number, '' when it is not there. */
export function textOf(value: unknown, path: string): string {
  const member = memberOf(value, path);
  return typeof member === 'string' ? member.trim() : typeof member === 'number' ? String(member) : '';
}

/** A list whatever nothing and one look like: null, absent, one object. undefined = none of these. */
export function listOf(value: unknown): readonly Members[] | undefined {
  if (value === undefined || value === null || value === '') return [];
  if (Array.isArray(value)) return value.every(isRecord) ? value : undefined;
  return isRecord(value) ? [value] : undefined;
}

export type Members = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
