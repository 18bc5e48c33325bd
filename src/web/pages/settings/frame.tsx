import type { ComponentChildren } from 'preact';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { settingsWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import type { WrittenSettings } from '../../../flow/desk/settings/values.ts';
import { writtenSettings } from '../../../flow/desk/settings/values.ts';
import type { Answer, Ask } from '../../types.ts';

/** The way back, and the page. */
export function Frame({
  up = '/settings',
  upTitle = words.toSettings,
  children,
}: {
  readonly up?: string;
  readonly upTitle?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <>
      <p class="way">
        <a href={up}>{upTitle}</a>
      </p>
      {children}
    </>
  );
}

/** Goes on with `bridge.yaml` as plain values, or says that it cannot be read. */
export function withSettings(
  ask: Ask,
  title: string,
  work: (written: WrittenSettings & { values: Readonly<Record<string, unknown>> }) => Answer,
): Answer {
  const written = writtenSettings(ask.ctx);
  if (written?.values) return work({ ...written, values: written.values });
  return {
    title,
    help: pageHelp.settings,
    status: 409,
    results: [
      {
        kind: 'wrong',
        text: fill(written ? words.unreadable : words.fileGone, { file: 'bridge.yaml' }),
        remedy: words.unreadableNext,
        ...(written && { link: { to: '/settings/file', text: fill(words.fileTitle, { file: 'bridge.yaml' }) } }),
      },
    ],
    body: <Frame>{null}</Frame>,
  };
}

export const unknownPage = (up = '/settings', upTitle: string = words.toSettings): Answer => ({
  title: words.unknown,
  help: pageHelp.gone,
  status: 404,
  body: (
    <Frame up={up} upTitle={upTitle}>
      {null}
    </Frame>
  ),
});
