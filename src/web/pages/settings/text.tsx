import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { settingsWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { readSettingsFile, type SettingsFile, type SettingsText } from '../../../flow/desk/settings/files.ts';
import { inLineEnds, propose } from '../../../flow/desk/settings/propose.ts';
import { Form } from '../../parts/form.tsx';
import type { Ask, Route } from '../../types.ts';
import { Base, reviewChange } from './conflict.tsx';
import { Frame, unknownPage } from './frame.tsx';

/** A file as text to be changed; what is changed is shown before it is written. */
export function TextForm({
  ask,
  file,
  action,
  hint,
}: {
  readonly ask: Ask;
  readonly file: SettingsText;
  readonly action: string;
  readonly hint: string;
}) {
  const lines = Math.min(40, Math.max(8, file.text.split('\n').length + 1));
  return (
    <Form ask={ask} action={action} class="stack">
      <Base file={file} />
      <div class="field">
        <label for="f-text">{words.text}</label>
        <p class="hint" id="f-text-hint">
          {hint} {fill(words.textPath, { path: file.path })}
        </p>
        {/* The first line end of a text area is not part of it. */}
        <textarea id="f-text" name="text" rows={lines} class="yaml" spellcheck={false} aria-describedby="f-text-hint">
          {`\n${file.text}`}
        </textarea>
      </div>
      <p>
        <button type="submit" class="main">
          {words.preview}
        </button>
      </p>
    </Form>
  );
}

/** What the form of a text would do. */
export const reviewText = (ask: Ask, file: SettingsFile, back: string) =>
  reviewChange(ask, file, (shown) => propose(ask.ctx, shown, inLineEnds(ask.form.get('text') ?? '', shown.text)), {
    back,
  });

export const fileRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/settings/file',
    role: 'manage',
    handle(ask) {
      const file = readSettingsFile(ask.ctx, 'bridge.yaml');
      if (!file) return unknownPage();
      return {
        title: fill(words.fileTitle, { file: 'bridge.yaml' }),
        help: pageHelp.settingsFile,
        body: (
          <Frame>
            <TextForm ask={ask} file={file} action="/settings/file" hint={words.fileHelp} />
          </Frame>
        ),
      };
    },
  },
  {
    method: 'post',
    path: '/settings/file',
    role: 'manage',
    handle: (ask) => reviewText(ask, 'bridge.yaml', '/settings/file'),
  },
];
