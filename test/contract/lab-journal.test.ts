import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { controlApp } from '../../mocks/control-app.ts';
import { keepNothing } from '../../mocks/keep/keeper.ts';
import { createLabState } from '../../mocks/lab.ts';
import { type Lab, type LabOptions, startLab } from '../../mocks/server.ts';
import { amazonClient, labControl } from '../support/lab-client.ts';

/* What is done to a lab is a line of its journal. A copy of the folder of a lab that goes on is what a killed one leaves. */

let folder: string;
const open: Lab[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-journal-'));
});
afterEach(async () => {
  for (const lab of open.splice(0)) await lab.close();
  rmSync(folder, { recursive: true });
});
const start = async (state: string, more: LabOptions = {}): Promise<Lab> => {
  const lab = await startLab({ state: join(folder, state), ...more });
  open.push(lab);
  return lab;
};
const copied = (from: string, to: string): string => {
  cpSync(join(folder, from), join(folder, to), { recursive: true });
  return to;
};
const journalOf = (state: string): string => {
  const names = readdirSync(join(folder, state)).filter((name) => /^journal-\d+$/.test(name));
  expect(names).toHaveLength(1);
  return join(folder, state, names[0]!);
};

/** Everything that the control interface shows. */
async function shown(lab: Lab): Promise<Record<string, unknown>> {
  const { get } = labControl(lab);
  const paths = 'faults skew strict shops life mail recordings scenarios requests ledger?limit=50'.split(' ');
  for (const name of Object.keys(lab.systems)) paths.push(`holdings/${name}`);
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, (await get(`/${path}`)).json])));
}

type Write = readonly [method: string, path: string, body?: unknown];
/** One call of every route that writes, in an order in which none undoes the others' traces. */
const writes: readonly Write[] = [
  ['POST', '/reset', { seed: 'small', random: 5 }],
  ['POST', '/seed', { seed: '20' }],
  ['POST', '/seed', { seed: '5', system: 'qoo10' }],
  ['POST', '/clock', { by: 'PT36H', frozen: true }],
  ['POST', '/clock', { by: 90 }],
  ['POST', '/clock', { frozen: false }],
  ['POST', '/shops', { system: 'amazon', shop: 'second' }],
  ['POST', '/shops', { system: 'amazon', shop: 'third', seed: 'empty' }],
  ['DELETE', '/shops/amazon-third'],
  ['POST', '/life', { on: true, rates: { ordersPerHour: 60 } }],
  ['POST', '/clock', { by: 'PT2H' }],
  ['POST', '/orders', { system: 'ecforce', count: 3, template: { over: 'PT1H' } }],
  ['POST', '/orders?system=qoo10', 'sku,quantity\nQ10-TEA,2\n'],
  ['POST', '/systems/amazon/place-order', {}],
  ['POST', '/faults', { system: 'amazon', kind: 'unavailable', probability: 0.5 }],
  ['POST', '/faults', { system: 'qoo10', kind: 'lost' }],
  ['POST', '/faults', { system: 'qoo10', kind: 'delay', latency: { min: 0, max: 3 } }],
  ['POST', '/faults/2/remove'],
  ['POST', '/skew', { system: 'shopserve', by: -90 }],
  ['POST', '/quota', { system: 'amazon', used: 0.5 }],
  ['POST', '/strict', { on: true }],
  ['POST', '/strict', { on: false }],
  ['POST', '/requests/3/replay'],
  ['DELETE', '/requests'],
  ['DELETE', '/mail'],
  ['POST', '/recordings', { name: 'morning' }],
  ['POST', '/expect', { orders: { atLeast: 1 }, system: 'amazon' }],
  ['POST', '/compare', { name: 'none', begin: '2026-11-21T00:00:00Z', seed: null, random: 1, requests: [] }],
  ['POST', '/recordings/morning/stop'],
  ['POST', '/scenarios', 'name: more\nkeep: true\nsteps: [{ place: { system: qoo10 } }, { turn: PT1M }]'],
  ['POST', '/console', { url: 'http://127.0.0.1:1/' }],
  ['POST', '/language', { to: 'en' }],
  ['DELETE', '/faults/3'],
  ['POST', '/systems/amazon/no-such-change', {}],
];
/** These end what the others left, so they have a lab of their own. */
const enders: readonly Write[] = [
  ['POST', '/faults', { system: 'ecforce', kind: 'lost' }],
  ['POST', '/faults/clear'],
  ['POST', '/faults', { system: 'ecforce', kind: 'lost' }],
  ['DELETE', '/faults'],
  ['POST', '/recordings', { name: 'evening', seed: 'small' }],
  ['POST', '/recordings/evening/stop'],
  ['POST', '/recordings/evening/replay'],
  ['POST', '/replay', { name: 'none', begin: '2026-11-21T00:00:00Z', seed: 'empty', random: 2, requests: [] }],
  ['POST', '/scenarios/examples/hello'],
  ['POST', '/scenarios?wait=no', 'name: waits\nsteps: [{ wait: { until: { mails: {} }, atMost: 60 } }]'],
  ['DELETE', '/scenarios/runs/2'],
];
/** They write everything, or nothing of the lab. */
const whole = ['POST /snapshots', 'POST /snapshots/:name/restore', 'DELETE /snapshots/:name'];

const send = async (lab: Lab, [method, path, body]: Write): Promise<number> => {
  const headers = { 'content-type': typeof body === 'string' ? 'text/yaml' : 'application/json' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const to = body === undefined ? {} : { headers, body: text };
  return (await fetch(`${lab.control}${path}`, { method, redirect: 'manual', ...to })).status;
};

describe('every write of the control interface', () => {
  it('is one of those that are tried here', () => {
    const lab = createLabState({ seed: 'empty', random: 1, realNow: () => 0, from: 0, life: false, systems: [] });
    const app = controlApp(lab, keepNothing(lab), '') as unknown as { router: Router };
    const found = routesOf(app.router).filter((one) => !one.startsWith('GET'));
    expect(found.length).toBeGreaterThan(25);
    const tried = [...writes, ...enders].map(([method, path]) => `${method} ${path.split('?')[0]}`);
    const isTried = (route: string) => {
      const pattern = new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`);
      return tried.some((one) => pattern.test(one));
    };
    expect(found.filter((one) => !isTried(one) && !whole.includes(one))).toEqual([]);
  });

  it.each([
    ['writes', writes],
    ['enders', enders],
  ])('is kept as a line, not as a world: %s', async (_, all) => {
    const lab = await start('one');
    const before = statSync(join(folder, 'one', 'state')).ino;
    const token = await amazonClient(lab).token();
    for (const one of all) {
      const status = await send(lab, one);
      // `no-such-change` is refused, and is refused again; a scenario that was stopped failed.
      expect([one[1], status < 400]).toEqual([one[1], !/no-such-change|runs/.test(one[1])]);
      await amazonClient(lab).raw('GET', '/orders/2026-01-01/orders', { token, query: { createdAfter: '2026-01-01' } });
    }
    expect(statSync(join(folder, 'one', 'state')).ino).toBe(before);
    const there = await shown(lab);
    const again = await start(copied('one', 'copy'));
    expect(await shown(again)).toEqual(there);
    // And both go on alike.
    const next = await Promise.all([lab, again].map((one) => labControl(one).change('place-order')));
    expect(next[1]).toEqual(next[0]);
  });
});

describe('a lab that was killed', () => {
  it('at any byte of its journal has done every whole line of it', async () => {
    const lab = await start('one', { seed: 'empty' });
    const control = labControl(lab, 'qoo10');
    for (let at = 0; at < 6; at += 1) await control.change('place-order', { lines: 'Q10-TEA*1' });
    const journal = readFileSync(journalOf('one'));
    const ends = [...journal.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);
    expect(ends).toHaveLength(6);
    for (const cut of [0, 1, ends[0]! - 1, ends[0]!, ends[2]! - 3, ends[3]! + 5, ends[4]!, ends[5]! - 1]) {
      const name = copied('one', `cut-${cut}`);
      writeFileSync(journalOf(name), journal.subarray(0, cut));
      const again = await start(name);
      const { orders } = await labControl(again, 'qoo10').holdings();
      expect([cut, orders!.length]).toEqual([cut, ends.filter((one) => one <= cut).length]);
      // What is written after a torn line is whole.
      await labControl(again, 'qoo10').change('place-order', { lines: 'Q10-TEA*1' });
      await open.pop()!.close();
    }
  });

  it('while it wrote everything anew goes on from the old state or from the new one', async () => {
    const lab = await start('one', { seed: 'empty' });
    await labControl(lab, 'qoo10').change('place-order', { lines: 'Q10-TEA*1' });
    copied('one', 'before');
    copied('one', 'draft');
    appendFileSync(join(folder, 'draft', 'state.tmp'), 'half of a st');
    writeFileSync(join(folder, 'draft', 'journal-2'), '');
    await open.pop()!.close();
    // The new state is there, its journal not yet, the old one still.
    copied('before', 'after');
    cpSync(join(folder, 'one', 'state'), join(folder, 'after', 'state'));
    for (const name of ['draft', 'after']) {
      const again = await start(name);
      expect((await labControl(again, 'qoo10').holdings()).orders).toHaveLength(1);
      expect(readdirSync(join(folder, name)).filter((one) => /tmp|journal/.test(one))).toHaveLength(1);
    }
  });

  it('writes everything anew once the journal would take long, and loses nothing by it', async () => {
    const lab = await start('one', { seed: 'empty' });
    const control = labControl(lab, 'qoo10');
    const first = statSync(join(folder, 'one', 'state')).ino;
    const rows = Array.from({ length: 500 }, () => ({ sku: 'Q10-TEA', note: 'x'.repeat(1500) }));
    for (let at = 0; at < 120 && statSync(join(folder, 'one', 'state')).ino === first; at += 1)
      await control.post('/orders', { system: 'qoo10', rows });
    expect(statSync(join(folder, 'one', 'state')).ino).not.toBe(first);
    await control.change('place-order', { lines: 'Q10-TEA*1' });
    const again = await start(copied('one', 'copy'));
    const [here, there] = await Promise.all([lab, again].map(async (one) => (await labControl(one).get('')).json));
    expect(there.systems).toEqual(here.systems);
    expect(here.systems.qoo10.orders).toBeGreaterThan(1000);
  });
});

describe('a scenario', () => {
  const waiting = (until: string) => `name: waits
steps:
  - place: { system: qoo10, lines: "Q10-TEA*2" }
    as: order
  - wait: { until: ${until}, atMost: 60 }
  - expect: { order: $order, paid: true, cancelled: false }
  - expect: { orders: 1, system: qoo10 }
`;
  const begun = async (lab: Lab, yaml: string): Promise<number> => {
    const headers = { 'content-type': 'text/yaml' };
    const answer = await fetch(`${lab.control}/scenarios?wait=no`, { method: 'POST', headers, body: yaml });
    return ((await answer.json()) as { run: number }).run;
  };
  const outcome = async (lab: Lab, run: number) => {
    const { get } = labControl(lab);
    await expect.poll(async () => (await get(`/scenarios/runs/${run}`)).status, { timeout: 15_000 }).not.toBe(202);
    return (await get(`/scenarios/runs/${run}`)).json;
  };
  const toldToken = (lab: Lab) => amazonClient(lab).login();
  const isWaiting = (lab: Lab) =>
    expect.poll(async () => (await labControl(lab, 'qoo10').holdings()).orders!.length).toBe(1);

  it.each(['killed', 'ended'])('goes on where it was in a lab that was %s and started again', async (how) => {
    const lab = await start('one');
    const run = await begun(lab, waiting('{ requests: { system: amazon, operation: lwaToken } }'));
    await isWaiting(lab);
    if (how === 'ended') await open.pop()!.close();
    const again = await start(how === 'ended' ? 'one' : copied('one', 'copy'));
    // The connection of the first one is dead, its address is not.
    await fetch(again.control).catch(() => {});
    expect((await labControl(again).get(`/scenarios/runs/${run}`)).status).toBe(202);
    await toldToken(again);
    const { ok, steps } = await outcome(again, run);
    expect([ok, steps.map((one: { state: string }) => one.state)]).toEqual([true, ['ok', 'ok', 'ok', 'ok']]);
    // Its result outlives the next end, too.
    const third = await start(copied(how === 'ended' ? 'one' : 'copy', 'third'));
    expect((await labControl(third).get(`/scenarios/runs/${run}`)).json.ok).toBe(true);
  });

  it('says that a call was under way when the lab ended, and does not send it again', async () => {
    const lab = await start('one');
    const run = await begun(
      lab,
      `name: calls
steps:
  - fault: { system: amazon, operation: lwaToken, kind: delay, delayMs: 30000 }
  - call: { url: "\${lab.amazon.lwa}", form: { grant_type: refresh_token }, status: 400 }
  - turn: PT1H
`,
    );
    await expect.poll(() => readFileSync(journalOf('one'), 'utf8')).toContain('scenario-enter');
    const again = await start(copied('one', 'copy'));
    const { ok, failures, steps } = await outcome(again, run);
    expect([ok, failures]).toEqual([
      false,
      [
        'line 4, call: the lab was ended while this call was under way; whether it was done is not known, so it is not sent again',
      ],
    ]);
    expect(steps.at(-1).state).toBe('not-run');
    expect((await labControl(again).get('/requests')).json).toEqual([]);
  });
});

describe('a folder that is not as it should be', () => {
  it.each<[string, (bytes: Buffer) => Buffer | string, string]>([
    ['cut off', (bytes) => bytes.subarray(0, bytes.length - 100), 'is damaged: '],
    ['changed', (bytes) => Buffer.concat([bytes.subarray(0, -9), Buffer.from([1]), bytes.subarray(-8)]), 'changed'],
    ['empty', () => '', 'is no stored state of a lab'],
    ['another file', () => 'sku,quantity\n', 'is no stored state of a lab'],
    ['older', () => Buffer.from([0xff, 0x0f, 0x6f]), 'was stored by an older version'],
    [
      'newer',
      (bytes) => Buffer.from(bytes.toString('latin1').replace('"format":2', '"format":3'), 'latin1'),
      'was stored by a newer version',
    ],
  ])('%s: says which file and what to do', async (_, change, words) => {
    await start('one', { seed: 'empty' });
    await open.pop()!.close();
    const state = join(folder, 'one', 'state');
    const bytes = readFileSync(state);
    writeFileSync(state, change(bytes));
    await expect(start('one')).rejects.toThrow(words);
    await expect(start('one')).rejects.toThrow(state);
    // It was left as it was, and free for whoever can read it.
    writeFileSync(state, bytes);
    await start('one');
  });

  it('a damaged line of the journal is named; a snapshot that is damaged leaves the lab as it is', async () => {
    const lab = await start('one', { seed: 'empty' });
    const control = labControl(lab, 'qoo10');
    await control.post('/snapshots', { name: 'early' });
    for (let at = 0; at < 3; at += 1) await control.change('place-order', { lines: 'Q10-TEA*1' });
    const name = copied('one', 'copy');
    const lines = readFileSync(journalOf(name), 'utf8').split('\n');
    writeFileSync(journalOf(name), [lines[0], '{"t":12,"act', ...lines.slice(2)].join('\n'));
    await expect(start(name)).rejects.toThrow(
      /line 2 of .*journal-\d+ is damaged; without it and the 1 lines after it/,
    );
    const file = join(folder, 'one', 'snapshots', 'early.snapshot');
    writeFileSync(file, readFileSync(file).subarray(0, 2000));
    const refused = await control.post('/snapshots/early/restore');
    expect([refused.status, refused.json.error]).toEqual([400, expect.stringContaining(`${file} is damaged`)]);
    expect((await control.holdings()).orders).toHaveLength(3);
  });

  it('ports that cannot be read are any ports', async () => {
    await start('one');
    await open.pop()!.close();
    writeFileSync(join(folder, 'one', 'ports.json'), '{"http":');
    expect((await labControl(await start('one')).get('')).status).toBe(200);
  });
});

interface Router {
  readonly stack: readonly {
    readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
    readonly handle?: { readonly stack?: Router['stack'] };
  }[];
}

const routesOf = ({ stack }: Router): readonly string[] =>
  stack.flatMap(({ route, handle }) => {
    if (route) return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`);
    return handle?.stack ? routesOf({ stack: handle.stack }) : [];
  });
