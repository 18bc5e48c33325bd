import { labelWords as words } from '../../../core/sentences/console/order.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { type EditPreview, type Proposal, proposeText } from '../../../flow/desk/preview-edit.ts';
import type { Ask } from '../../types.ts';
import { type EditGroup, isText } from './edit-fields.ts';
import { Labels } from './label.tsx';

/**
 * Beneath the fields of a correction: the label that it would make, and replacements for what the label does not take. Part of the form;
 * with script it follows what is typed.
 */
export function LabelPreview({
  ask,
  here,
  shop,
  groups,
  preview,
}: {
  readonly ask: Ask;
  readonly here: string;
  readonly shop: string;
  readonly groups: readonly EditGroup[];
  readonly preview: EditPreview;
}) {
  const proposals = groups.flatMap(({ inputs }) =>
    inputs.flatMap((one) => {
      const proposal = isText(one) ? proposeText(ask.ctx, shop, one.value) : undefined;
      return proposal ? [{ key: one.key, label: one.label, proposal }] : [];
    }),
  );
  const to = `${here}/edit/preview`;
  return (
    <section id="label-preview" aria-labelledby="label-title" data-preview={to}>
      <h2 id="label-title">{words.title}</h2>
      <p class="hint">{words.help}</p>
      {proposals.length === 0 ? null : (
        <div class="card">
          <h3>
            <span aria-hidden="true">▲</span> {words.replace}
          </h3>
          {proposals.map(({ key, label, proposal }) => (
            <Replace to={to} name={key} label={label} proposal={proposal} key={key} />
          ))}
          {proposals.filter(({ proposal }) => proposal.replaced.length > 0).length > 1 ? (
            <button type="submit" formaction={to} formnovalidate name="replace" value="*">
              {words.doAll}
            </button>
          ) : null}
        </div>
      )}
      <Labels preview={preview} />
    </section>
  );
}

function Replace({
  to,
  name,
  label,
  proposal: { text, replaced, unknown },
}: {
  readonly to: string;
  readonly name: string;
  readonly label: string;
  readonly proposal: Proposal;
}) {
  const pairs = replaced.map((one) => fill(one.to === '' ? words.drop : words.pair, one)).join('、');
  return (
    <div>
      {unknown.length === 0 ? null : <p>{fill(words.unknown, { label, chars: unknown.join('・') })}</p>}
      {replaced.length === 0 ? null : (
        <p>
          {fill(words.replaceField, { label, pairs })}
          <span class="line">{fill(words.after, { text })}</span>
          <button
            type="submit"
            formaction={to}
            formnovalidate
            name="replace"
            value={name}
            aria-label={fill(words.doNamed, { label })}
          >
            {words.do}
          </button>
        </p>
      )}
    </div>
  );
}
