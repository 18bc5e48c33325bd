import { replayWords as words } from '../../../core/sentences/console/files.ts';
import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { help } from '../../../core/sentences/help.ts';
import { replayDocument } from '../../../flow/desk/replay.ts';
import type { ReplayReport } from '../../../flow/types.ts';
import { Table } from '../../parts/data-table.tsx';
import { Facts } from '../../parts/facts.tsx';
import { orderPath } from '../../parts/links.tsx';
import { Told } from '../../parts/told.tsx';
import type { Answer, Route } from '../../types.ts';
import { documentPath, noSuchDocument } from './documents.tsx';

/** So many of each are shown. */
const most = 500;

/** Reading an original again costs as much as its file: whoever works with orders may ask for it. */
export const replayRoute: Route = {
  method: 'get',
  path: '/files/documents/:hash/replay',
  role: 'work',
  async handle({ ctx, params }): Promise<Answer> {
    const info = await ctx.store.document(params.hash ?? '');
    if (info?.direction !== 'in' || info.name === '') return noSuchDocument;
    const report = await replayDocument(ctx, info.hash, { gone: false });
    return { title: fill(words.title, { file: info.name }), help: pageHelp.replay, body: <Replay report={report} /> };
  },
};

function Replay({ report }: { readonly report: ReplayReport }) {
  const { hash, shop, before, after, changes, problems } = report;
  return (
    <>
      <p class="way">
        <a href={documentPath(hash)}>{report.file}</a>
      </p>
      <Facts
        facts={[
          [words.before, before],
          [words.after, after],
        ]}
      />
      {changes.length === 0 ? (
        <p class="summary">{words.noChange}</p>
      ) : (
        <>
          <h2>{fill(words.changes, { count: changes.length })}</h2>
          <Changes shop={shop} changes={changes.slice(0, most)} />
        </>
      )}
      {problems.length === 0 ? null : (
        <>
          <h2>{fill(words.problems, { count: problems.length })}</h2>
          <ul class="plain-list">
            {problems.slice(0, most).map((one, index) => (
              <li key={index}>
                {one.order === null ? '' : `${one.order} `}
                {one.sentence}
                <span class="remedy">
                  <Told>{one.remedy}</Told>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {Math.max(changes.length, problems.length) > most ? (
        <p class="hint">{fill(words.more, { count: most, hash: hash.slice(0, 12) })}</p>
      ) : null}
    </>
  );
}

function Changes({ shop, changes }: { readonly shop: string; readonly changes: ReplayReport['changes'] }) {
  return (
    <Table heads={[words.number, words.change, words.fields]}>
      {changes.map(({ number, change, fields }) => (
        <tr data-row key={number}>
          <th scope="row" class="code">
            {change === 'new' || shop === '' ? number : <a href={orderPath(shop, number)}>{number}</a>}
          </th>
          <td data-label={words.change}>{help.changes[change]}</td>
          <td data-label={words.fields}>{fields.join(' ')}</td>
        </tr>
      ))}
    </Table>
  );
}
