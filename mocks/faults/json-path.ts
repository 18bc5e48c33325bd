/** Every value at a path of a JSON value: names and list places joined by dots, `*` = any. One name alone: at any depth. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  const found: unknown[] = [];
  visit(value, path, (parent, key) => found.push((parent as Record<string, unknown>)[key]));
  return found;
}

/** Visits every member that a path means, deepest last. `see` may change or remove the member. */
export function visit(value: unknown, path: string, see: (parent: object, key: string) => void): void {
  const parts = path.split('.');
  if (parts.length === 1) anywhere(value, path, see);
  else walk(value, parts, see);
}

function walk(value: unknown, parts: readonly string[], see: (parent: object, key: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  const [part = '', ...rest] = parts;
  for (const key of part === '*' ? Object.keys(value) : [part]) {
    if (!Object.hasOwn(value, key)) continue;
    if (rest.length === 0) see(value, key);
    else walk((value as Record<string, unknown>)[key], rest, see);
  }
}

function anywhere(value: unknown, name: string, see: (parent: object, key: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const inner of Object.values(value)) anywhere(inner, name, see);
  if (!Array.isArray(value) && Object.hasOwn(value, name)) see(value, name);
}
