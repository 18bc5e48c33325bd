import { editWords, labelWords, orderWords } from '../../../core/sentences/console/order.ts';
import { shellWords } from '../../../core/sentences/console/shell.ts';
import { fill } from '../../../core/sentences/fill.ts';
import type { LabelWidth } from '../../../flow/desk/label-widths.ts';
import type { EditPreview } from '../../../flow/desk/preview-edit.ts';
import { width } from '../../../text/width.ts';
import { Field, Form, Select } from '../../parts/form.tsx';
import type { Ask } from '../../types.ts';
import type { EditGroup, EditInput } from './edit-fields.ts';
import { LabelPreview } from './label-preview.tsx';

type Widths = ReadonlyMap<string, LabelWidth>;

export function EditPage({
  ask,
  here,
  shop,
  number,
  groups,
  revision,
  widths,
  preview,
}: {
  readonly ask: Ask;
  readonly here: string;
  readonly shop: string;
  readonly number: string;
  readonly groups: readonly EditGroup[];
  readonly revision: number;
  readonly widths: Widths;
  readonly preview: EditPreview;
}) {
  return (
    <>
      <p class="way">
        <a href={here}>{fill(orderWords.back, { number })}</a>
      </p>
      <Form ask={ask} action={`${here}/edit`} class="stack edit">
        <input type="hidden" name="revision" value={String(revision)} />
        {/* Enter in a field presses the first button: it saves, as the one below. */}
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: out of the order of tabs, only Enter reaches it */}
        <button type="submit" class="unseen" tabindex={-1} aria-hidden="true">
          {editWords.save}
        </button>
        {groups.map(({ title, inputs }, index) => (
          <fieldset key={`${title} ${index}`}>
            <legend>{title}</legend>
            <div class="fields">
              {inputs.map((one) => (
                <Input input={one} widths={widths} inputs={inputs} key={one.key} />
              ))}
            </div>
          </fieldset>
        ))}
        <LabelPreview ask={ask} here={here} shop={shop} groups={groups} preview={preview} />
        <Field
          label={editWords.note}
          name="note"
          value={ask.form.get('note') ?? ''}
          hint={editWords.noteHint}
          required
        />
        <div class="buttons">
          <button type="submit" class="main">
            {editWords.save}
          </button>
          <button type="submit" formaction={`${here}/edit/preview`} formnovalidate>
            {labelWords.look}
          </button>
          <a class="button" href={here}>
            {shellWords.cancel}
          </a>
        </div>
      </Form>
    </>
  );
}

function Input({
  input,
  inputs,
  widths,
}: {
  readonly input: EditInput;
  readonly inputs: readonly EditInput[];
  readonly widths: Widths;
}) {
  const { key, label, value, kind, choices } = input;
  if (kind === 'choice') return <Select label={label} name={key} value={value} options={choices} />;
  if (kind === 'date') return <Field label={label} name={key} type="date" value={value} />;
  const limit = input.width === undefined ? undefined : widths.get(input.width);
  const together = inputs.filter((one) => one.width === input.width);
  return (
    <div class="field">
      <label for={`f-${key}`}>{label}</label>
      {kind === 'long' ? (
        <textarea id={`f-${key}`} name={key} rows={2}>
          {value}
        </textarea>
      ) : (
        <input
          id={`f-${key}`}
          name={key}
          type="text"
          value={value}
          autocomplete="off"
          data-width={limit ? input.width : undefined}
          aria-describedby={limit ? `w-${key}` : undefined}
        />
      )}
      {limit && together.at(-1) === input ? (
        <Counter
          id={`w-${key}`}
          name={input.width ?? ''}
          limit={limit}
          used={together.reduce((sum, one) => sum + width(one.value), 0)}
        />
      ) : limit ? (
        <span id={`w-${key}`} class="unseen">
          {fill(editWords.widthHint, { column: limit.column })}
        </span>
      ) : null}
    </div>
  );
}

/** How much of the label's column is used: counted by the server, and again by the script while somebody types. */
function Counter({
  id,
  name,
  limit,
  used,
}: {
  readonly id: string;
  readonly name: string;
  readonly limit: LabelWidth;
  readonly used: number;
}) {
  const words = used > limit.width ? editWords.widthOver : editWords.width;
  return (
    <output
      id={id}
      class={used > limit.width ? 'width over' : 'width'}
      data-count={name}
      data-most={String(limit.width)}
      data-fits={editWords.width}
      data-over={editWords.widthOver}
      title={fill(editWords.widthHint, { column: limit.column })}
    >
      {fill(words, { used, most: limit.width })}
    </output>
  );
}
