import { failureText } from '../ledger/expect.ts';
import type { Outcome } from '../scenarios/outcome.ts';
import { button, form, html, page, words } from './page.ts';

interface Run {
  readonly no: number;
  readonly name: string;
  readonly result: Outcome | undefined;
}

export function scenariosPage(examples: readonly string[], runs: readonly Run[]): string {
  const list = examples.map(
    (name) =>
      `<tr><td><a href="/_lab/scenarios/examples/${html(name)}">${html(name)}</a></td><td>${form(`/_lab/scenarios/examples/${name}`, button('実行 / Run'))}</td></tr>`,
  );
  const done = runs.toReversed().map((one) => `<tr><td>${runLink(one)}</td><td>${state(one)}</td></tr>`);
  return page(
    'シナリオ / Scenarios',
    `<p class="note">${words('実行するとラボのデータは初めからになります。 / Running one resets the lab.')}</p>
<table><tbody>${list.join('')}</tbody></table>
<h2>${words('自分のシナリオ / A scenario of your own')}</h2>
${form('/_lab/scenarios', `<textarea name="scenario" aria-label="YAML" placeholder="name: …&#10;steps:&#10;  - place: { system: … }"></textarea><br>${button('実行 / Run')}`)}
<h2>${words('結果 / Outcomes')}</h2>${done.length === 0 ? `<p class="note">${words('なし / none')}</p>` : `<table><tbody>${done.join('')}</tbody></table>`}`,
  );
}

const runLink = ({ no, name }: Run): string => `<a href="/_lab/scenarios/runs/${no}">${no}. ${html(name)}</a>`;

function state({ result }: Run): string {
  if (!result) return words('実行中 / running');
  return result.ok ? `<b class="good">${words('合格 / passed')}</b>` : `<b class="bad">${words('不合格 / failed')}</b>`;
}

export function runPage(run: Run): string {
  const { result } = run;
  if (!result)
    return page(run.name, `<meta http-equiv="refresh" content="1"><p>${words('実行中です… / running…')}</p>`);
  const rows = result.steps.map((one) => {
    const wrong = [
      ...(one.error === '' ? [] : [one.error]),
      ...one.checks.filter((check) => !check.ok).map(failureText),
    ];
    const mark = { ok: '<b class="good">✓</b>', failed: '<b class="bad">✗</b>', 'not-run': '–' }[one.state];
    return `<tr><td>${mark}</td><td>${one.line}</td><td>${html(one.at)}</td><td>${html(one.what)}</td><td class="long">${html(one.detail)}${wrong
      .map((text) => `<br><span class="bad">${html(text)}</span>`)
      .join('')}</td></tr>`;
  });
  return page(run.name, `<p>${state(run)}</p><table><tbody>${rows.join('\n')}</tbody></table>`);
}
