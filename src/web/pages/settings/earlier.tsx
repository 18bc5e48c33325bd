import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { settingsWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { listEarlier, readEarlier, shownName } from '../../../flow/desk/settings/earlier.ts';
import { readSettingsFile } from '../../../flow/desk/settings/files.ts';
import { propose } from '../../../flow/desk/settings/propose.ts';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { japanTime } from '../../parts/times.ts';
import type { Answer, Ask, Route } from '../../types.ts';
import { Frame, unknownPage } from './frame.tsx';
import { reviewPage } from './review.tsx';

const path = '/settings/earlier';

/** Earlier texts of the settings: looked at and put back, through the same checks and the same question as any other change. */
export const earlierRoutes: readonly Route[] = [
  {
    method: 'get',
    path,
    role: 'manage',
    handle: ({ ctx }) => {
      const rows = listEarlier(ctx);
      return {
        title: words.earlierTitle,
        help: pageHelp.settingsEarlier,
        body: (
          <Frame>
            <p class="hint">{words.earlierHelp}</p>
            {rows.length === 0 ? (
              <p class="empty">{words.earlierNone}</p>
            ) : (
              <DataTable caption={words.earlierTitle} columns={columns} rows={rows} keyOf={(one) => one.id} />
            )}
          </Frame>
        ),
      };
    },
  },
  { method: 'get', path: `${path}/:id`, role: 'manage', handle: look },
];

type Row = ReturnType<typeof listEarlier>[number];

const columns: readonly [Column<Row>, ...Column<Row>[]] = [
  { head: words.earlierUntil, cell: (one) => <span class="time">{japanTime(one.until)}</span> },
  { head: words.earlierFile, cell: (one) => shownName(one.file) },
  {
    head: words.earlierDiff,
    cell: (one) => <a href={`${path}/${encodeURIComponent(one.id)}`}>{words.earlierLook}</a>,
  },
];

/** The question before it is written is that of every change; its form goes where theirs go. */
function look(ask: Ask): Answer {
  const earlier = readEarlier(ask.ctx, ask.params.id ?? '');
  if (!earlier) return unknownPage(path, words.earlierTitle);
  const now = readSettingsFile(ask.ctx, earlier.file);
  if (!now) return unknownPage(path, words.earlierTitle);
  const answer = reviewPage(ask, propose(ask.ctx, now, earlier.text), { back: path });
  return 'title' in answer ? { ...answer, title: fill(words.earlierOf, { at: japanTime(earlier.until) }) } : answer;
}
