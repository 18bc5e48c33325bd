import { writtenWords as words } from '../../../core/sentences/console/files.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { pickingWords } from '../../../core/sentences/console/picking.ts';
import { downloadWritten, pageWritten, type WrittenFile } from '../../../flow/desk/documents.ts';
import { withQuery } from '../../parts/links.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { Pager } from '../../parts/pager.tsx';
import { shopName } from '../../parts/place.ts';
import { japanTime } from '../../parts/times.ts';
import type { Answer, Ask, Route } from '../../types.ts';
import { Tabs } from './tabs.tsx';

const size = 50;

export const writtenRoutes: readonly Route[] = [
  {
    method: 'get',
    path: '/files/written',
    role: 'view',
    async handle(ask) {
      const after = ask.query.get('after') ?? '';
      const page = { limit: size, after: after === '' ? undefined : after };
      const { rows, next } = await pageWritten(ask.ctx, {}, page);
      return {
        title: words.title,
        help: pageHelp.written,
        body: (
          <>
            <Tabs here="written" />
            {rows.length === 0 ? (
              <p class="empty">
                <b>{words.empty}</b> {words.emptyNext}
              </p>
            ) : (
              <>
                <p class="hint">{words.warning}</p>
                <Written ask={ask} rows={rows} />
              </>
            )}
            <Pager label={words.caption} size={size} after={after} next={next} path="/files/written" values={{}} />
          </>
        ),
      };
    },
  },
  {
    method: 'get',
    path: '/files/written/:id/download',
    role: 'work',
    async handle({ ctx, params, actor }): Promise<Answer> {
      const file = await downloadWritten(ctx, params.id ?? '', actor);
      return file ? { file } : { title: words.gone, help: pageHelp.gone, body: words.goneNext, status: 404 };
    },
  },
];

const tones = { waiting: 'busy', lies: 'good', fetched: 'good', undone: 'off' } as const;

function Written({ ask, rows }: { readonly ask: Ask; readonly rows: readonly WrittenFile[] }) {
  const heads = ['path', 'purpose', 'shop', 'at', 'state'] as const;
  return (
    <table class="cards-table">
      <caption class="unseen">{words.caption}</caption>
      <thead>
        <tr>
          {heads.map((one) => (
            <th scope="col" key={one}>
              {words[one]}
            </th>
          ))}
          <th scope="col">
            <span class="unseen">{words.download}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr data-row key={one.id}>
            <th scope="row">{one.path}</th>
            <td data-label={words.purpose}>{words.purposes[one.purpose]}</td>
            <td data-label={words.shop}>{shopName(ask.ctx, one.shop)}</td>
            <td data-label={words.at} class="time">
              {japanTime(one.at)}
            </td>
            <td data-label={words.state}>
              <OutcomeBadge tone={tones[one.state]}>{words.states[one.state]}</OutcomeBadge>
            </td>
            <td data-label={words.download}>
              {one.purpose === 'issue' && one.state !== 'undone' ? (
                <a class="line" href={withQuery('/picking', { file: one.id })}>
                  {pickingWords.title}
                </a>
              ) : null}
              {ask.role === 'view' || one.state === 'waiting' || one.state === 'undone' ? null : (
                <a href={`/files/written/${encodeURIComponent(one.id)}/download`} download>
                  {words.download}
                </a>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
