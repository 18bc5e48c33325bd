import express from 'express';
import { bodyOf, only } from './control-faults.ts';
import { wantsPage } from './guard.ts';
import type { LabState } from './lab.ts';
import { html, page, table } from './pages/page.ts';
import { LabRefused, type MockSystem } from './system.ts';

/** `/_lab/docs`: what the lab answers and how sure that is, from the data that the code runs on. `/_lab/strict`: only what is known. */
export function docsRoutes(lab: LabState): express.Router {
  const router = express.Router();
  router.use('/strict', express.json(), express.urlencoded({ extended: false }));
  router.get('/docs', (request, response) => {
    const systems = [...lab.systems.values()];
    response.vary('accept');
    if (wantsPage(request)) response.type('html').send(docsPage(lab, systems));
    else
      response.json({ strict: lab.strict, systems: Object.fromEntries(systems.map((one) => [one.name, docsOf(one)])) });
  });
  router.get('/strict', (_request, response) => response.json({ on: lab.strict }));
  router.post('/strict', (request, response) => {
    const wish = bodyOf(request);
    only(wish, ['on']);
    if (String(wish.on) !== 'true' && String(wish.on) !== 'false') throw new LabRefused('on must be true or false');
    lab.strict = String(wish.on) === 'true';
    response.json({ on: lab.strict });
  });
  return router;
}

/** One system's operations with fields, limits, refusals, rows and trust. */
function docsOf({ title, operations, truth, changes, name, firstCall }: MockSystem) {
  const rows = new Map(truth?.rows.map((row) => [row.id, row]));
  const seen = (id: string) => rows.get(id) ?? { id, what: '', trust: '' };
  return {
    title,
    readme: `mocks/${name}/README.md`,
    try: firstCall?.(`/${name}`),
    operations: operations.map((one) => {
      const [trust, ...about] = truth?.operations[one.name] ?? ['C'];
      return {
        name: one.name,
        method: one.method,
        path: `/${name}${one.path}`,
        trust,
        ...one.facts,
        rows: about.map(seen),
      };
    }),
    refusals: Object.entries(truth?.refusals ?? {}).map(([code, [trust, row]]) => ({ code, trust, row: seen(row) })),
    rows: truth?.rows ?? [],
    changes: Object.keys(changes),
  };
}

function docsPage(lab: LabState, systems: readonly MockSystem[]): string {
  const parts = systems.map((system) => {
    const docs = docsOf(system);
    const operations = docs.operations.map(({ name, method, path, trust, fields, perSecond, burst, rows }) => ({
      operation: name,
      call: `${[method].flat().join(', ').toUpperCase()} ${path}`,
      trust,
      fields: fields?.join(' ') ?? '',
      limit: perSecond === undefined ? '' : `${perSecond}/s, burst ${burst}`,
      rows: rows.map((row) => `${row.id}: ${row.what} (${row.trust})`),
    }));
    const refusals = docs.refusals.map(({ code, trust, row }) => ({ code, trust, row: row.id, what: row.what }));
    return `<h2 id="${html(system.name)}">${html(docs.title)}</h2><p class="note">${html(docs.readme)}</p>
<pre>${html(docs.try ?? '')}</pre>${table(operations)}<h3>エラー / Errors</h3>${table(refusals)}
<details><summary>すべての行 / All rows</summary>${table(docs.rows.map((row) => ({ ...row })))}</details>`;
  });
  const mode = lab.strict ? '厳格 / strict' : '通常 / usual';
  return page(
    'ラボの説明 / Docs',
    `<p class="note">A: 公式資料 / the vendor's documents · B: 公開された実例 / seen in public · C: 推測 / our assumption. ${mode}</p>${parts.join('\n')}`,
  );
}
