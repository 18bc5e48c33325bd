import { html } from '../../pages/page.ts';
import { titleOf } from '../state/columns.ts';
import { openEntries } from '../state/hand-over.ts';
import type { B2State, HandOver } from '../state/state.ts';
import { paperOptions } from './papers.ts';
import { countsOf, renderRow, tableFields } from './row.ts';

/** A whole page in B2's manner. `body` is HTML. Pages lie below `/b2/p/_html/`. */
export function b2Page(title: string, body: string, script = '', here = ''): string {
  return `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${html(title)}</title>
<link rel="stylesheet" href="../_assets/b2.css"></head><body>
<header><b>送り状発行システム B2クラウド</b><span class="lab">ラボ（練習用・本物ではありません）</span></header>
<main>${here && menu(here)}<h1>${html(title)}</h1>
${body}
</main>${script && `<script src="../_assets/${script}"></script>`}</body></html>
`;
}

const pages = [
  ['import.html', '外部データから発行'],
  ['history.html', '発行済データの検索'],
  ['pickup.html', '集荷依頼'],
] as const;

/** Not on the edit screen: leaving it loses what is not printed. */
const menu = (here: string): string =>
  `<nav aria-label="メニュー">${pages.map(([to, name]) => `<a href="${to}"${to === here ? ' aria-current="page"' : ''}>${name}</a>`).join('')}</nav>`;

export const messagePage = (title: string, text: string): string =>
  b2Page(title, `<p class="notice">${html(text)}</p>`);

/** The edit screen: rows that were handed over and are not printed yet. */
export function editPage(state: B2State, handOver: HandOver): string {
  const counts = countsOf(handOver);
  const heads = tableFields.map((name) => `<th class="f-${name}">${html(titleOf(name))}</th>`).join('');
  const rows = openEntries(handOver).map((entry) => renderRow(state, entry));
  const title = handOver.route === 'csv' ? '外部データから発行' : '外部システムとの連携から発行';
  return b2Page(
    title,
    `<p class="notice">まだ保存されていません。<b>発行開始</b>を押して印刷するまでに画面を閉じると、ここにあるデータは消えます。</p>
<div class="bar" data-screen="${html(handOver.screen)}">
<span>全<b id="all">${counts.all}</b>件</span><span>印刷可能<b id="printable">${counts.printable}</b>件</span>
<span class="red">要修正<b id="wrong">${counts.wrong}</b>件</span><span>選択中<b id="picked">${counts.printable}</b>件</span>
<label>用紙 <select id="paper">${paperOptions}</select></label>
<button type="button" id="issue" class="main">発行開始</button>
</div>
<p id="said" role="status"></p>
<section id="result" hidden></section>
<div class="scroll"><table id="rows"><thead><tr><th><input type="checkbox" id="pick-all" aria-label="すべて選択" checked></th><th>No.</th><th class="state">状態</th>${heads}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>
<dialog id="form"><form method="dialog"></form></dialog>`,
    'edit.js',
  );
}

/** Start page: a CSV file can be dropped. */
export function importPage(waybills: number): string {
  return b2Page(
    '外部データ取込み',
    `<p>送り状発行データ（基本レイアウト95項目、Shift_JISのCSV）を、ここに置いてください。取り込んだあと、編集画面が開きます。</p>
<div id="drop" tabindex="0"><p>CSVファイルをここにドロップ</p><p><input type="file" id="file" accept=".csv,text/csv" aria-label="CSVファイル"></p>
<label>取込み開始行 <select id="header"><option value="">自動（1行目が見出しなら飛ばす）</option><option value="0">1行目から（見出しなし）</option><option value="1">2行目から（見出しあり）</option></select></label></div>
<p id="said" role="status"></p>
<h2>発行済データの出力</h2><p>発行済み ${waybills} 件：<a href="../_export?header=1">見出しあり</a>　<a href="../_export?header=0">見出しなし</a></p>`,
    'import.js',
    'import.html',
  );
}
