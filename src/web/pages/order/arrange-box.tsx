import { orderWords } from '../../../core/sentences/console/order.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { isBeyondRecall } from '../../../core/shipment.ts';
import { Field, Form } from '../../parts/form.tsx';
import type { Ask } from '../../types.ts';
import type { ShownOrder } from './find.ts';

/** 分割, 複写 and what takes them (and 同梱) back, as far as the order lets. */
export function ArrangeBox({
  ask,
  view,
  here,
}: {
  readonly ask: Ask;
  readonly view: ShownOrder;
  readonly here: string;
}) {
  if (ask.role === 'view') return null;
  // The list leads here with what is meant.
  const open = ask.query.get('open');
  const { arrangement, order } = view;
  const isOut = view.details.some((one) => isBeyondRecall(one.state));
  const lines = order.lines.filter((one) => one.status === 'open');
  const pieces = lines.reduce((sum, one) => sum + one.quantity, 0);
  const isBundled = Boolean(arrangement.bundledInto) || arrangement.bundled.length > 0;
  const noSplit = isOut
    ? orderWords.noSplit.isOut
    : isBundled
      ? orderWords.noSplit.isBundled
      : pieces < 2
        ? orderWords.noSplit.one
        : '';
  const undo = [
    ['undo-split', orderWords.undoSplit, arrangement.parts.length > 0 && !isOut],
    ['undo-bundle', orderWords.undoBundle, isBundled && !isOut],
    ['undo-copy', orderWords.undoCopy, arrangement.copyOf !== '' && !isOut],
  ] as const;
  return (
    <div class="arrange" id="arrange">
      {noSplit !== '' ? (
        open === 'split' ? (
          <p class="result note" role="status">
            {noSplit}
          </p>
        ) : null
      ) : (
        <details open={open === 'split'}>
          <summary>{orderWords.split}</summary>
          <Form ask={ask} action={`${here}/split`} class="stack">
            <p class="hint">{orderWords.splitHelp}</p>
            {lines.map(({ no, name, quantity }) => (
              <div class="field" key={no}>
                <label for={`split-${no}`}>{fill(orderWords.splitLine, { name, quantity })}</label>
                <input id={`split-${no}`} name={`line@${no}`} type="number" min="0" max={quantity} value="0" />
              </div>
            ))}
            <button type="submit">{orderWords.splitDo}</button>
          </Form>
        </details>
      )}
      <details open={open === 'copy'}>
        <summary>{orderWords.copy}</summary>
        <Form ask={ask} action={`${here}/copy`}>
          <p class="hint">{orderWords.copyHelp}</p>
          <button type="submit">{orderWords.copy}</button>
        </Form>
      </details>
      <Tags ask={ask} tags={arrangement.tags ?? []} here={here} />
      {undo.map(([name, title, fits]) =>
        fits ? (
          <Form ask={ask} action={`${here}/${name}`} key={name}>
            <button type="submit">{title}</button>
          </Form>
        ) : null,
      )}
    </div>
  );
}

/** Tags that rules may ask for: one more, or one less. */
function Tags({ ask, tags, here }: { readonly ask: Ask; readonly tags: readonly string[]; readonly here: string }) {
  return (
    <details>
      <summary>{fill(orderWords.tags, { tags: tags.length === 0 ? orderWords.noTags : tags.join('、') })}</summary>
      <p class="hint">{orderWords.tagsHelp}</p>
      <Form ask={ask} action={`${here}/tags`} class="stack">
        <Field label={orderWords.tagAdd} name="add" />
        {tags.map((tag) => (
          <label class="check" key={tag}>
            <input type="checkbox" name="remove" value={tag} /> {fill(orderWords.tagRemove, { tag })}
          </label>
        ))}
        <button type="submit">{orderWords.tagSave}</button>
      </Form>
    </details>
  );
}
