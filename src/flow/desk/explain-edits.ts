import type { Edit } from '../../core/edit/apply.ts';
import { editableFields } from '../../core/edit/editable.ts';
import { shownValue } from '../../core/edit/shown.ts';
import type { Shipment } from '../../core/shipment.ts';
import { documentFields } from '../../layout/explain.ts';
import type { StoredOrder } from '../../store/types.ts';
import type { CellSource } from '../types.ts';

/** Corrections by people behind a field of a write layout, for one shipment. */
export function editSources(
  { edits = [] }: Pick<StoredOrder, 'edits'>,
  path: string,
  shipment: Shipment,
): readonly CellSource[] {
  const wanted = documentFields(path);
  return edits.filter((edit) => wanted.includes(edit.path) && concerns(edit, shipment)).map(sourceOf);
}

function concerns({ path, of }: Edit, { destination, lines }: Shipment): boolean {
  const place = editableFields.get(path)?.place;
  if (place === 'order') return true;
  return place === 'line' ? lines.some((line) => line.no === of) : of === destination;
}

function sourceOf({ path, value, by, at, note }: Edit): CellSource {
  const text = shownValue(editableFields.get(path)!, value);
  return {
    field: path,
    document: '',
    file: '',
    layout: '',
    row: null,
    column: null,
    value: text,
    steps: [],
    edited: { by, at, note },
  };
}
