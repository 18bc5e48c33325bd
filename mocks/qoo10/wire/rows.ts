/** Rows of a bulk call, a text of JSON; every member as text. `undefined` when it is no list of objects. */
export function readRows(
  text: string,
  members: readonly string[],
): readonly Readonly<Record<string, string>>[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const rows: Record<string, string>[] = [];
  for (const row of value) {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return undefined;
    const texts: Record<string, string> = {};
    for (const [name, member] of Object.entries(row)) {
      if (!members.includes(name)) return undefined;
      texts[name] = member === null ? '' : String(member);
    }
    rows.push(texts);
  }
  return rows;
}

/** At most so many rows in a bulk call (trust A). */
export const mostRows = 500;
