import { iso, isoJapan } from '../clock.ts';
import { faultKinds } from '../faults.ts';
import type { LabState } from '../lab.ts';
import type { Recorder } from '../recorder.ts';
import type { MockSystem } from '../system.ts';
import { html, page, table } from './page.ts';

export function panelPage(lab: LabState, recorder: Recorder, smtp: string): string {
  const systems = [...lab.systems.values()];
  for (const system of systems) lab.settle(system);
  return page(
    'ラボ / Lab',
    `<p class="note">外部サービスの模擬環境です。すべてこのパソコンの中だけで動きます。 / Mocks of outside systems, on this machine only. SMTP ${html(smtp)}</p>
${clock(lab)}
${seeds(lab)}
${life(lab)}
${systems.map(systemPart).join('\n')}
${faults(lab, systems)}
${recordings(recorder)}`,
  );
}

const button = (label: string) => `<button>${html(label)}</button>`;
const hidden = (name: string, value: string) => `<input type="hidden" name="${html(name)}" value="${html(value)}">`;
const form = (action: string, inside: string) => `<form method="post" action="${html(action)}">${inside}</form>`;

function clock(lab: LabState): string {
  const state = lab.clock.isFrozen() ? '停止中 / frozen' : '進行中 / running';
  const turns = [
    ['PT5M', '+5分 / 5 min'],
    ['PT15M', '+15分 / 15 min'],
    ['PT1H', '+1時間 / 1 h'],
    ['P1D', '+1日 / 1 day'],
  ];
  return `<h2>時計 / Clock</h2><p><b>${html(isoJapan(lab.clock.now()))}</b> (UTC ${html(iso(lab.clock.now()))}, ${state})</p>
<div class="row">${turns.map(([by = '', label = '']) => form('/_lab/clock', hidden('by', by) + button(label))).join('')}</div>
${form('/_lab/clock', `<input name="to" placeholder="2026-12-31T23:59:00+09:00" size="28">${button('この時刻にする / Set')}`)}
${form('/_lab/clock', hidden('frozen', String(!lab.clock.isFrozen())) + button(lab.clock.isFrozen() ? '動かす / Run' : '止める / Freeze'))}`;
}

function seeds(lab: LabState): string {
  const choice = `<select name="seed">${['small', '1000', 'nasty', 'sandbox', 'empty'].map((one) => `<option>${one}</option>`).join('')}</select>`;
  return `<h2>データ / Data</h2><p>${html(JSON.stringify(lab.last.seed))}, random ${lab.last.random}</p>
${form('/_lab/reset', choice + button('初期化 / Reset'))}
${form('/_lab/seed', choice + button('追加 / Add'))}`;
}

function life(lab: LabState): string {
  const { isOn } = lab.life;
  const state = isOn ? '動いています / on' : '止まっています / off';
  const rows = lab.life.diary().slice(-15).reverse();
  return `<h2>自然な出来事 / Life</h2><p class="note">注文・入金・変更・キャンセルが時計に合わせてひとりでに起こります。 / Buyers order, pay and cancel by the clock: ${state}</p>
${form('/_lab/life', hidden('on', String(!isOn)) + button(isOn ? '止める / Stop' : '動かす / Start'))}
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
<p><a href="/_lab/holdings/${html(system.name)}">実際の状態 / Holdings</a></p>
${table(counts, (column, row) => (column === 'name' ? `/_lab/holdings/${system.name}#${row.name}` : undefined))}
<details><summary>出来事を起こす / Make something happen</summary>${changes.join('\n')}</details>`;
}

function faults(lab: LabState, systems: readonly MockSystem[]): string {
  const options = (values: readonly string[]) => values.map((one) => `<option>${html(one)}</option>`).join('');
  const operations = systems.flatMap((system) => system.operations.map((one) => one.name));
  const wish = `<select name="system">${options(systems.map((one) => one.name))}</select>
<select name="operation">${options(['*', ...operations])}</select>
<select name="kind">${options(faultKinds)}</select>
<input name="count" placeholder="回数 / count" size="10"><input name="probability" placeholder="確率 / probability" size="16">
<input name="skip" placeholder="素通し / skip" size="10"><input name="delayMs" placeholder="遅延ms / delay" size="12">`;
  return `<h2>障害 / Faults</h2>${table(lab.faults.list().map((one) => ({ ...one })))}
${form('/_lab/faults', wish + button('仕掛ける / Add'))}
${form('/_lab/faults/clear', button('すべて外す / Clear'))}`;
}

function recordings(recorder: Recorder): string {
  const list = recorder.list();
  const parts = list.map((one) =>
    one.isRunning
      ? form(`/_lab/recordings/${one.name}/stop`, button(`「${one.name}」を止める / Stop`))
      : form(`/_lab/recordings/${one.name}/replay`, button(`「${one.name}」を再生 / Replay`)),
  );
  return `<h2>記録と再生 / Record and replay</h2>${table(list, (column, row) => (column === 'name' ? `/_lab/recordings/${row.name}` : undefined))}
${parts.join('')}
${form('/_lab/recordings', `<input name="name" placeholder="名前 / name">${button('記録を始める / Record')}`)}`;
}
