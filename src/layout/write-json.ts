import type { WriteLayout } from './types.ts';

/**
 * One rendered row as the members of a JSON object, in the order of the columns. A column without a source (and nothing carried
 * over into it) is left out; one with a source is there even when it is blank.
 */
export function jsonRecord(layout: WriteLayout, cells: readonly string[]): Record<string, string> {
  const members = layout.columns.flatMap((column, index): [string, string][] => {
    const text = cells[index] ?? '';
    const isMeant = column.from !== undefined || column.join !== undefined || column.value !== undefined;
    return text === '' && !isMeant ? [] : [[column.name, text]];
  });
  return Object.fromEntries(members);
}
