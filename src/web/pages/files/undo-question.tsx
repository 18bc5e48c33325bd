import { undoWords as words, writtenWords } from '../../../core/sentences/console/files.ts';
import { shellWords } from '../../../core/sentences/console/shell.ts';
import { fill } from '../../../core/sentences/fill.ts';
import type { WrittenShipment, WrittenView } from '../../../flow/desk/written-file.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Field, Form } from '../../parts/form.tsx';
import { Told } from '../../parts/told.tsx';
import type { Ask } from '../../types.ts';
import { writtenPath } from './written.tsx';
import { shipmentColumns as columns } from './written-columns.tsx';

/** The question before a B2 file is taken back: what becomes of each shipment, and how somebody knows that nothing is printed. */
export function UndoQuestion({ ask, view }: { readonly ask: Ask; readonly view: WrittenView }) {
  const here = writtenPath(view.id);
  const free = view.shipments.filter((one) => one.stays === null);
  const staying = view.shipments.filter((one) => one.stays !== null);
  const needsEach = staying.some((one) => one.trackingNumber !== '');
  const isAuto = ask.ctx.config.shops[view.shop]?.issue === 'auto';
  return (
    <>
      <p class="way">
        <a href={here}>{view.path}</a>
      </p>
      {free.length === 0 && !view.isUndoing ? (
        <p class="result note">{words.nothing}</p>
      ) : (
        <Form ask={ask} action={`${here}/undo`} class="stack">
          <p class="lead">{fill(words.question, { count: free.length })}</p>
          {isAuto ? <p>{words.auto}</p> : null}
          <p class="result note">{words.danger}</p>
          {needsEach ? (
            <fieldset class="stack">
              <legend>{words.printed}</legend>
              {free.map(({ customerNo }) => (
                <label class="check" key={customerNo}>
                  <input type="checkbox" name="parcel" value={customerNo} /> {fill(words.notPrinted, { customerNo })}
                </label>
              ))}
            </fieldset>
          ) : null}
          {view.state === 'fetched' ? (
            <label class="check">
              <input type="checkbox" name="taken" value="yes" /> {words.taken}
            </label>
          ) : null}
          <Field label={words.note} name="note" hint={words.noteHint} required />
          <div class="buttons">
            <button type="submit" class="danger">
              {words.do}
            </button>
            <a class="button" href={here}>
              {shellWords.cancel}
            </a>
          </div>
        </Form>
      )}
      <Part title={fill(words.back, { count: free.length })} rows={free} columns={columns} />
      <Part title={fill(words.stay, { count: staying.length })} rows={staying} columns={[...columns, why]} />
    </>
  );
}

const why: Column<WrittenShipment> = {
  head: writtenWords.state,
  cell: ({ stays }) =>
    stays === null ? (
      ''
    ) : (
      <>
        {stays.sentence}
        <span class="remedy">
          <Told>{stays.remedy}</Told>
        </span>
      </>
    ),
};

function Part({
  title,
  rows,
  columns: shown,
}: {
  readonly title: string;
  readonly rows: readonly WrittenShipment[];
  readonly columns: readonly [Column<WrittenShipment>, ...Column<WrittenShipment>[]];
}) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <DataTable caption={title} columns={shown} rows={rows} keyOf={(one) => one.customerNo} />
    </section>
  );
}
