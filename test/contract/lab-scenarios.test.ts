import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { labControl, type Said, said } from '../support/lab-client.ts';

/** 12:00 of Japan. */
const start = Date.parse('2026-11-21T03:00:00Z');

let lab: Lab;
beforeEach(async () => {
  lab = await startLab({ now: () => start, seed: 'small' });
});
afterEach(() => lab.close());

const send = async (yaml: string, query = ''): Promise<Said> =>
  said(
    await fetch(`${lab.control}/scenarios${query}`, {
      method: 'POST',
      headers: { 'content-type': 'text/yaml' },
      body: yaml,
    }),
  );
const example = async (name: string): Promise<Said> =>
  said(await fetch(`${lab.control}/scenarios/examples/${name}`, { method: 'POST' }));
const problems = (answer: Said): string[] =>
  answer.json.problems.map((one: { line: number; message: string }) => `${one.line} ${one.message}`);

describe('a scenario', () => {
  it.each(['hello', 'told-once'])('of the examples, %s, runs by itself and passes', async (name) => {
    const answer = await example(name);
    expect([answer.json.failures ?? answer.json, answer.status]).toEqual([[], 200]);
    expect(answer.json.steps.every((one: { state: string }) => one.state === 'ok')).toBe(true);
  });

  it('says what failed, where, and with what one needs to find it; an expectation that fails ends nothing', async () => {
    const answer = await send(
      `name: wrong hopes
steps:
  - place: { system: shopserve, lines: "SS-TEA*3" }
    as: order
  - expect:
      - { order: $order, shipments: 1, number: label, status: 発送済 }
      - { stock: { system: shopserve, sku: SS-TEA, quantity: 97 } }
  - expect: { order: 99999999, paid: true }
  - pay: { system: shopserve, order: "1" }
  - turn: PT1H
`,
    );
    expect(answer.status).toBe(409);
    expect(answer.json.failures).toEqual([
      'line 5, expect: order 10000001 of shopserve: status: expected 発送済, but it is 未確認',
      'line 5, expect: order 10000001 of shopserve: shipments: expected exactly 1, but it is 0',
      "line 5, expect: order 10000001 of shopserve: number told: expected the label's (there is no label), but it is nothing told",
      'line 5, expect: stock of SS-TEA at shopserve: expected exactly 97, but it is 100',
      'line 8, expect: order 99999999: expected placed, but it is unknown (newest: 10000001)',
      'line 9, pay: unknown order "1" (serial code or number)',
    ]);
    expect(answer.json.steps.map((one: { state: string }) => one.state)).toEqual([
      'ok',
      'failed',
      'failed',
      'failed',
      'not-run',
    ]);
    const text = await send('name: short\nsteps: [{ expect: { orders: 1 } }]', '?report=text');
    expect(text.text).toMatch(
      /^short\nFAIL line 2 {2}2026-11-21T03:00:00Z {2}expect: 1 checks\n {7}orders: expected exactly 1, but it is 0/,
    );
    expect(text.text).toContain('FAILED: 0 of 1 steps, 0 of 1 checks');
  });

  it('that is wrong is told whole, with the lines, and nothing of it runs', async () => {
    const bad = await send(`name: bad
sed: small
steps:
  - place: { system: rakuten }
  - place: { system: amazon, colour: red }
  - fault: { system: amazon, kind: slow }
  - expect: { order: $nobody, paid: true }
  - pay: { system: amazon, order: 1 }
    turn: PT1H
  - expect: { order: 1, shipment: 1 }
`);
    expect(bad.status).toBe(400);
    expect(problems(bad)).toEqual([
      '8 steps.4: a step does one thing, not pay and turn',
      '10 steps.5.expect: Unrecognized key: "shipment"',
      '1 Unrecognized key: "sed"',
    ]);
    const strange = await send(`name: strange
begin: "2020-01-01T00:00:00Z"
steps:
  - place: { system: rakuten }
  - place: { system: amazon, colour: red }
  - fault: { system: amazon, kind: slow }
  - expect: { order: $nobody, paid: true }
  - change: { system: amazon, do: explode }
`);
    expect(problems(strange).map((one) => one.slice(0, 51))).toEqual([
      "2 begin: the lab's clock is past it (2026-11-21T03:",
      '4 unknown system "rakuten"; known: amazon b2cloud e',
      '5 unknown argument colour; known: sku quantity wait',
      '6 unknown kind "slow"; known: delay reset too-many ',
      '7 nothing is remembered as $nobody before this step',
      '8 unknown change "explode"; known: place-order refu',
    ]);
    expect((await labControl(lab).holdings()).orders!.length).toBeGreaterThan(10);
    expect(problems(await send('name: x\nsteps:\n  - at: "10:00\n'))[0]).toMatch(/^\d+ Missing closing "quote/);
    expect(problems(await send(''))[0]).toMatch(/^1 Invalid input/);
  });

  it('waits for what a client does, at most so long, and may be told to stop', async () => {
    const waiting = await send(
      'name: waits\nkeep: true\nsteps: [{ wait: { until: { requests: { system: amazon, operation: lwaToken } }, atMost: 5, turning: PT1M } }]',
      '?wait=no',
    );
    expect([waiting.status, waiting.json]).toEqual([202, { run: 1 }]);
    expect((await labControl(lab).get('/scenarios/runs/1')).status).toBe(202);
    expect((await send('name: second\nsteps: [{ turn: PT1H }]')).json.error).toBe(
      'the scenario "waits" is running (run 1)',
    );
    await fetch(lab.systems.amazon.lwa, { method: 'POST', body: 'x' });
    await expect.poll(async () => (await labControl(lab).get('/scenarios/runs/1')).status).toBe(200);
    const late = await send('name: late\nsteps: [{ wait: { until: { mails: {} }, atMost: 0.2 } }, { turn: PT1H }]');
    expect(late.json.failures).toEqual([
      'line 2, wait: not within 0.2 s: no client did it',
      'line 2, wait: mails: expected at least 1, but it is 0',
    ]);
    const run = (await send('name: long\nsteps: [{ wait: { until: { mails: {} }, atMost: 60 } }]', '?wait=no')).json
      .run;
    const stopped = await labControl(lab).send('DELETE', `/scenarios/runs/${run}`);
    expect(stopped.json.failures[0]).toContain('the caller went away');
  });

  it('goes on from what is there, at times of the day, with a clock that runs or stands', async () => {
    const answer = await send(`name: times
keep: true
begin: "13:00"
steps:
  - at: "13:30"
  - at: PT2H
    place: { system: amazon }
    as: order
  - life: { on: true, rates: { ordersPerHour: 0 } }
  - quota: { system: amazon, used: 1, operation: getOrder }
  - skew: { system: qoo10, by: -60 }
  - orders: { system: qoo10, rows: [{ sku: Q10-TEA, quantity: 3 }] }
    as: made
  - expect:
      - { order: "\${made.orders.0.number}", paid: true }
      - { order: $order, placed: true, cancelled: false }
      - { orders: { atLeast: 20, atMost: 200 } }
      - { order: none-such, placed: false }
`);
    expect(answer.json.failures ?? answer.json).toEqual([]);
    expect(answer.json.begin).toBe('2026-11-21T04:00:00Z');
    expect(answer.json.end).toBe('2026-11-21T06:00:00Z');
    const row = (await labControl(lab).holdings()).orders!.at(-1);
    expect(row.createdTime).toBe('2026-11-21T06:00:00Z');
  });
});

describe('expectations over HTTP', () => {
  it('answer 200 when all is so and 409 with reasons when not, also a while later', async () => {
    const control = labControl(lab);
    const { orderId } = await control.change('place-order');
    const good = await control.post('/expect', { order: orderId, shipments: 0, told: 0, shipped: false });
    expect([good.status, good.json.failures]).toEqual([200, []]);
    lab.clock.turn(600_000);
    await control.change('ship-by-hand', { order: orderId, number: '400000000036' });
    const bad = await control.post('/expect', { order: orderId, told: 0, number: '400000000047' });
    expect([bad.status, bad.json.ok, bad.json.failures]).toEqual([
      409,
      false,
      [
        `order ${orderId} of amazon: told: expected exactly 0, but it is 1 (2026-11-21T03:10:00Z 400000000036 done)`,
        `order ${orderId} of amazon: number told: expected 400000000047, but it is 400000000036`,
      ],
    ]);
    const waiting = control.post('/expect', { requests: { operation: 'lwaToken' }, atMost: 'PT5S' });
    await fetch(lab.systems.amazon.lwa, { method: 'POST', body: 'x' });
    expect((await waiting).status).toBe(200);
    expect((await control.post('/expect', { order: orderId })).json.error).toContain('says nothing');
    expect((await control.post('/expect', { order: orderId, shipmnets: 1 })).json.error).toContain('shipmnets');
    const all = await control.post('/expect', { expectations: [{ order: '*', system: 'amazon', toldTwice: false }] });
    expect(all.json.checks.length).toBe((await control.holdings()).orders!.length);
  });

  it('the ledger of an order is one line of time over all systems', async () => {
    const control = labControl(lab);
    const answer = await example('told-once');
    expect(answer.status).toBe(200);
    const [newest] = (await control.get('/ledger?limit=5')).json;
    const { json } = await control.get(`/ledger/${newest.numbers[0]}`);
    expect(json.events.map((one: { what: string }) => one.what)).toEqual(['placed', 'pulled', 'told', 'told-again']);
    expect((await control.get('/ledger/none')).json.orders).toEqual([]);
  });
});

it('editors get a schema, in which every example is valid', async () => {
  const { Ajv } = await import('ajv');
  const { parse } = await import('yaml');
  const schema = (await labControl(lab).get('/scenarios/schema.json')).json;
  const validate = new Ajv({ strict: false }).compile(schema);
  const { examples } = (await labControl(lab).get('/scenarios')).json;
  expect(examples.length).toBeGreaterThanOrEqual(5);
  for (const name of examples) {
    const yaml = (await labControl(lab).get(`/scenarios/examples/${name}`)).text;
    expect([name, validate(parse(yaml)), validate.errors]).toEqual([name, true, null]);
  }
  expect(validate({ name: 'x', steps: [{ plase: {} }] })).toBe(false);
});
