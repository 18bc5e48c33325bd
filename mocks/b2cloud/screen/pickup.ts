import { japanDay } from '../../clock.ts';
import { html } from '../../pages/page.ts';
import type { Answer, Call, Operation } from '../../system.ts';
import { isoDay } from '../state/normalize.ts';
import { spaced } from '../state/numbers.ts';
import { coolTitles, services } from '../state/services.ts';
import type { B2State, Waybill } from '../state/state.ts';
import { message, page } from './answers.ts';
import { body, facts, query } from './fields.ts';
import { b2Page } from './page.ts';

const slots: readonly (readonly [string, string])[] = [
  ['0813', '8時～13時'],
  ['1415', '14時～15時'],
  ['1516', '15時～16時'],
  ['1617', '16時～17時'],
  ['1718', '17時～18時'],
];

/** 集荷依頼: which parcels wait for the driver on a day, and the wish that he comes. The lab's own, trust C. */
export const pickupScreens = (state: B2State): readonly Operation[] => [
  {
    name: 'pickupPage',
    method: 'get',
    path: '/b2/p/_html/pickup.html',
    facts: facts(query({}, { day: 'YYYY-MM-DD; left out = today' })),
    handle(call) {
      const asked = call.query.get('day') ?? '';
      return page(200, pickupPage(state, isDay(asked) ? asked : japanDay(call.now)));
    },
  },
  {
    name: 'pickupAsk',
    method: 'post',
    path: '/b2/p/_screen/pickup',
    facts: facts(
      [
        ...body({ day: 'YYYY-MM-DD, today or later', slot: 'hours', parcels: 'number, 1 to 999' }).map((one) => ({
          ...one,
          required: 'without withdraw',
        })),
        ...body({}, { note: 'text', withdraw: '受付番号 of a wish that is taken back; then nothing else' }),
      ],
      { slot: slots.map(([code]) => code) },
      ['a form body; answers 303 with the address of what follows'],
    ),
    handle: (call) => ask(state, call),
  },
];

const isDay = (text: string): boolean => isoDay(text.replaceAll('-', '')) === text;

/** Slips of the day that were printed and not taken out. */
const waiting = (state: B2State, day: string): readonly Waybill[] =>
  state.waybills.filter((one) => one.hiddenAt === undefined && isoDay(one.values.shipment_date ?? '') === day);

function pickupPage(state: B2State, day: string): string {
  const parcels = waiting(state, day);
  const kinds = Map.groupBy(parcels, ({ values }) =>
    [
      services.get(values.service_type ?? '')?.title ?? '',
      values.is_cool === '0' ? '' : coolTitles[values.is_cool ?? ''],
    ]
      .filter(Boolean)
      .join('・'),
  );
  const sums = [...kinds].map(([kind, list]) => `<tr><td>${html(kind)}</td><td class="right">${list.length}</td></tr>`);
  const rows = parcels.map(
    (one, index) =>
      `<tr><td class="no">${index + 1}</td><td>${spaced(one.trackingNumber)}</td><td>${html(one.customerNo)}</td><td>${html(services.get(one.values.service_type ?? '')?.title ?? '')}</td><td>${html(one.values.consignee_name ?? '')} 様</td><td>${one.parcel}/${one.parcels}</td></tr>`,
  );
  const asked = state.pickups
    .filter((one) => one.day === day)
    .map(
      (one) =>
        `<tr><td>${html(one.no)}</td><td>${html(slotTitle(one.slot))}</td><td class="right">${one.parcels}</td><td>${html(one.note)}</td><td>${one.state === 'asked' ? `受付済み <form method="post" action="../_screen/pickup"><input type="hidden" name="withdraw" value="${html(one.no)}"><button>取り消す</button></form>` : '取消済み'}</td></tr>`,
    );
  const options = slots.map(([code, title]) => `<option value="${code}">${title}</option>`).join('');
  return b2Page(
    '集荷依頼',
    `<form method="get" class="search"><label>出荷予定日<input type="date" name="day" value="${day}"></label><button>表示</button></form>
<p><b id="parcels">${parcels.length}</b>個の荷物があります。</p>
${parcels.length === 0 ? '' : `<table class="plain" id="kinds"><thead><tr><th>送り状の種類</th><th>個数</th></tr></thead><tbody>${sums.join('')}</tbody></table>`}
<h2>集荷を依頼する</h2>
<form method="post" action="../_screen/pickup" class="search"><input type="hidden" name="day" value="${day}">
<label>時間帯<select name="slot">${options}</select></label><label>個数<input name="parcels" inputmode="numeric" value="${parcels.length}"></label>
<label>連絡事項<input name="note" maxlength="50"></label><button class="main">依頼する</button></form>
${asked.length === 0 ? '' : `<table class="plain" id="pickups"><thead><tr><th>受付番号</th><th>時間帯</th><th>個数</th><th>連絡事項</th><th>状態</th></tr></thead><tbody>${asked.join('')}</tbody></table>`}
<h2>集荷リスト</h2>
${rows.length === 0 ? '<p class="notice">この日に出荷する送り状は発行されていません。</p>' : `<table class="plain" id="list"><thead><tr><th>No.</th><th>伝票番号</th><th>お客様管理番号</th><th>送り状の種類</th><th>お届け先</th><th>個口</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`}`,
    '',
    'pickup.html',
  );
}

const slotTitle = (code: string): string => slots.find(([one]) => one === code)?.[1] ?? code;

function ask(state: B2State, { body, now }: Call): Answer {
  const form = new URLSearchParams(body.toString('utf8'));
  const refuse = (text: string) => message(400, '集荷依頼', text);
  const withdrawn = form.get('withdraw');
  if (withdrawn !== null) {
    const pickup = state.pickups.find((one) => one.no === withdrawn && one.state === 'asked');
    if (!pickup) return refuse('この集荷依頼はもうありません。');
    pickup.state = 'withdrawn';
    return moved(pickup.day);
  }
  const day = form.get('day') ?? '';
  const slot = form.get('slot') ?? '';
  const parcels = Number(form.get('parcels'));
  if (!isDay(day) || day < japanDay(now)) return refuse('集荷の日は、今日以降の日を選んでください。');
  if (!slots.some(([code]) => code === slot)) return refuse('時間帯を選んでください。');
  if (!Number.isInteger(parcels) || parcels < 1 || parcels > 999) return refuse('個数は1から999で入力してください。');
  state.counter += 1;
  const no = `P${String(state.counter).padStart(8, '0')}`;
  state.pickups.push({ no, at: now, day, slot, parcels, note: form.get('note') ?? '', state: 'asked' });
  return moved(day);
}

const moved = (day: string): Answer => ({
  status: 303,
  headers: { location: `../_html/pickup.html?day=${day}` },
  body: '',
});
