import { type B2Fault, checkB2Entry, checkB2Row } from '../core/b2-rules.ts';
import type { WriteLayout } from './types.ts';

/** B2's rules between columns, for layouts that say `rules: b2`; nothing for all others. */
export function b2Faults(
  { rules, form }: Pick<WriteLayout, 'rules' | 'form'>,
  cells: readonly string[],
  today: string,
): readonly B2Fault[] {
  if (rules !== 'b2') return [];
  return form.format === 'json' ? checkB2Entry(cells, today) : checkB2Row(cells, today);
}
