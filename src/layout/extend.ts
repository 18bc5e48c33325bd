import { z } from 'zod';
import { sourceKeys } from './schema.ts';

type Tree = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A layout put over its base. `read`, `write`, `source` and `fields` are merged key by key; columns by their number (a column
 * that names a source replaces the base's source as a whole); everything else is taken from the layout when it has it.
 */
export function extend(base: unknown, own: unknown): unknown {
  if (!isTree(base) || !isTree(own)) return own;
  const merged: Record<string, unknown> = { ...base, ...own };
  for (const key of ['source', 'read', 'write', 'fields'])
    if (isTree(base[key]) && isTree(own[key])) merged[key] = { ...base[key], ...own[key] };
  if (Array.isArray(base.columns) && Array.isArray(own.columns))
    merged.columns = extendColumns(base.columns, own.columns);
  return merged;
}

function extendColumns(base: readonly unknown[], own: readonly unknown[]): unknown[] {
  const mine = new Map(own.filter(isTree).map((column) => [column.no, column]));
  const merged = base.map((column) => {
    if (!isTree(column)) return column;
    const over = mine.get(column.no);
    if (!over) return column;
    mine.delete(column.no);
    const under = sourceKeys.some((key) => key in over) ? withoutSource(column) : column;
    return { ...under, ...over };
  });
  return [...merged, ...own.filter((column) => !isTree(column) || mine.has(column.no))];
}

const withoutSource = (column: Tree): Tree =>
  Object.fromEntries(Object.entries(column).filter(([key]) => !(sourceKeys as readonly string[]).includes(key)));

/** Where a path of the merged content stands in the layout's own content (columns move when a base is merged in). */
export function columnKeys(path: Path, merged: unknown, own: unknown): Path {
  if (path[0] !== 'columns' || typeof path[1] !== 'number' || !isTree(merged) || !isTree(own)) return path;
  const column = Array.isArray(merged.columns) ? merged.columns[path[1]] : undefined;
  const at = Array.isArray(own.columns)
    ? own.columns.findIndex((one) => isTree(one) && isTree(column) && one.no === column.no)
    : -1;
  return at < 0 ? ['extends'] : ['columns', at, ...path.slice(2)];
}

/** Keys that the grammar knows at a path, for "did you mean". */
export function keysAt(schema: z.ZodType): (path: Path) => readonly string[] {
  return (path) => {
    let here: unknown = schema;
    for (const step of path) {
      here = unwrap(here);
      if (here instanceof z.ZodObject) here = here.shape[String(step)];
      else if (here instanceof z.ZodArray) here = here.element;
      else if (here instanceof z.ZodRecord) here = here.valueType;
      else return [];
    }
    here = unwrap(here);
    return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
  };
}

function unwrap(schema: unknown): unknown {
  let here = schema;
  while (here instanceof z.ZodOptional || here instanceof z.ZodDefault) here = here.unwrap();
  return here;
}
