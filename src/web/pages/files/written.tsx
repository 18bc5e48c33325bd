import { writtenWords as words } from '../../../core/sentences/console/files.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { pickingWords } from '../../../core/sentences/console/picking.ts';
import { downloadWritten, pageWritten, type WrittenFile } from '../../../flow/desk/documents.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { withQuery } from '../../parts/links.tsx';
import { OutcomeBadge } from '../../parts/outcome.tsx';
import { Pager } from '../../parts/pager.tsx';
import { shopName } from '../../parts/place.ts';
import { japanTime } from '../../parts/times.ts';
import type { Answer, Ask, Route } from '../../types.ts';
import { Tabs } from './tabs.tsx';

const size = 50;

/** How far a written file is. */
export const tones = { waiting: 'busy', lies: 'good', fetched: 'good', undone: 'off' } as const;

/** Address of a written file's page. */
export const writtenPath = (id: string): string => `/files/written/${encodeURIComponent(id)}`;

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

function Written({ ask, rows }: { readonly ask: Ask; readonly rows: readonly WrittenFile[] }) {
  const columns: readonly [Column<WrittenFile>, ...Column<WrittenFile>[]] = [
    { head: words.path, cell: (one) => <a href={writtenPath(one.id)}>{one.path}</a> },
    { head: words.purpose, cell: (one) => words.purposes[one.purpose] },
    { head: words.shop, cell: (one) => shopName(ask.ctx, one.shop) },
    { head: words.at, cell: (one) => <span class="time">{japanTime(one.at)}</span> },
    {
      head: words.state,
      cell: (one) => <OutcomeBadge tone={tones[one.state]}>{words.states[one.state]}</OutcomeBadge>,
    },
    { head: words.download, cell: (one) => <Links ask={ask} file={one} /> },
  ];
  return <DataTable caption={words.caption} columns={columns} rows={rows} keyOf={(one) => one.id} />;
}

function Links({ ask, file: { id, purpose, state } }: { readonly ask: Ask; readonly file: WrittenFile }) {
  return (
    <>
      {purpose === 'issue' && state !== 'undone' ? (
        <a class="line" href={withQuery('/picking', { file: id })}>
          {pickingWords.title}
        </a>
      ) : null}
      {ask.role === 'view' || state === 'waiting' || state === 'undone' ? null : (
        <a href={`${writtenPath(id)}/download`} download>
          {words.download}
        </a>
      )}
    </>
  );
}
