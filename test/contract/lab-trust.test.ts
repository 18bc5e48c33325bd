import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClock } from '../../mocks/clock.ts';
import { createRandom } from '../../mocks/random.ts';
import { type Lab, startLab } from '../../mocks/server.ts';
import { systems } from '../../mocks/systems.ts';
import { amazonClient, labControl } from '../support/lab-client.ts';

/* How sure the lab's behaviour is: said by answers, shown by its docs, held against the READMEs. */

const made = Object.values(systems).map((make) =>
  make({ clock: createClock(() => 0), random: () => createRandom(1), shop: { tag: '', index: 0 } }),
);
let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

/** Rows of the tables of a README whose last column is the trust: all other cells in a line, and the trust. */
function rowsOf(name: string): string[] {
  const lines = readFileSync(join(import.meta.dirname, '../../mocks', name, 'README.md'), 'utf8').split('\n');
  const rows: string[] = [];
  let isTable = false;
  for (const line of lines) {
    const cells = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (cells.length === 0) isTable = false;
    else if (cells.at(-1)!.toLowerCase() === 'trust') isTable = true;
    else if (isTable && !/^[-: ]*$/.test(cells.join('')))
      rows.push(
        `${cells
          .slice(0, -1)
          .filter((cell) => cell !== '')
          .join(' · ')} | ${cells.at(-1)}`,
      );
  }
  return rows;
}

it.each(made)(
  '$name: README and code say the same, and every operation and refusal names its row',
  ({ name, truth, operations }) => {
    expect(truth!.rows.map(({ what, trust }) => `${what} | ${trust}`).sort()).toEqual(rowsOf(name).sort());
    const ids = truth!.rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(truth!.operations).sort()).toEqual(operations.map((one) => one.name).sort());
    for (const [, ...rows] of Object.values(truth!.operations)) {
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(ids).toContain(row);
    }
    for (const [, row] of Object.values(truth!.refusals)) expect(ids).toContain(row);
  },
);

it('every answer says how sure it is', async () => {
  const said = async (url: string, init: RequestInit = {}) => {
    const { headers } = await fetch(url, init);
    return [headers.get('x-lab-trust'), headers.get('x-lab-trust-row')];
  };
  const { amazon, qoo10, shopserve, ecforce, b2cloud } = lab.systems;
  expect(await said(`${amazon.api}/nothing`)).toEqual(['C', 'amazon/README.md#unknown-path-404-unknown']);
  expect(await said(amazon.lwa, { method: 'POST', body: 'grant_type=refresh_token' })).toEqual([
    'A',
    'amazon/README.md#token-for-3600-s',
  ]);
  expect(await said(`${qoo10.api}/ItemsLookup.GetAllGoodsInfo?key=x`)).toEqual([
    'B',
    'qoo10/README.md#wrong-or-missing-key',
  ]);
  expect((await said(`${shopserve.api}/items/SS-TEA/stock`))[0]).toBe('C');
  expect((await said(`${ecforce.api}/api/v2/admin/orders`))[0]).toBe('B');
  expect((await said(`${b2cloud.api}/b2/p/editA`))[0]).toBe('B');
});

it('docs show every operation with what its checks go by', async () => {
  const { json } = await labControl(lab).get('/docs');
  for (const { name, operations } of made) {
    const shown = json.systems[name].operations;
    expect(shown.map((one: { name: string }) => one.name)).toEqual(operations.map((one) => one.name));
  }
  expect(json.systems.amazon.operations.find((one: { name: string }) => one.name === 'confirmShipment')).toMatchObject({
    trust: 'A',
    perSecond: 2,
    burst: 10,
  });
  expect(json.systems.shopserve.operations.find((one: { name: string }) => one.name === 'putStock').fields).toContain(
    'quantity',
  );
  const page = await (await fetch(`${lab.control}/docs`, { headers: { accept: 'text/html' } })).text();
  for (const { operations } of made) for (const { name } of operations) expect(page).toContain(name);
});

it('a strict lab answers nothing that is only assumed, and changes nothing by it', async () => {
  const { shopserve, amazon } = lab.systems;
  const control = labControl(lab, 'shopserve');
  const confirm = () =>
    fetch(`${shopserve.api}/orders/500000001/confirm`, {
      method: 'PUT',
      headers: {
        authorization: `Basic ${btoa(`${shopserve.credentials.shopId}:${shopserve.credentials.managerKey}`)}`,
      },
      body: '{"confirm_status":"Confirmed"}',
    });
  expect((await control.post('/strict', { on: true })).json).toEqual({ on: true });
  const refused = await confirm();
  expect([refused.status, refused.headers.get('x-lab-strict'), refused.headers.get('x-lab-trust')]).toEqual([
    501,
    'refused',
    'C',
  ]);
  expect(((await refused.json()) as { error: string }).error).toMatch(/strict.*mocks\/shopserve\/README\.md/);
  expect((await control.holdings()).acts!.filter((one) => one.via === 'API')).toEqual([]);
  expect((await fetch(`${amazon.api}/nothing`)).status).toBe(501);
  expect((await amazonClient(lab).login()).status).toBe(200);
  expect((await control.post('/strict', { on: 'perhaps' })).status).toBe(400);
  await control.post('/strict', { on: false });
  expect((await confirm()).status).toBe(200);
});
