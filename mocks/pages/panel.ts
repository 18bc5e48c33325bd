import { iso, isoJapan } from '../clock.ts';
import { faultKinds } from '../faults.ts';
import type { LabState } from '../lab.ts';
import type { Recorder } from '../recorder.ts';
import type { MockSystem } from '../system.ts';
import { button, form, hidden, html, page, table, words } from './page.ts';

export function panelPage(lab: LabState, recorder: Recorder, smtp: string): string {
  const systems = [...lab.systems.values()];
  for (const system of systems) lab.settle(system);
  return page(
    'ラボ / Lab',
    `<p class="note">${words('外部サービスの模擬環境です。すべてこのパソコンの中だけで動きます。 / Mocks of outside systems, on this machine only.')} SMTP ${html(smtp)}</p>
${clock(lab)}
${seeds(lab)}
${life(lab)}
${systems.map(systemPart).join('\n')}
${faults(lab, systems)}
${recordings(recorder)}`,
  );
}

function clock(lab: LabState): string {
  const state = lab.clock.isFrozen() ? '停止中 / frozen' : '進行中 / running';
  const turns = [
    ['PT5M', '+5分 / 5 min'],
    ['PT15M', '+15分 / 15 min'],
    ['PT1H', '+1時間 / 1 h'],
    ['P1D', '+1日 / 1 day'],
  ];
  return `<h2>${words('時計 / Clock')}</h2><p><b>${html(isoJapan(lab.clock.now()))}</b> (UTC ${html(iso(lab.clock.now()))}, ${words(state)})</p>
<div class="row">${turns.map(([by = '', label = '']) => form('/_lab/clock', hidden('by', by) + button(label))).join('')}</div>
${form('/_lab/clock', `<input name="to" placeholder="2026-12-31T23:59:00+09:00" size="28">${button('この時刻にする / Set')}`)}
${form('/_lab/clock', hidden('frozen', String(!lab.clock.isFrozen())) + button(lab.clock.isFrozen() ? '動かす / Run' : '止める / Freeze'))}`;
}

function seeds(lab: LabState): string {
  const choice = `<select name="seed">${['small', '1000', 'nasty', 'sandbox', 'empty'].map((one) => `<option>${one}</option>`).join('')}</select>`;
  return `<h2>${words('データ / Data')}</h2><p>${html(JSON.stringify(lab.last.seed))}, random ${lab.last.random}</p>
${form('/_lab/reset', choice + button('初期化 / Reset'))}
${form('/_lab/seed', choice + button('追加 / Add'))}
<details><summary>${words('注文を入れる / Put orders in')}</summary>${form(
    '/_lab/orders',
    `${systemChoice(lab, true)}<input name="count" value="10" size="6">${button('作り物の注文を入れる / Make up orders')}`,
  )}
${form('/_lab/orders', `${systemChoice(lab, true)}<textarea name="csv" aria-label="CSV" placeholder="order,sku,quantity,name,postal-code,prefecture,city,street"></textarea>${button('表を入れる（CSV、Excelからの貼り付け） / Put a table in')}`)}</details>
<details><summary>${words('店舗を増やす / Another shop')}</summary>${form('/_lab/shops', `${systemChoice(lab, false)}<input name="shop" placeholder="outlet" size="12">${button('開く / Open')}`)}</details>`;
}

function systemChoice(lab: LabState, orders: boolean): string {
  const known = [...lab.systems.values()].filter((one) => !orders || one.orders);
  return `<select name="system">${known.map((one) => `<option>${html(one.name)}</option>`).join('')}</select>`;
}

function life(lab: LabState): string {
  const { isOn } = lab.life;
  const state = isOn ? '動いています / on' : '止まっています / off';
  const rows = lab.life.diary().slice(-15).reverse();
  return `<h2>${words('自然な出来事 / Life')}</h2><p class="note">${words('注文・入金・変更・キャンセルが時計に合わせてひとりでに起こります。 / Buyers order, pay and cancel by the clock.')} ${words(state)}</p>
${form('/_lab/life', hidden('on', String(!isOn)) + button(isOn ? '止める / Stop' : '動かす / Start'))}
${form(
  '/_lab/life',
  `<input name="ordersPerHour" placeholder="1時間の注文数 / orders an hour" size="26"><input name="cancelled" placeholder="取消 / cancelled 3%" size="20"><input name="unpaid" placeholder="未払い / unpaid 5%" size="20">${button('この割合にする（空欄は普段どおり） / Set; blank = as usual')}`,
)}
<p class="note">${html(Object.keys(lab.life.rates).length === 0 ? '' : JSON.stringify(lab.life.rates))}</p>
${isOn ? table(rows.map((one) => ({ ...one, at: isoJapan(one.at) }))) : ''}`;
}

function systemPart(system: MockSystem): string {
  const counts = Object.entries(system.holdings()).map(([name, rows]) => ({ name, rows: rows.length }));
  const changes = Object.entries(system.changes).map(([name, change]) => {
    const fields = Object.entries(change.args).map(
      ([arg, example]) =>
        `<input name="${html(arg.replace('?', ''))}" placeholder="${html(`${arg}: ${example}`)}" size="34">`,
    );
    return form(`/_lab/systems/${system.name}/${name}`, `${fields.join('')}${button(change.title)}`);
  });
  return `<h2>${html(system.title)}</h2>
<p><a href="/_lab/holdings/${html(system.name)}">${words('実際の状態 / Holdings')}</a></p>
${table(counts, (column, row) => (column === 'name' ? `/_lab/holdings/${system.name}#${row.name}` : undefined))}
<details><summary>${words('出来事を起こす / Make something happen')}</summary>${changes.join('\n')}</details>`;
}

/** What is wanted most, by one click. */
const clicks: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['つながらない（3回） / Unavailable, 3 times', { kind: 'unavailable', count: '3' }],
  ['応答が消える（1回） / The answer is lost, once', { kind: 'lost' }],
  ['遅い（10分） / Slow, 10 min', { kind: 'delay', latency: '{"p50":500,"p95":3000}', to: 'PT10M' }],
  ['半分つながらない（10分） / Brown-out, 10 min', { kind: 'brown-out', to: 'PT10M' }],
  ['メンテナンス（1時間） / Maintenance, 1 h', { kind: 'maintenance', to: 'PT1H' }],
];

function faults(lab: LabState, systems: readonly MockSystem[]): string {
  const options = (values: readonly string[]) => values.map((one) => `<option>${html(one)}</option>`).join('');
  const operations = [...new Set(systems.flatMap((system) => system.operations.map((one) => one.name)))];
  const field = (name: string, hint: string, size = 16) =>
    `<input name="${name}" placeholder="${html(hint)}" aria-label="${html(hint)}" size="${size}">`;
  const wish = `<select name="system">${options(systems.map((one) => one.name))}</select>
<select name="operation">${options(['*', ...operations])}</select>
<select name="kind">${options(faultKinds)}</select>
${field('count', '回数 / count', 12)}${field('share', '割合 / share 0.3')}${field('skip', '素通し / skip', 12)}${field('delayMs', '遅延ms / delay')}
${field('from', 'から / from 12:30, PT10M', 22)}${field('to', 'まで / to', 14)}${field('daily', '毎日 / daily 02:00-04:00', 22)}${field('order', '注文番号 / order')}
${field('field', '項目 / field', 14)}${field('into', '別の名前 / into', 16)}`;
  const byClick = systems.map(
    (system) =>
      `<tr><td>${html(system.title)}</td><td class="row">${clicks
        .map(([label, given]) =>
          form(
            '/_lab/faults',
            `${hidden('system', system.name)}${Object.entries(given)
              .map(([name, value]) => hidden(name, value))
              .join('')}${button(label)}`,
          ),
        )
        .join('')}</td></tr>`,
  );
  const list = lab.faults.list().map((one) => {
    const span = [one.from && `${one.from} –`, one.to && `– ${one.to}`, one.daily].filter(Boolean).join(' ');
    const match = one.match ? JSON.stringify(one.match) : '';
    const left = one.count === null ? '∞' : one.count;
    return `<tr><td>${one.id}</td><td>${html(one.system)}</td><td>${html(one.operation)}</td><td>${html(one.kind)}</td><td>${left}</td><td>${one.struck}</td><td>${html(span)}</td><td>${html(match)}</td><td>${form(`/_lab/faults/${one.id}/remove`, button('外す / Remove'))}</td></tr>`;
  });
  const heads = [
    '',
    'システム / system',
    '操作 / operation',
    '種類 / kind',
    '残り / left',
    '回数 / struck',
    '期間 / when',
    '条件 / match',
    '',
  ];
  return `<h2>${words('障害 / Faults')}</h2>
${list.length === 0 ? `<p class="note">${words('なし / none')}</p>` : `<table><thead><tr>${heads.map((one) => `<th>${words(one)}</th>`).join('')}</tr></thead><tbody>${list.join('')}</tbody></table>${form('/_lab/faults/clear', button('すべて外す / Clear'))}`}
<table><tbody>${byClick.join('')}</tbody></table>
<details><summary>${words('ほかの障害 / Any other fault')}</summary>${form('/_lab/faults', wish + button('仕掛ける / Add'))}</details>`;
}

function recordings(recorder: Recorder): string {
  const list = recorder.list();
  const parts = list.map((one) =>
    one.isRunning
      ? form(`/_lab/recordings/${one.name}/stop`, button(`「${one.name}」を止める / Stop`))
      : form(`/_lab/recordings/${one.name}/replay`, button(`「${one.name}」を再生 / Replay`)),
  );
  return `<h2>${words('記録と再生 / Record and replay')}</h2>${table(list, (column, row) => (column === 'name' ? `/_lab/recordings/${row.name}` : undefined))}
${parts.join('')}
${form('/_lab/recordings', `<input name="name" placeholder="名前 / name">${button('記録を始める / Record')}`)}`;
}
