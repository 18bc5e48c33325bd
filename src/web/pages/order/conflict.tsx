import { editWords } from '../../../core/sentences/console/order.ts';
import { Form } from '../../parts/form.tsx';
import type { Ask } from '../../types.ts';
import type { EditGroup, EditInput } from './edit-fields.ts';

/** Somebody else changed the order: both versions side by side; nothing is saved until the person says which. */
export function ConflictPage({
  ask,
  here,
  before,
  theirs,
  yours,
  revision,
  note,
}: {
  readonly ask: Ask;
  readonly here: string;
  /** As it was when the page was opened, as it is now, and as this person wants it. */
  readonly before: readonly EditGroup[];
  readonly theirs: readonly EditGroup[];
  readonly yours: readonly EditGroup[];
  readonly revision: number;
  readonly note: string;
}) {
  const was = byKey(before);
  const now = byKey(theirs);
  const mine = byKey(yours);
  const keys = [...new Set([...was.keys(), ...now.keys()])].filter((key) => {
    const values = [was, now, mine].map((one) => one.get(key)?.value ?? '');
    return new Set(values).size > 1;
  });
  // Only what this person changed is sent on top of what is there now.
  const wanted = keys.filter((key) => mine.get(key)?.value !== was.get(key)?.value && now.has(key));
  return (
    <>
      <h2>{editWords.conflict}</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {[editWords.field, editWords.before, editWords.theirs, editWords.yours].map((one) => (
                <th scope="col" key={one}>
                  {one}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key}>
                <th scope="row">{(now.get(key) ?? was.get(key))?.label}</th>
                <td>{was.get(key)?.value}</td>
                <td>{changed(now.get(key), was.get(key))}</td>
                <td>{changed(mine.get(key), was.get(key))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Form ask={ask} action={`${here}/edit`} class="buttons">
        <input type="hidden" name="revision" value={String(revision)} />
        <input type="hidden" name="note" value={note} />
        {wanted.map((key) => (
          <input type="hidden" name={key} value={mine.get(key)?.value ?? ''} key={key} />
        ))}
        <button type="submit">{editWords.keep}</button>
        <a class="button main" href={`${here}/edit`}>
          {editWords.again}
        </a>
      </Form>
    </>
  );
}

const byKey = (groups: readonly EditGroup[]): ReadonlyMap<string, EditInput> =>
  new Map(groups.flatMap(({ inputs }) => inputs.map((one) => [one.key, one])));

const changed = (one: EditInput | undefined, before: EditInput | undefined) =>
  one?.value === before?.value ? one?.value : <b>{one?.value}</b>;
