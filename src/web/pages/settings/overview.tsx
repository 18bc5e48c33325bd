import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { settingsWords as words } from '../../../core/sentences/console/settings.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { type PartView, settingsOverview } from '../../../flow/desk/settings/overview.ts';
import { Table } from '../../parts/data-table.tsx';
import { Facts } from '../../parts/facts.tsx';
import { OutcomeBadge, type OutcomeTone } from '../../parts/outcome.tsx';
import { japanTime } from '../../parts/times.ts';
import type { Ask, Route } from '../../types.ts';
import { Complaints } from './diff.tsx';

const tones: Readonly<Record<PartView['state'], OutcomeTone>> = {
  same: 'good',
  differs: 'warn',
  wrong: 'bad',
  unknown: 'off',
  none: 'off',
};

export const overviewRoute: Route = {
  method: 'get',
  path: '/settings',
  role: 'view',
  handle(ask) {
    const { config } = ask.ctx;
    const { parts, complaints } = settingsOverview(ask.ctx);
    const database = config.database.kind === 'sqlite' ? config.database.file : words.database;
    const { root, inbox, outbox, data } = config;
    return {
      title: words.title,
      help: pageHelp.settings,
      body: (
        <>
          {ask.role === 'manage' ? <Tiles /> : null}
          <section aria-labelledby="in-effect">
            <h2 id="in-effect">{words.inEffect}</h2>
            <p>{fill(words.started, { at: japanTime(startedAt(ask)) })}</p>
            {complaints.length > 0 ? (
              <div class="card urgent">
                <p>{words.states.wrong}</p>
                <Complaints list={complaints} />
              </div>
            ) : null}
            <Parts parts={parts} />
            <p class="hint">{words.restart}</p>
          </section>
          <section aria-labelledby="places">
            <h2 id="places">{words.places}</h2>
            <Facts
              facts={Object.entries({ root, inbox, outbox, data, database }).map(([name, path]) => [
                words.folders[name as keyof typeof words.folders],
                path,
              ])}
            />
          </section>
        </>
      ),
    };
  },
};

/** The settings were read when this process began. */
const startedAt = ({ realNow }: Ask): string =>
  realNow.subtract({ milliseconds: Math.round(process.uptime() * 1000) }).toString();

function Parts({ parts }: { readonly parts: readonly PartView[] }) {
  const heads = [words.what, words.state, words.changedAt, words.effect] as const;
  return (
    <Table caption={words.inEffect} heads={heads}>
      {parts.map((one) => (
        <tr data-row key={one.part}>
          <th scope="row">
            {words.parts[one.part]}
            <span class="sub">{one.path}</span>
          </th>
          <td data-label={words.state}>
            <span>
              <OutcomeBadge tone={tones[one.state]}>{words.stateTitles[one.state]}</OutcomeBadge>
              {one.state === 'same' ? null : <span class="sub">{words.states[one.state]}</span>}
              {one.version === '' ? null : <span class="sub code">{fill(words.version, { hash: one.version })}</span>}
            </span>
          </td>
          <td data-label={words.changedAt}>{one.origin === 'standard' ? words.standard : japanTime(one.changedAt)}</td>
          <td data-label={words.effect}>{words.effects[one.part]}</td>
        </tr>
      ))}
    </Table>
  );
}

function Tiles() {
  return (
    <ul class="tiles">
      {Object.entries(words.tiles).map(([name, [title, hint]]) => (
        <li key={name}>
          <a href={`/settings/${name}`}>{title}</a>
          <span class="sub">{hint}</span>
        </li>
      ))}
    </ul>
  );
}
