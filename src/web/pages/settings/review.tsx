import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { settingsWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { help } from '../../../core/sentences/help.ts';
import type { Proposal } from '../../../flow/desk/settings/propose.ts';
import { Field, Form } from '../../parts/form.tsx';
import type { Answer, Ask } from '../../types.ts';
import { Complaints, Diff } from './diff.tsx';
import { Frame } from './frame.tsx';

/** What a change needs beside its text. */
export interface ReviewOptions {
  /** Path of the page that it comes from: there it goes back to. */
  readonly back: string;
  /** Secrets that must be typed: name in the sealed store → what it is called. */
  readonly secrets?: ReadonlyMap<string, string>;
  /** A secret was left blank. */
  readonly missing?: string;
}

/** What a key of an `api` block is called, without the remark that it does not show. */
export const secretLabel = (key: string): string => (help.ask[key] ?? key).replace(/（画面に出ません）$/, '');

/** Everything that a change would do, before anything is written: the lines, what is wrong with them, and one button. */
export function reviewPage(ask: Ask, proposal: Proposal, options: ReviewOptions): Answer {
  const { before, diff, complaints, isSame } = proposal;
  const { back, secrets = new Map<string, string>() } = options;
  const name = before.file === 'bridge.yaml' ? before.file : `layouts/${before.file}`;
  const nothing = isSame && secrets.size === 0;
  return {
    title: words.review,
    help: pageHelp.settingsReview,
    status: complaints.length > 0 ? 422 : 200,
    results: [
      ...(options.missing === undefined
        ? []
        : [{ kind: 'wrong' as const, text: fill(words.secretNeeded, { label: options.missing }) }]),
      ...(nothing ? [{ kind: 'note' as const, text: words.same }] : []),
    ],
    body: (
      <Frame>
        {complaints.length > 0 ? (
          <section class="card urgent" aria-labelledby="wrong">
            <h2 id="wrong">{words.wrong}</h2>
            <Complaints list={complaints} />
          </section>
        ) : null}
        {diff.length > 0 ? (
          <section aria-label={words.review}>
            <p>{fill(words.reviewOf, { file: name })}</p>
            {before.isOwn ? null : <p class="hint">{words.copyMade}</p>}
            <Diff lines={diff} label={fill(words.reviewOf, { file: name })} />
          </section>
        ) : null}
        {diff.some((one) => one.kind === 'new' && /(live|issue-labels):.*(true|live)/.test(one.text)) ? (
          <p class="result note">
            <span class="sign" aria-hidden="true">
              ※
            </span>
            <span>{words.willLive}</span>
          </p>
        ) : null}
        {proposal.notes.length > 0 ? (
          <section class="card">
            <p>{words.notes}</p>
            <Complaints list={proposal.notes} />
          </section>
        ) : null}
        {complaints.length > 0 || nothing ? null : <WriteForm ask={ask} proposal={proposal} options={options} />}
        <p class="buttons">
          <a class="button" href={back}>
            {words.back}
          </a>
        </p>
      </Frame>
    ),
  };
}

function WriteForm({
  ask,
  proposal: { before, text },
  options: { back, secrets },
}: {
  readonly ask: Ask;
  readonly proposal: Proposal;
  readonly options: ReviewOptions;
}) {
  const asked = [...(secrets ?? [])];
  return (
    <Form ask={ask} action="/settings/write" class="stack">
      <input type="hidden" name="file" value={before.file} />
      <input type="hidden" name="hash" value={before.hash} />
      <input type="hidden" name="base" value={before.text} />
      <input type="hidden" name="text" value={text} />
      <input type="hidden" name="back" value={back} />
      {asked.length > 0 ? (
        <fieldset class="narrow stack">
          <legend>{words.secretsTitle}</legend>
          <p class="hint">{words.secretsHelp}</p>
          {asked.map(([name, label]) => (
            <div key={name}>
              <input type="hidden" name="secret" value={`${name} ${label}`} />
              <Field
                label={label}
                name={`secret:${name}`}
                id={`secret-${name}`}
                type="password"
                required
                autocomplete="new-password"
              />
            </div>
          ))}
        </fieldset>
      ) : null}
      <p>
        <button type="submit" class="main">
          {words.write}
        </button>
      </p>
    </Form>
  );
}
