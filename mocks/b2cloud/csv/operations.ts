import type { Answer, Call, Operation } from '../../system.ts';
import { json, message, page } from '../screen/answers.ts';
import { facts, query, screenOf } from '../screen/fields.ts';
import { editPage, importPage } from '../screen/page.ts';
import { closeScreen, openEntries, register } from '../state/hand-over.ts';
import { giveNumbers, order } from '../state/issue.ts';
import type { B2State, HandOver } from '../state/state.ts';
import { errorList, errorPage, isMild, problemsOf, wrongRows } from './errors.ts';
import { exportCsv } from './export.ts';
import { FileRefused, mostRows, readB2Csv } from './read.ts';

/** The start page, the import of files, the export of what was issued. */
export const fileOperations = (state: B2State): readonly Operation[] => [
  {
    name: 'startPage',
    method: 'get',
    path: '/',
    handle: () => ({ status: 302, headers: { location: 'b2/p/_html/import.html' }, body: '' }),
  },
  {
    name: 'importPage',
    method: 'get',
    path: '/b2/p/_html/import.html',
    handle: () => page(200, importPage(state.waybills.length)),
  },
  {
    name: 'importFile',
    method: 'post',
    path: '/b2/p/_import',
    facts: {
      sends: [
        { name: 'header', in: 'query', type: 'has the file a header row; left out = found out', values: ['0', '1'] },
        { name: 'issue', in: 'query', type: '1 = prints what can be printed', values: ['1'] },
        { name: 'name', in: 'query', type: 'name of the file; not looked at' },
        { name: 'the body', in: 'body', type: 'CSV, CP932, CRLF, 95 columns', required: true },
      ],
      limits: [`${mostRows} rows a file`],
    },
    handle: (call) => importFile(state, call),
  },
  {
    name: 'importScreen',
    method: 'get',
    path: '/b2/p/_html/import_edit.html',
    facts: facts(query({ screen: screenOf })),
    handle(call) {
      const handOver = state.handOvers.find((one) => one.screen !== '' && one.screen === call.query.get('screen'));
      if (handOver?.screenState !== 'open' || handOver.route !== 'csv') {
        return message(404, '画面を開けません', gone);
      }
      return page(200, editPage(state, handOver));
    },
  },
  {
    name: 'importErrors',
    method: 'get',
    path: '/b2/p/_html/import_errors.html',
    facts: facts(query({ screen: screenOf })),
    handle(call) {
      const handOver = importOf(state, call);
      return handOver ? page(200, errorPage(handOver)) : message(404, '画面を開けません', gone);
    },
  },
  {
    name: 'errorFile',
    method: 'get',
    path: '/b2/p/_import_errors',
    facts: facts(
      query({ screen: screenOf }, { kind: 'list = what is wrong; left out = the wrong rows as they stood' }),
    ),
    handle(call) {
      const handOver = importOf(state, call);
      if (!handOver) return message(404, 'ファイルがありません', gone);
      const isList = call.query.get('kind') === 'list';
      return file(
        isList ? '取込みエラー一覧.csv' : '取込みエラー行.csv',
        isList ? errorList(handOver) : wrongRows(handOver),
      );
    },
  },
  {
    name: 'exportFile',
    method: 'get',
    path: '/b2/p/_export',
    facts: {
      sends: [
        { name: 'header', in: 'query', type: 'with a header row; left out = 1', values: ['0', '1'] },
        { name: 'issue_no', in: 'query', type: 'only of this print order' },
      ],
    },
    handle(call) {
      const wanted = call.query.get('issue_no');
      const found = state.waybills.filter((one) => wanted === null || one.issueNo === wanted);
      return file('発行済データ.csv', exportCsv(found, call.query.get('header') !== '0'));
    },
  },
];

const gone = 'この取込みのデータはもうありません。もう一度取り込んでください。';

const importOf = (state: B2State, call: Call): HandOver | undefined =>
  state.handOvers.find((one) => one.route === 'csv' && one.screen !== '' && one.screen === call.query.get('screen'));

const file = (name: string, body: Buffer): Answer => ({
  status: 200,
  headers: {
    'content-type': 'text/csv; charset=Shift_JIS',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  },
  body,
});

/**
 * The body is the file. Query: `header` 1 or 0 (left out: found out), `issue=1` prints at once every row that can be printed. Answer:
 * what is wrong by row and column, what was left out without a word, and the address of the edit screen.
 */
function importFile(state: B2State, call: Call): Answer {
  const header = { '1': true, '0': false }[call.query.get('header') ?? ''];
  let file: ReturnType<typeof readB2Csv>;
  try {
    file = readB2Csv(call.body, header);
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return json(400, { code: 'SE0049', message: error.message });
  }
  const { rows } = file;
  const handOver = register(
    state,
    rows.map((one) => one.values),
    {
      route: 'csv',
      session: '',
      now: call.now,
      source: { header: file.header, rows: rows.map(({ row, cells, strayCells }) => ({ row, cells, strayCells })) },
    },
  );
  const problems = problemsOf(handOver);
  const errors = problems.filter((one) => !isMild(one));
  const isStray = rows.some((one) => one.strayCells.length > 0);
  handOver.screen = state.random().token(24);
  handOver.screenState = 'open';
  const issueNo = call.query.get('issue') === '1' && !isStray ? printAll(state, handOver, call.now) : '';
  return json(200, {
    rows: rows.length,
    errors,
    warnings: problems.filter(isMild),
    dropped: handOver.entries.flatMap((entry, index) =>
      entry.dropped.map((property) => ({ row: rows[index]!.row, property })),
    ),
    issueNo,
    waybills: state.waybills
      .filter((one) => one.issueNo === issueNo)
      .map((one) => ({ customerNo: one.customerNo, trackingNumber: one.trackingNumber })),
    screen: `import_edit.html?screen=${handOver.screen}`,
    errorList: errors.length > 0 ? `import_errors.html?screen=${handOver.screen}` : '',
  });
}

function printAll(state: B2State, handOver: HandOver, now: number): string {
  const entries = openEntries(handOver).filter((one) => one.checked.flag !== '9');
  if (entries.length === 0) return '';
  const issue = order(state, handOver, { entries, route: 'csv', printType: 'm', printerType: '1', now });
  giveNumbers(state, issue, now);
  if (openEntries(handOver).length === 0) closeScreen(handOver, 'closed');
  return issue.no;
}
