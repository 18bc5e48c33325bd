import { japanDay } from '../../clock.ts';
import { html } from '../../pages/page.ts';
import type { Answer, Call, Operation } from '../../system.ts';
import { reissue, search, show, stillKept, type Wanted } from '../state/history.ts';
import { spaced } from '../state/numbers.ts';
import { coolTitles, services } from '../state/services.ts';
import type { B2State, Waybill } from '../state/state.ts';
import { pdfAnswer } from '../wire/issue.ts';
import { message, page } from './answers.ts';
import { body, facts, query } from './fields.ts';
import { b2Page } from './page.ts';
import { paperOptions, papers } from './papers.ts';

const names = ['from', 'to', 'customerNo', 'number', 'name', 'service', 'shown'] as const;
const types: Readonly<Record<(typeof names)[number], string>> = {
  from: 'day of issue YYYY-MM-DD',
  to: 'day of issue YYYY-MM-DD',
  customerNo: 'beginning of お客様管理番号',
  number: 'beginning of 伝票番号',
  name: 'part of the receiver’s name',
  service: 'code of a slip type',
  shown: 'hidden = those that were taken out',
};

/** 発行済データの検索: what was issued, printed again, taken out of the list and put back. Without script. */
export const historyScreens = (state: B2State): readonly Operation[] => [
  {
    name: 'historyPage',
    method: 'get',
    path: '/b2/p/_html/history.html',
    facts: { sends: names.map((name) => ({ name, in: 'query', type: types[name] })) },
    handle: (call) => page(200, historyPage(state, wantedOf(call.query), call.now)),
  },
  {
    name: 'historyAct',
    method: 'post',
    path: '/b2/p/_screen/history',
    facts: facts(
      body({ act: 'text', number: '伝票番号; may be there several times' }, { paper: 'sheet, for reissue' }),
      { act: ['reissue', 'hide', 'show'], paper: Object.keys(papers) },
      ['a form body; answers 303 with the address of what follows'],
    ),
    handle: (call) => act(state, call),
  },
  {
    name: 'historyPdf',
    method: 'get',
    path: '/b2/p/_screen/history-pdf',
    facts: facts(query({ issue_no: 'as the address after reissue has it' })),
    handle(call) {
      const issue = state.issues.find(
        (one) => one.handOver === undefined && one.route === 'screen' && one.no === call.query.get('issue_no'),
      );
      return issue ? pdfAnswer(issue, call) : message(404, '送り状がありません', 'この送り状のPDFはありません。');
    },
  },
];

const wantedOf = (query: URLSearchParams): Wanted =>
  Object.fromEntries(names.map((name) => [name, (query.get(name) ?? '').trim()])) as unknown as Wanted;

/** Rows on one page at most. */
const mostRows = 200;

function historyPage(state: B2State, wanted: Wanted, now: number): string {
  const found = search(state, wanted, now);
  const shown = found.slice(0, mostRows);
  const field = (name: (typeof names)[number], title: string, type = 'text') =>
    `<label>${title}<input name="${name}" type="${type}" value="${html(wanted[name])}"></label>`;
  const options = [...services.values()].map(
    ({ code, title }) => `<option value="${code}"${code === wanted.service ? ' selected' : ''}>${html(title)}</option>`,
  );
  const isHidden = wanted.shown === 'hidden';
  const more = found.length > mostRows ? `（新しい${mostRows}件を表示）` : '';
  const buttons = isHidden
    ? '<button name="act" value="show" class="main">一覧に戻す</button>'
    : `<label>用紙 <select name="paper">${paperOptions}</select></label>
<button name="act" value="reissue" class="main">再発行</button><button name="act" value="hide">取消</button>`;
  const list = `<form method="post" action="../_screen/history"><div class="bar">
<span><b>${found.length}</b>件${more}</span>${buttons}</div>
<div class="scroll"><table class="plain" id="issued"><thead><tr><th>選択</th><th>No.</th><th>発行日</th><th>伝票番号</th><th>お客様管理番号</th><th>送り状の種類</th><th>クール</th><th>お届け先</th><th>出荷予定日</th><th>個口</th><th>再発行</th></tr></thead>
<tbody>${shown.map(rowOf).join('\n')}</tbody></table></div></form>`;
  return b2Page(
    '発行済データの検索',
    `<form method="get" class="search">${field('from', '発行日（から）', 'date')}${field('to', '発行日（まで）', 'date')}${field('customerNo', 'お客様管理番号')}${field('number', '伝票番号')}${field('name', 'お届け先名')}
<label>送り状の種類<select name="service"><option value="">すべて</option>${options.join('')}</select></label>
<label>表示<select name="shown"><option value="">発行済み</option><option value="hidden"${isHidden ? ' selected' : ''}>取り消したもの</option></select></label>
<button class="main">検索</button></form>
${found.length === 0 ? '<p class="notice">条件に合う送り状はありません。発行から90日を過ぎたものは検索できません。</p>' : list}`,
    '',
    'history.html',
  );
}

function rowOf(one: Waybill, index: number): string {
  const { values } = one;
  const cool = values.is_cool === '0' ? '' : (coolTitles[values.is_cool ?? ''] ?? '');
  const cells = [
    japanDay(one.issuedAt).replaceAll('-', '/'),
    spaced(one.trackingNumber),
    one.customerNo,
    services.get(values.service_type ?? '')?.title ?? '',
    cool,
    `${values.consignee_name ?? ''} 様`,
    (values.shipment_date ?? '').replace(/^(\d{4})(\d\d)(\d\d)$/, '$1/$2/$3'),
    `${one.parcel}/${one.parcels}`,
    one.reissues ? `${one.reissues}回` : '',
  ];
  return `<tr data-number="${one.trackingNumber}"><td><input type="checkbox" name="number" value="${one.trackingNumber}" aria-label="${one.trackingNumber}を選択"></td><td class="no">${index + 1}</td>${cells.map((cell) => `<td>${html(cell)}</td>`).join('')}</tr>`;
}

function act(state: B2State, { body, now }: Call): Answer {
  const form = new URLSearchParams(body.toString('utf8'));
  const wanted = new Set(form.getAll('number'));
  const found = stillKept(state, now).filter((one) => wanted.has(one.trackingNumber));
  const back = (text: string) => message(400, '発行済データの検索', text);
  if (found.length === 0) return back('送り状を選んでください。');
  switch (form.get('act')) {
    case 'reissue': {
      const [printType, printerType] = papers[form.get('paper') ?? ''] ?? [];
      if (printType === undefined || printerType === undefined) return back('用紙を選んでください。');
      if (found.some((one) => one.hiddenAt !== undefined)) return back('取り消した送り状は再発行できません。');
      const misfit = found.find((one) => !services.get(one.values.service_type ?? '')?.labelPrinter);
      if (printerType === '3' && misfit)
        return back(`${spaced(misfit.trackingNumber)} の送り状の種類は、ラベルプリンタでは印刷できません。`);
      const issue = reissue(state, found, { route: 'screen', printType, printerType, now });
      return moved(`history-pdf?issue_no=${issue.no}`);
    }
    case 'hide':
    case 'show':
      show(found, form.get('act') === 'show', now);
      return moved(form.get('act') === 'show' ? '../_html/history.html?shown=hidden' : '../_html/history.html');
    default:
      return back('操作を選んでください。');
  }
}

const moved = (location: string): Answer => ({ status: 303, headers: { location }, body: '' });
