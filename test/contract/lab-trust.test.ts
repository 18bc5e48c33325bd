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

it.each(made)(
  '$name: each operation and refusal of trust C is refused, no answer of trust C gets out',
  async ({ name, truth }) => {
    const control = labControl(lab, name);
    const { operations } = (await control.get('/docs')).json.systems[name] as {
      operations: {
        name: string;
        example: { method: string; url: string; headers: Record<string, string>; body: string };
      }[];
    };
    await control.post('/strict', { on: true });
    try {
      for (const { name: operation, example } of operations) {
        const { method, url, headers, body } = example;
        const isAssumed = truth!.operations[operation]![0] === 'C';
        const before = isAssumed && (await control.holdings());
        // Its keys are those of another lab: the answer is a refusal, or the operation is open to anybody.
        const answer = await fetch(url, { method, headers, redirect: 'manual', ...(body !== '' && { body }) });
        const said = [answer.headers.get('x-lab-trust'), answer.status === 501 && answer.headers.has('x-lab-strict')];
        if (isAssumed) expect([operation, ...said, await control.holdings()]).toEqual([operation, 'C', true, before]);
        else expect([operation, said[0] === 'C']).toEqual([operation, said[1]]);
      }
      const unknown = await fetch(new URL(`/${name}/no/such/thing`, lab.control));
      expect([name, unknown.status === 501]).toEqual([name, truth!.refusals['404']?.[0] === 'C']);
    } finally {
      await control.post('/strict', { on: false });
    }
  },
);

it.each(made)(
  '$name: every row that is only assumed is an operation’s, a refusal’s, or a detail of one that is known',
  ({ truth }) => {
    const details = new Set(Object.values(truth!.operations).flatMap(([, ...rows]) => rows));
    const refused = new Set(Object.values(truth!.refusals).map(([, row]) => row));
    // Rows of the transport hold for every operation: they name no one of them.
    for (const { id, trust } of truth!.rows.filter((one) => /^C/.test(one.trust))) {
      const owners = Object.values(truth!.operations).filter(([, ...rows]) => rows.includes(id));
      const isMain = owners.some(([, main]) => main === id);
      // An operation whose main row is only assumed is itself only assumed.
      if (isMain) expect([id, owners.some(([sure, main]) => main === id && sure === 'C')]).toEqual([id, true]);
      expect([id, trust, details.has(id) || refused.has(id) || owners.length === 0]).toEqual([id, trust, true]);
    }
  },
);
