import type { Answer, Call, Operation } from '../../system.ts';
import { takePass } from '../state/access.ts';
import { properties } from '../state/columns.ts';
import { closeScreen, correct, openEntries, recheckAll } from '../state/hand-over.ts';
import type { B2State } from '../state/state.ts';
import { pdfAnswer } from '../wire/issue.ts';
import { json, message, openScreenOf, page, readWish, rowOf, ScreenRefused, told } from './answers.ts';
import { asset } from './assets.ts';
import { body, facts, path, query, screenOf } from './fields.ts';
import { editPage } from './page.ts';
import { papers } from './papers.ts';
import { printRows } from './print.ts';
import { countsOf, renderForm, renderRow } from './row.ts';

/** The edit screen that a hand-over opens in the browser, and what it asks for. */
export const screenOperations = (state: B2State): readonly Operation[] => [
  {
    name: 'screenOpen',
    method: 'get',
    path: '/b2/p/_html/multi_import_api.html',
    facts: facts(
      query(
        { _RXID: 'title of the answer to registerEdit; opens once' },
        { notify: 'address that is called after printing, of a registered host' },
      ),
    ),
    handle: (call) => open(state, call),
  },
  {
    name: 'screenForm',
    method: 'get',
    path: '/b2/p/_screen/form',
    facts: facts(query({ screen: screenOf, no: 'number of the row' })),
    handle: (call) =>
      told(() => {
        const handOver = openScreenOf(state, call.query.get('screen') ?? '');
        return page(200, renderForm(state, rowOf(openEntries(handOver), call.query.get('no') ?? '')));
      }),
  },
  {
    name: 'screenSave',
    method: 'post',
    path: '/b2/p/_screen/rows',
    facts: facts(
      body({ screen: screenOf, no: 'number of the row' }, { values: 'object: property of a shipment, text' }),
    ),
    handle: (call) =>
      told(() => {
        const wish = readWish(call);
        const handOver = openScreenOf(state, wish.screen);
        const entry = rowOf(openEntries(handOver), wish.no);
        for (const name of Object.keys(wish.values)) {
          if (!properties.has(name)) throw new ScreenRefused(`項目「${name}」はありません。`);
        }
        const flags = new Map(openEntries(handOver).map((one) => [one, JSON.stringify(one.checked.complaints)]));
        correct(state, handOver, entry, wish.values, call.now);
        // Rows that share a number or a key with it may have become good or bad.
        const changed = openEntries(handOver).filter(
          (one) => one === entry || flags.get(one) !== JSON.stringify(one.checked.complaints),
        );
        return json(200, {
          rows: changed.map((one) => ({ no: one.no, html: renderRow(state, one) })),
          counts: countsOf(handOver),
        });
      }),
  },
  {
    name: 'screenIssue',
    method: 'post',
    path: '/b2/p/_screen/issue',
    facts: facts(body({ screen: screenOf, rows: 'list of row numbers' }, { paper: 'sheet; left out = m' }), {
      paper: Object.keys(papers),
    }),
    handle: (call) => told(() => printRows(state, readWish(call), call)),
  },
  {
    name: 'screenPdf',
    method: 'get',
    path: '/b2/p/_screen/pdf',
    facts: facts(query({ issue_no: 'issueNo of the answer to screenIssue', screen: screenOf })),
    handle: (call) => {
      const issue = state.issues.find(
        (one) => one.no === call.query.get('issue_no') && one.handOver?.screen === call.query.get('screen'),
      );
      return issue ? pdfAnswer(issue, call) : message(404, '送り状がありません', 'この送り状のPDFはありません。');
    },
  },
  {
    name: 'screenClose',
    method: 'post',
    path: '/b2/p/_screen/close',
    facts: facts(body({}, { screen: screenOf })),
    handle: (call) =>
      told(() => {
        const handOver = state.handOvers.find((one) => one.screen !== '' && one.screen === readWish(call).screen);
        return json(200, { lost: handOver ? closeScreen(handOver, 'closed') : 0 });
      }),
  },
  {
    name: 'asset',
    method: 'get',
    path: '/b2/p/_assets/:name',
    facts: facts(path({ name: 'name of the file' })),
    handle: (call) => asset(call.params.name ?? '') ?? message(404, 'ありません', 'このファイルはありません。'),
  },
];

/** The RXID is used up by opening: loading the page again shows nothing. Trust B for single use. */
function open(state: B2State, call: Call): Answer {
  const notify = call.query.get('notify') ?? '';
  if (notify !== '' && !isRegistered(state, notify)) {
    return message(
      403,
      '画面を開けません',
      '通知先のURLが登録されていません。連携元のドメインの登録を確認してください。',
    );
  }
  const pass = takePass(state.access, call.query.get('_RXID') ?? '', 'edit', call.now);
  const handOver = pass && state.handOvers.find((one) => one.id === pass.about);
  if (!handOver || openEntries(handOver).length === 0 || handOver.screenState !== 'none') {
    return message(
      401,
      '画面を開けません',
      'この連携は期限切れか、すでに使われています。連携元からもう一度連携してください。',
    );
  }
  handOver.screen = state.random().token(24);
  handOver.screenState = 'open';
  handOver.notify = notify;
  handOver.usedAt = call.now;
  recheckAll(state, handOver, call.now);
  return page(200, editPage(state, handOver));
}

/** Only hosts that the partner registered may be called. Trust B for the rule, C for its form. */
function isRegistered(state: B2State, notify: string): boolean {
  if (!URL.canParse(notify)) return false;
  const { protocol, hostname } = new URL(notify);
  return /^https?:$/.test(protocol) && state.access.domains.has(hostname);
}
