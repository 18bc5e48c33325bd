import type { LabState } from '../lab.ts';
import { html, page, table } from '../pages/page.ts';
import type { Field } from '../system.ts';
import { type SystemDocs, strictSays } from './docs.ts';
import type { Example, Examples } from './examples.ts';

/** The docs for eyes: nothing stands here that is not in the JSON. */
export function docsPage(lab: LabState, systems: readonly SystemDocs[]): string {
  const parts = systems.map((docs) => {
    const operations = docs.operations.map((one) => operationOf(docs.name, one));
    const refusals = docs.refusals.map(({ code, trust, row }) => ({ code, trust, row: row.id, what: row.what }));
    const order = docs.order.map((one) => `<a href="#${html(`${docs.name}.${one}`)}">${html(one)}</a>`).join(' → ');
    return `<h2 id="${html(docs.name)}">${html(docs.title)}</h2><p class="note">${html(docs.readme)}</p>
${whereOf(docs.address)}<pre>${html(docs.try ?? '')}</pre>${order && `<p>例の順番 / Order of the examples: ${order}</p>`}${operations.join('\n')}<h3>エラー / Errors</h3>${table(refusals)}
<details><summary>すべての行 / All rows</summary>${table(docs.rows.map((row) => ({ ...row })))}</details>`;
  });
  const mode = lab.strict ? '厳格 / strict' : '通常 / usual';
  return page(
    'ラボの説明 / Docs',
    `<p class="note">A: 公式資料 / the vendor's documents · B: 公開された実例 / seen in public · C: 推測 / our assumption. ${mode}</p>
<p class="note">厳格モードは、推測（C）の操作とエラーを、何もせずに断ります。A・Bの回答の中にある推測の細部（行に「B; 400 C」のように書いてあります）は断りません。 / ${html(strictSays)}</p>${parts.join('\n')}`,
  );
}

function operationOf(system: string, one: SystemDocs['operations'][number]): string {
  const { name, method, path, trust, fields, sends, limits = [], perSecond, burst, rows, example } = one;
  const rates = perSecond === undefined ? [] : [`${perSecond}/s, burst ${burst}`];
  const all = [...rates, ...limits];
  return `<h3 id="${html(`${system}.${name}`)}">${html(name)} <small>${html(trust)}</small></h3>
<p><code>${html([method].flat().join(', ').toUpperCase())} ${html(path)}</code>${all.length > 0 ? ` · 上限 / limits: ${html(all.join('; '))}` : ''}</p>
<ul>${rows.map((row) => `<li>${html(`${row.id}: ${row.what} (${row.trust})`)}</li>`).join('')}</ul>
${sends && sends.length > 0 ? `<details><summary>項目 / Fields (${sends.length})</summary>${table(sends.map(fieldRow))}</details>` : fields && fields.length > 0 ? `<p>項目 / Fields: ${html(fields.join(' '))}</p>` : ''}
${example ? exampleOf(example) + refusalsOf(example) : ''}`;
}

/** Addresses and keys, flat. */
function whereOf(address: object): string {
  const rows = Object.entries(address).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null
      ? Object.entries(value as object).map(([inner, one]) => ({ name: `${name}.${inner}`, value: String(one) }))
      : [{ name, value: String(value) }],
  );
  return `<h3>アドレスとキー / Addresses and keys</h3>${table(rows)}`;
}

const fieldRow = ({ name, in: where, type, required, max, values, title, example }: Field) => ({
  name,
  in: where,
  required: required === true ? 'yes' : (required ?? ''),
  type,
  max: max ?? '',
  values: values?.join(' ') ?? '',
  title: title ?? '',
  example: example ?? '',
});

const headersOf = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');

const exampleOf = (one: Example): string =>
  `<details><summary>例（実際に送ったもの） / Example, really sent (${one.no})</summary><pre>${html(
    [`${one.method} ${one.url}`, headersOf(one.headers), '', pretty(one.body)].join('\n'),
  )}</pre><pre>${html([String(one.status), headersOf(one.answerHeaders), '', pretty(one.answer)].join('\n'))}</pre></details>`;

const refusalsOf = ({ refusals }: Examples[string]): string =>
  refusals.length === 0
    ? ''
    : `<details><summary>断られ方（この例から変えて、実際に送ったもの） / Refusals, really seen (${refusals.length})</summary>${table(
        refusals.map(({ when, status, codes, answer }) => ({ when, status, codes: codes.join(' '), answer })),
      )}</details>`;

/** JSON over lines; other texts as they are. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
