import { findField } from '../../../core/edit/editable.ts';
import { orderWords } from '../../../core/sentences/console/order.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { Form } from '../../parts/form.tsx';
import { japanTime } from '../../parts/times.ts';
import type { Ask } from '../../types.ts';
import type { ShownOrder } from './find.ts';

/** What people corrected, with the way back to what the source says. */
export function Edits({ ask, view, here }: { readonly ask: Ask; readonly view: ShownOrder; readonly here: string }) {
  if (view.edits.length === 0) return null;
  return (
    <section aria-labelledby="edits">
      <h3 id="edits">{orderWords.edits}</h3>
      <ul class="plain-list">
        {view.edits.map(({ field, label, of, value, base, at, by, note }) => (
          <li key={`${field} ${of}`}>
            {fill(orderWords.editOf, { label: of === '' ? label : `${label}（${of}）`, value, base })}
            <span class="sub">{fill(orderWords.editBy, { at: japanTime(at), by, note })}</span>
            {ask.role === 'view' ? null : (
              <Form ask={ask} action={`${here}/reset`}>
                <input type="hidden" name="field" value={findField(field)?.path ?? field} />
                <input type="hidden" name="of" value={of} />
                <input type="hidden" name="revision" value={String(view.revision)} />
                <button type="submit" class="plain">
                  {orderWords.reset}
                </button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
