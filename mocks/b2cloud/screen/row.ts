import { html } from '../../pages/page.ts';
import { columns, titleOf } from '../state/columns.ts';
import { spaced } from '../state/numbers.ts';
import type { B2State, Entry, HandOver } from '../state/state.ts';
import { complaintsAt, field } from './cells.ts';

/** Fields that stand in the table; all others are in the form of one row. */
export const tableFields = [
  'shipment_number',
  'service_type',
  'is_cool',
  'shipment_date',
  'delivery_date',
  'delivery_time_zone',
  'consignee_name',
  'consignee_zip_code',
  'consignee_address',
  'consignee_address4',
  'consignee_telephone_display',
  'item_name1',
  'amount',
] as const;

/** One row of the table. */
export function renderRow(state: B2State, entry: Entry): string {
  const { contracts } = state.access;
  const { flag } = entry.checked;
  const isOpen = entry.state === 'open';
  const cells = tableFields.map((name) => `<td class="f-${name}">${field(entry, name, titleOf(name), contracts)}</td>`);
  const elsewhere = entry.checked.complaints.filter(
    (one) => !tableFields.some((name) => complaintsAt(entry, name).includes(one)),
  );
  const others = elsewhere.map(
    (one) =>
      `<p class="reason${/^[WAD]/.test(one.code) ? ' mild' : ''}">${html(titleOf(one.property))}：${html(one.description)} <small>${html(one.code)}</small></p>`,
  );
  const box = `<input type="checkbox" name="pick" aria-label="${entry.no}行目を選択"${isOpen && flag !== '9' ? ' checked' : ''}${isOpen && flag !== '9' ? '' : ' disabled'}>`;
  const tone = !isOpen ? 'done' : flag === '9' ? 'wrong' : flag === '0' ? '' : 'mild';
  return `<tr data-no="${entry.no}" id="row-${entry.no}" data-flag="${flag}" data-state="${entry.state}" class="${tone}">
<td>${box}</td><td class="no">${entry.no}</td><td class="state">${stateText(entry)}${others.join('')}${droppedText(entry)}${isOpen ? `<button type="button" data-act="form">詳細</button>` : ''}</td>
${cells.join('\n')}
</tr>`;
}

const droppedText = (entry: Entry): string =>
  entry.dropped.length === 0
    ? ''
    : `<p class="reason mild">取り込まなかった項目：${html(entry.dropped.map(titleOf).join('、'))}</p>`;

function stateText(entry: Entry): string {
  if (entry.state === 'open') {
    return { '0': '印刷可能', '1': '注意あり', '2': '重複の注意', '3': '住所・重複の注意', '9': '要修正' }[
      entry.checked.flag
    ];
  }
  if (entry.state === 'lost') return '破棄';
  const numbers = entry.numbers.map((one) => html(spaced(one)));
  return `発行済み<br><b class="number">${numbers.join('<br>')}</b>`;
}

export interface Counts {
  readonly all: number;
  readonly printable: number;
  readonly wrong: number;
  readonly done: number;
}

export function countsOf(handOver: HandOver): Counts {
  const rows = handOver.entries.filter((one) => one.state !== 'deleted');
  const open = rows.filter((one) => one.state === 'open');
  const wrong = open.filter((one) => one.checked.flag === '9').length;
  return { all: rows.length, printable: open.length - wrong, wrong, done: rows.length - open.length };
}

/** Groups of the form: title, first and last column. */
const groups: readonly (readonly [string, number, number])[] = [
  ['送り状', 1, 7],
  ['お届け先', 8, 18],
  ['ご依頼主', 19, 26],
  ['品名・荷扱い・記事', 27, 33],
  ['コレクト・止置き・個数', 34, 39],
  ['ご請求先', 40, 42],
  ['クロネコwebコレクト', 43, 47],
  ['お届け予定・完了eメール', 48, 54],
  ['収納代行', 55, 73],
  ['くくりキー・検索キー', 74, 82],
  ['投函メール', 87, 95],
];

/** Every field of one row. */
export function renderForm(state: B2State, entry: Entry): string {
  const parts = groups.map(([title, first, last], index) => {
    const fields = columns
      .filter((one) => one.no >= first && one.no <= last && one.name !== '' && one.name !== 'tracking_number')
      .map(
        (one) =>
          `<label><span>${html(titleOf(one.name))}</span><div>${field(entry, one.name, titleOf(one.name), state.access.contracts)}</div></label>`,
      );
    const hasComplaint = fields.some((one) => one.includes('class="reason'));
    return `<details${index < 6 || hasComplaint ? ' open' : ''}><summary>${html(title)}</summary><div class="fields">${fields.join('\n')}</div></details>`;
  });
  return `<h2>${entry.no}行目の詳細</h2>${parts.join('\n')}
<p class="buttons"><button type="submit" class="main">保存する</button><button type="button" data-act="cancel">戻る</button></p>`;
}
