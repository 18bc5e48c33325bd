import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noArrangement } from '../../src/core/arrangement.ts';
import { saveView } from '../../src/flow/desk/views.ts';
import { fileAway } from '../../src/flow/inbox/file-away.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import type { Context } from '../../src/flow/types.ts';
import { loadRules } from '../../src/layout/rules/load.ts';
import { sections } from '../../src/web/pages/index.ts';
import type { Route } from '../../src/web/types.ts';
import {
  addUser,
  goodPassword,
  openTestConsole,
  type Page,
  type TestConsole,
  type Visitor,
} from '../support/console.ts';
import { type Desk, openDesk, row } from '../support/desk.ts';
import { markupOf } from '../support/markup.ts';
import {
  journalEntry,
  newShipment,
  sampleHold,
  sampleNotice,
  sampleOrder,
  sampleShipment,
  sampleWaybill,
  storedOrder,
} from '../support/store-samples.ts';

/* Script, quotes and attribute breakers in every text that somebody else may write: no page of the console lets one of them out. */

const evil = `"'><script src=//x9z>x9z(1)</script><img src=x onerror="x9z(2)">javascript:x9z(3)&quot;`;
/** Names of users and folders are short. */
const short = `"><img src=x onerror=x9z()>`;
const at = '2026-11-21T00:30:00Z';

let desk: Desk;
let ctx: Context;
let operators: TestConsole;
let visitor: Visitor;
let hash = '';

/** Every text of a record that is free is replaced; words that the program itself gave (keys, days, states) stay. */
function poison<T>(value: T, free: ReadonlySet<string>): T {
  const walk = (one: unknown, key: string): unknown => {
    if (typeof one === 'string') return free.has(key) ? evil : one;
    if (Array.isArray(one)) return one.map((part) => walk(part, key));
    if (one !== null && typeof one === 'object')
      return Object.fromEntries(Object.entries(one).map(([name, part]) => [name, walk(part, name)]));
    return one;
  };
  return walk(value, '') as T;
}
const free = new Set(
  `number orderNumber customerNo name kana company department postalCode prefecture city street building phone email method note
  trackingNumber sku option handling file layout column value field reason actor item replaced serviceCode carrier title document shipment
  details evidence`.split(/\s+/),
);

beforeAll(async () => {
  desk = await openDesk({ title: evil, api: undefined } as never);
  const { masters, layouts } = desk.ctx;
  const words = JSON.stringify(evil);
  const rule = `# ${evil}
rules:
  - name: nasty
    title: ${words}
    on: yes
    shops: all
    when: all
    then: { tag: ${words}, hold: { reason: ${words}, cleared-by: operator } }
`;
  const { rules, complaints } = loadRules(
    { rules: { shown: evil, text: rule, origin: 'workspace' }, cases: [] },
    masters,
    { draft: true },
  );
  expect(complaints.map((one) => one.sentence).join()).toContain('no case');
  ctx = {
    ...desk.ctx,
    config: { ...desk.ctx.config, name: evil },
    masters: { ...masters, methods: masters.methods.map((one) => ({ ...one, title: evil })) },
    layouts: { ...layouts, read: new Map([...layouts.read].map(([key, one]) => [key, { ...one, title: evil }])) },
    rules,
  };
  writeFileSync(
    join(ctx.config.root, 'bridge.yaml'),
    `name: ${JSON.stringify(evil)}\nshops: { amazon: { title: ${JSON.stringify(evil)} } }\n`,
  );
  mkdirSync(join(ctx.config.data, 'earlier-settings'), { recursive: true });
  writeFileSync(
    join(ctx.config.data, 'earlier-settings', earlier),
    `# ${evil}\nname: ${JSON.stringify(`${evil}2`)}\nshops: { amazon: { title: ${JSON.stringify(evil)} } }\n`,
  );
  mkdirSync(join(ctx.config.root, 'layouts', 'rules'), { recursive: true });
  writeFileSync(join(ctx.config.root, 'layouts', 'rules', 'rules.yaml'), rule);

  // A marketplace's file with it in every cell that is free, and one that nobody can read.
  const cells = [
    'buyer-name',
    'buyer-phone-number',
    'buyer-email',
    'sku',
    'product-name',
    'ship-service-level',
    'recipient-name',
  ];
  const places = ['ship-address-1', 'ship-address-2', 'ship-address-3', 'ship-city', 'ship-state', 'ship-postal-code'];
  const all = Object.fromEntries([...cells, ...places, 'payment-method'].map((cell) => [cell, evil]));
  ({ hash } = await desk.report([row(1, 1), row(2, 1, all)]));
  const bytes = Buffer.from(`${evil},b\r\n${evil},2\r\n`);
  for (const name of [`${short}.csv`, `注文${short}.csv`]) {
    const path = join(ctx.config.inbox, name);
    writeFileSync(path, bytes);
    await fileAway(ctx, { path, name }, await intakeFile(ctx, { name, bytes, shop: '', layout: '' }));
  }

  const order = storedOrder(evil, { shop: 'amazon', order: poison(sampleOrder(evil), free), revision: 1 });
  const held = poison(
    newShipment(evil, 1, {
      shipment: { ...sampleShipment(evil), shop: 'amazon' },
      state: 'held',
      holds: [{ ...sampleHold, cleared: null }],
    }),
    free,
  );
  await ctx.store.write(async (tx) => {
    await tx.saveOrders([{ ...order, arrangement: { ...noArrangement, tags: [evil] } }]);
    await tx.saveShipments([held]);
    await tx.addWaybills([{ shipment: held.shipment.id, waybill: poison(sampleWaybill(evil, evil), free) }]);
    await tx.addJournal([
      journalEntry(evil, {
        shop: 'amazon',
        orderNumber: evil,
        actor: evil,
        details: { from: evil, to: evil, note: evil },
      }),
      journalEntry('hold-cleared', {
        shop: 'amazon',
        orderNumber: evil,
        actor: evil,
        details: { code: evil, note: evil },
      }),
    ]);
    await tx.putOutbox({
      id: 'nasty-file',
      shop: 'amazon',
      purpose: 'issue',
      path: `amazon/${evil}`,
      document: hash,
      stage: 'written',
      shipments: [held.shipment.id],
      at,
    });
    await tx.putNotices([
      sampleNotice({
        id: 'ab'.repeat(16),
        shop: 'amazon',
        orderNumber: evil,
        about: held.shipment.id,
        state: 'failed',
        code: 'told-refused',
        args: { order: evil, code: evil, reason: evil },
        body: { ship: { shipDate: evil, trackingNumber: evil } },
      }),
    ]);
    await tx.putRun({
      id: 'nasty-run',
      job: evil,
      shop: 'amazon',
      startedAt: at,
      finishedAt: at,
      counts: { [evil]: 1 },
      result: 'failed',
      startedBy: `person ${evil}`,
      items: [
        {
          key: evil,
          kind: 'fix',
          code: 'told-refused',
          args: { order: evil, code: evil, reason: evil },
          evidence: evil,
        },
      ],
    });
    await tx.putMails([
      { id: 'm', to: evil, subject: evil, text: evil, state: 'failed', attempts: 9, notBefore: at, at },
    ]);
    await tx.addLinkRecord({
      id: 'l',
      handOver: 'h',
      direction: 'to-b2',
      at,
      result: 'failed',
      orders: 1,
      shipments: 1,
      code: 'told-refused',
      args: { order: evil, code: evil, reason: evil },
    });
    await tx.setStock([{ sku: evil, onHand: 3 }], '', at, { actor: evil, note: evil });
    await tx.setSets([{ sku: evil, part: evil, quantity: 1 }], evil, at);
    await tx.setProducts([{ shop: 'amazon', item: evil, option: evil, sku: evil, name: evil }], evil, at);
    await tx.setToldStock('amazon', [
      { item: evil, option: evil, said: evil, state: 'failed', code: 'told-refused', at },
    ]);
    await tx.putHalt({ shop: 'amazon', code: 'told-refused', args: { order: evil, code: evil, reason: evil }, at });
  });
  await addUser(ctx, short, 'manage');
  await saveView(ctx, short, { name: evil, query: `search=${encodeURIComponent(evil)}` } as never);
  operators = await openTestConsole(ctx);
  visitor = operators.visitor();
  expect((await visitor.signIn(short, goodPassword)).status).toBe(303);
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

/** Name of an earlier text of the settings. */
const earlier = 'bridge.yaml.20261121T000000Z.0123456789ab';

/** Parts of addresses, as the store knows them; whatever else is asked for is the payload itself. */
const known: Readonly<Record<string, readonly string[]>> = {
  shop: ['amazon', evil],
  number: [evil, '250-0000001-0000002'],
  hash: [evil],
  sku: [evil],
  name: [evil, 'amazon', short, 'payment'],
  code: [evil, 'database-busy', 'address-unclear'],
  id: ['nasty-run', 'nasty-file', earlier, evil],
};

function addresses(path: string): string[] {
  const params = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
  const most = Math.max(1, ...params.map((name) => known[name]?.length ?? 1));
  return Array.from({ length: most }, (_, at) =>
    path.replace(/:(\w+)/g, (_all, name: string) => {
      const values = [...(name === 'hash' ? [hash] : []), ...(known[name] ?? [evil])];
      return encodeURIComponent(values[at % values.length]!);
    }),
  );
}

/** What a page of the console is allowed to be made of; anything else came out of somebody's text. */
function foul({ headers, text }: Page): string[] {
  const policy = headers.get('content-security-policy') ?? '';
  if (!policy.includes("default-src 'none'") || /unsafe|data:/.test(policy)) return ['no policy'];
  if (!/^text\/html/.test(headers.get('content-type') ?? '')) {
    const isFile = (headers.get('content-disposition') ?? '').startsWith('attachment');
    return isFile || /^text\/(plain|event-stream)/.test(headers.get('content-type') ?? '')
      ? []
      : ['bytes that may be shown'];
  }
  const { tags, stray } = markupOf(text);
  return [
    ...stray,
    ...tags.flatMap(({ name, attributes }) => {
      const wrong: string[] = [];
      if (name.includes('x9z')) wrong.push(`<${name}>`);
      if (name === 'script' && !/^\/assets\/[\w/.-]+$/.test(attributes.get('src') ?? ''))
        wrong.push('a script of somebody else');
      if (['iframe', 'object', 'embed', 'base', 'style', 'template', 'math'].includes(name)) wrong.push(`<${name}>`);
      if (name === 'img' && !(attributes.get('src') ?? '').startsWith('/assets/'))
        wrong.push('an image from elsewhere');
      for (const [attribute, value] of attributes) {
        if (/^on|^style$|^srcdoc$/.test(attribute)) wrong.push(`<${name} ${attribute}>`);
        if (/^(href|action|formaction|src)$/.test(attribute) && !/^(\/(?!\/)|#|https:\/\/[\w.-]+\/)/.test(value))
          wrong.push(`<${name} ${attribute}="${value.slice(0, 60)}">`);
        if (/[^a-z0-9:-]/.test(attribute)) wrong.push(`attribute ${attribute}`);
      }
      return wrong;
    }),
  ];
}

const shapeOf = ({ path }: Route): RegExp => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`);
const without = ['/notices/shop/:shop', '/works/:id', '/layouts/diff/:name', '/layouts/learn', '/tour/file'];

const gets = sections.flatMap((one) => one.routes).filter((one) => one.method === 'get' && !one.path.endsWith('/live'));

test('no page lets a text out of its place: every address, what it leads to, and every question asked with it', async () => {
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  const shown: string[] = [];
  const names = new Set<string>();
  const visit = async (path: string) => {
    if (seen.has(path)) return '';
    const page = await visitor.get(path);
    seen.set(path, page.status);
    if (page.text.includes('x9z')) shown.push(path);
    for (const one of foul(page)) wrong.push(`${path.slice(0, 90)}: ${one}`);
    if (page.status >= 500) wrong.push(`${path.slice(0, 90)}: ${page.status}`);
    for (const [, name] of page.text.matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"/g)) names.add(name!);
    return page.text;
  };
  const leads: string[] = [];
  for (const route of gets)
    for (const path of addresses(route.path)) {
      const { tags } = markupOf(await visit(path));
      for (const { name, attributes } of tags)
        if (name === 'a' && attributes.get('href')?.startsWith('/'))
          leads.push(attributes.get('href')!.replace(/#.*/, ''));
    }
  // One level further: what pages lead to by themselves, one of each kind.
  const kinds = Map.groupBy(leads, (one) =>
    one
      .replace(/=[^&]*/g, '=')
      .replace(/%[0-9A-F]{2}/g, '')
      .slice(0, 40),
  );
  for (const [first] of kinds.values()) await visit(first!);
  // Every page asked with it in every field that any page has.
  names.delete('token');
  const query = new URLSearchParams([...names].map((name) => [name, short]));
  for (const route of gets) await visit(`${addresses(route.path)[0]}?${query}`);
  expect(wrong).toEqual([]);
  const good = [...seen].filter(([, status]) => status === 200).map(([path]) => path.replace(/\?.*/, ''));
  const isAnswered = (route: Route) => good.some((path) => shapeOf(route).test(path));
  // Their pages are made of what the texts of others are made of: a shop with an API, long work, a kept sample, a workspace that practises.
  expect(gets.filter((one) => !isAnswered(one)).map((one) => one.path)).toEqual(without);
  // Nothing would be shown without the texts being there at all.
  expect(shown.length).toBeGreaterThan(60);
});

test('the reader of markup that this is measured with finds what is let out', () => {
  const page = (text: string) =>
    foul({
      status: 200,
      text,
      headers: new Headers({ 'content-type': 'text/html', 'content-security-policy': "default-src 'none'" }),
    });
  expect(page('<p title="a">x</p>')).toEqual([]);
  expect(page(`<p title="${evil}">x</p>`)).not.toEqual([]);
  expect(page(`<p>${evil}</p>`)).not.toEqual([]);
  expect(page('<a href="javascript:x9z(3)">x</a>')).not.toEqual([]);
  expect(page('<p>1 < 2</p>')).not.toEqual([]);
});
