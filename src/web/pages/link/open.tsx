import { linkWords as words } from '../../../core/sentences/console/link.ts';
import { fill } from '../../../core/sentences/fill.ts';
import type { OpenHandOver } from '../../../flow/desk/hand-overs.ts';
import { Field, Form } from '../../parts/form.tsx';
import { OuterLink } from '../../parts/links.tsx';
import { japanTime } from '../../parts/times.ts';
import type { Ask } from '../../types.ts';

/** What was handed over and is not printed yet, or of which nobody knows. */
export function OpenLinks({ ask, open }: { readonly ask: Ask; readonly open: readonly OpenHandOver[] }) {
  return (
    <section aria-labelledby="open">
      <h2 id="open">{words.open}</h2>
      {open.length === 0 ? <p>{words.noneOpen}</p> : null}
      <div class="cards">
        {open.map((one) => (
          <article class="card" key={one.id}>
            <h3>
              <span aria-hidden="true">◆</span> {one.state}
            </h3>
            <p>{fill(words.opened, { at: japanTime(one.createdAt), count: one.count, id: one.id })}</p>
            {one.address === '' || ask.role === 'view' ? null : (
              <p>
                <OuterLink to={one.address}>{words.screen}</OuterLink>
              </p>
            )}
            {ask.role === 'view' ? null : <Acts ask={ask} id={one.id} />}
          </article>
        ))}
      </div>
    </section>
  );
}

function Acts({ ask, id }: { readonly ask: Ask; readonly id: string }) {
  const here = `/link-history/${encodeURIComponent(id)}`;
  return (
    <>
      <Form ask={ask} action={`${here}/look`}>
        <button type="submit">{words.look}</button>
      </Form>
      <details>
        <summary>{words.release}</summary>
        <Form ask={ask} action={`${here}/release`} class="stack">
          <p class="hint">{words.releaseHelp}</p>
          <Field label={words.releaseNote} name="note" id={`note-${id}`} required />
          <label class="check">
            <input type="checkbox" name="checked" value="1" /> {words.checked}
          </label>
          <button type="submit">{words.releaseDo}</button>
        </Form>
      </details>
    </>
  );
}
