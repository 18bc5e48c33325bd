import { diffLines } from '../../../core/line-diff.ts';
import { mergeLines } from '../../../core/merge-lines.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { settingsWords as words } from '../../../core/sentences/console/settings.ts';
import { readSettingsFile, type SettingsFile, type SettingsText } from '../../../flow/desk/settings/files.ts';
import { inLineEnds, type Proposal } from '../../../flow/desk/settings/propose.ts';
import { Form } from '../../parts/form.tsx';
import type { Answer, Ask } from '../../types.ts';
import { Diff } from './diff.tsx';
import { Frame, unknownPage } from './frame.tsx';
import { type ReviewOptions, reviewPage } from './review.tsx';

/** Back to a page of the settings, whatever the form says. */
export const backOf = (ask: Ask): string => {
  const back = ask.form.get('back') ?? '';
  return /^\/settings(\/[\w.%-]+)*(\?[\w=&%.-]*)?$/.test(back) ? back : '/settings';
};

/** Secrets that the form says it brings: name → what it is called. Only names that a setting may have. */
export const askedSecrets = (ask: Ask): ReadonlyMap<string, string> =>
  new Map(
    ask.form.getAll('secret').flatMap((one): [string, string][] => {
      const [, name = '', label = ''] = /^([A-Za-z][A-Za-z0-9_-]{0,99}) (.{1,100})$/.exec(one) ?? [];
      return name === '' ? [] : [[name, label]];
    }),
  );

/** What a form was made from: it is compared with what is there when it comes back. */
export function Base({ file }: { readonly file: SettingsText }) {
  return (
    <>
      <input type="hidden" name="file" value={file.file} />
      <input type="hidden" name="hash" value={file.hash} />
      <input type="hidden" name="base" value={file.text} />
    </>
  );
}

/**
 * The question before a form's change is written. When the file is another one than the form was made from, both changes are shown instead.
 *
 * @param make the change to the file as the form knew it
 */
export function reviewChange(
  ask: Ask,
  file: SettingsFile,
  make: (shown: SettingsText) => Proposal,
  options: ReviewOptions,
): Answer {
  const now = readSettingsFile(ask.ctx, file);
  if (!now) return unknownPage();
  const hash = ask.form.get('hash') ?? '';
  const base = inLineEnds(ask.form.get('base') ?? '', now.text);
  if (hash === now.hash || hash === '') return reviewPage(ask, make(now), options);
  return conflictPage(ask, now, make({ ...now, text: base, hash }).text, options);
}

/** Somebody was quicker: both changes are shown, nothing was written. */
export function conflictPage(ask: Ask, now: SettingsText | null, mine: string, options: ReviewOptions): Answer {
  const { back, secrets = new Map<string, string>() } = options;
  const base = inLineEnds(ask.form.get('base') ?? '', now?.text ?? '');
  const canMerge = now !== null && mergeLines(base, mine, now.text) !== undefined;
  return {
    title: words.review,
    help: pageHelp.settingsConflict,
    status: 409,
    results: [{ kind: 'wrong', text: words.conflict, remedy: words.conflictNext }],
    body: (
      <Frame>
        <h2>{words.theirs}</h2>
        <Diff lines={diffLines(base, now?.text ?? '')} label={words.theirs} />
        <h2>{words.mine}</h2>
        <Diff lines={diffLines(base, mine)} label={words.mine} />
        {canMerge ? (
          <Form ask={ask} action="/settings/merge">
            <input type="hidden" name="file" value={now?.file} />
            <input type="hidden" name="base" value={base} />
            <input type="hidden" name="text" value={mine} />
            <input type="hidden" name="back" value={back} />
            {[...secrets].map(([name, label]) => (
              <input type="hidden" name="secret" value={`${name} ${label}`} key={name} />
            ))}
            <button type="submit" class="main">
              {words.merge}
            </button>
          </Form>
        ) : (
          <p>{words.cannotMerge}</p>
        )}
        <p class="buttons">
          <a class="button" href={back}>
            {words.again}
          </a>
        </p>
      </Frame>
    ),
  };
}
