import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { mastersWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { readSettingsFile, settingsFile } from '../../../flow/desk/settings/files.ts';
import { listMasters, masterTable } from '../../../flow/desk/settings/masters.ts';
import { japanTime } from '../../parts/times.ts';
import type { Ask, Route } from '../../types.ts';
import { Frame, unknownPage } from './frame.tsx';
import { MasterRows } from './master-rows.tsx';
import { reviewText, TextForm } from './text.tsx';

const here = '/settings/masters';
const masterTitle = (name: string): string => words.titles[name] ?? name;

export const masterRoutes: readonly Route[] = [
  {
    method: 'get',
    path: here,
    role: 'manage',
    handle: ({ ctx }) => ({
      title: words.title,
      help: pageHelp.masters,
      body: (
        <Frame>
          <table class="cards-table">
            <caption class="unseen">{words.title}</caption>
            <thead>
              <tr>
                {[words.name, words.rows, words.origin, words.changedAt].map((one) => (
                  <th scope="col" key={one}>
                    {one}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {listMasters(ctx).map(({ name, rows, isOwn, changedAt }) => (
                <tr data-row key={name}>
                  <th scope="row">
                    <a href={`${here}/${name}`}>{masterTitle(name)}</a>
                    <span class="sub">{name}.yaml</span>
                  </th>
                  <td data-label={words.rows}>{rows}</td>
                  <td data-label={words.origin}>{isOwn ? words.origins.own : words.origins.standard}</td>
                  <td data-label={words.changedAt}>{japanTime(changedAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Frame>
      ),
    }),
  },
  {
    method: 'get',
    path: `${here}/:name`,
    role: 'manage',
    handle(ask) {
      const [name, file] = masterOf(ask);
      const found = file && readSettingsFile(ask.ctx, file);
      if (!found) return unknownPage(here, words.title);
      const table = masterTable(name, found);
      return {
        title: fill(words.of, { title: masterTitle(name), name: `${name}.yaml` }),
        help: pageHelp.masters,
        body: (
          <Frame up={here} upTitle={words.toMasters}>
            <p class="buttons">
              <a class="button" href="#edit">
                {words.edit}
              </a>
            </p>
            <h2>{words.table}</h2>
            {table ? <MasterRows table={table} /> : <p>{words.unreadable}</p>}
            <h2 id="edit">{words.edit}</h2>
            <TextForm ask={ask} file={found} action={`${here}/${name}`} hint={words.editHelp} />
          </Frame>
        ),
      };
    },
  },
  {
    method: 'post',
    path: `${here}/:name`,
    role: 'manage',
    handle(ask) {
      const [name, file] = masterOf(ask);
      return file ? reviewText(ask, file, `${here}/${name}`) : unknownPage(here, words.title);
    },
  },
];

const masterOf = ({ params }: Ask) => {
  const name = params.name ?? '';
  return [name, settingsFile(`masters/${name}.yaml`)] as const;
};
