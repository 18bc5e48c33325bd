import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addShop } from '../../src/config/add-shop.ts';
import { changeShop, differences, shopBlock } from '../../src/config/change-shop.ts';
import { SettingsError } from '../../src/config/complaint.ts';
import { hastyJobs } from '../../src/config/hasty-jobs.ts';
import { loadConfig } from '../../src/config/load.ts';
import { questionsOf, typedValue } from '../../src/config/questions.ts';
import type { Config } from '../../src/config/types.ts';
import { durationInMs } from '../../src/config/when-words.ts';
import { connectors } from '../../src/connectors/index.ts';

const shapes = new Map(
  Object.entries(connectors).map(([name, { settings, jobs = {} }]) => [name, { api: settings, jobs }]),
);
const root = mkdtempSync(join(tmpdir(), 'b2-bridge-config-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function load(text: string) {
  writeFileSync(join(root, 'bridge.yaml'), text);
  return loadConfig(root, {}, shapes).config;
}
function complaints(text: string) {
  try {
    load(text);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.complaints;
  }
}
const codes = (text: string) => complaints(text).map((one) => `${one.line}:${one.column} ${one.code}`);

const api = `api:
      seller-id: A1SAMPLE
      lwa:
        client-id: app
        client-secret: { env: SECRET }
        refresh-token: { stored: amazon-refresh }
`;
const shop = (more = '') => `shops:\n  amazon:\n    ${api}${more}`;

describe('a shop with an api block', () => {
  test('speaks to the lab unless it says live, and gets the usual jobs', () => {
    const config = load(shop());
    expect(config.apis.amazon?.live).toBe(false);
    expect(config.apis.amazon?.settings).toMatchObject({ 'seller-id': 'A1SAMPLE', 'orders-api': 'v2026' });
    expect(config.jobs.amazon).toEqual({
      pull: { every: 900_000 },
      sync: {},
      sweep: { cron: '40 3 * * *' },
      notify: { every: 300_000, after: { job: 'pull', changed: true } },
      restock: { every: 3_600_000, after: { job: 'intake', changed: true } },
      drift: { cron: '20 6 * * *' },
    });
    expect(load(shop('    live: true\n')).apis.amazon?.live).toBe(true);
  });

  test('is told through the API, so no file for the marketplace is written beside it', () => {
    expect(load(shop()).shops.amazon?.layouts.notify).toBe('');
    expect(load('shops:\n  amazon:\n').shops.amazon?.layouts.notify).toBe('amazon-shipment-confirm');
  });

  test('shops without one have no jobs', () => {
    const config = load('shops:\n  amazon:\njobs:\n  pull: { every: 1m }\n');
    expect([config.apis, config.jobs]).toEqual([{}, {}]);
  });

  test('every mistake is said at its own line, with the key that was meant', () => {
    const text = `shops:
  amazon:
    api:
      seler-id: A1SAMPLE
      seller-id: a-1
      page-size: 500
      orders-api: v1
      set-skus: x
      lwa:
        client-id: ""
        client-secret: { env: SECRET }
        refresh-token: { env: SECRET, stored: x }
  sheet:
    api: { x: 1 }
  qoo10:
    live: true
`;
    expect(codes(text)).toEqual([
      '4:7 settings-unknown-key-near',
      '5:7 settings-bad-format',
      '6:7 settings-bad-number',
      '7:7 settings-bad-choice',
      '8:7 settings-wrong-type',
      '10:9 settings-missing-key',
      '12:9 settings-secret-in-clear',
      '14:5 settings-no-connector',
      '16:5 settings-live-needs-api',
    ]);
    expect(complaints(text).find(({ line }) => line === 6)?.remedy).toContain('1〜100');
  });

  test('a secret in the clear is refused, and the complaint does not repeat it', () => {
    const text = shop().replace('{ env: SECRET }', 'amzn1.oa2-cs.v1.very-secret');
    const [complaint] = complaints(text);
    expect(complaint).toMatchObject({ line: 7, column: 9, code: 'settings-secret-in-clear' });
    expect(JSON.stringify(complaint)).not.toContain('very-secret');
    const mail = 'mail: { to: [a@b.example], from: a@b.example, smtp: { host: h, port: 25, password: pass-word } }\n';
    const [ofMail] = complaints(`${shop()}${mail}`);
    expect(ofMail?.code).toBe('settings-secret-in-clear');
    expect(JSON.stringify(ofMail)).not.toContain('pass-word');
  });
});

describe('jobs', () => {
  test('of a shop go before those of the workspace, and those before the usual ones', () => {
    const own = '    jobs:\n      notify: { cron: "*/10 8-20 * * 1-5" }\n      restock: { enabled: false }\n';
    const config = load(`${shop(own)}jobs:\n  pull: { every: 1h }\n  notify: { every: 1m }\n`);
    expect(config.jobs.amazon).toEqual({
      pull: { every: 3_600_000 },
      sync: {},
      sweep: { cron: '40 3 * * *' },
      drift: { cron: '20 6 * * *' },
      notify: { cron: '*/10 8-20 * * 1-5' },
    });
    expect(config.jobsOff?.amazon).toEqual(['restock']);
  });

  test('every mistake is said', () => {
    const text = `${shop()}jobs:
  pull: { every: 15 minutes }
  notify: { cron: "61 * * * *" }
  restock: { after: { job: pul } }
  puul: { every: 15m }
`;
    expect(codes(text)).toEqual([
      '10:11 settings-bad-duration',
      '11:13 settings-bad-cron',
      '12:23 settings-unknown-job',
      '13:3 settings-unknown-key-near',
    ]);
    expect(codes(`${shop()}jobs:\n  pull: { every: 15m, cron: "0 * * * *" }\n  notify: {}\n`)).toEqual([
      '10:3 settings-job-when',
      '11:3 settings-job-when',
    ]);
  });

  test('a cron line that never comes is refused', () => {
    expect(codes(`${shop()}jobs:\n  pull: { cron: "0 0 30 2 *" }\n`)).toEqual(['10:11 settings-bad-cron']);
  });

  test('T17: hours, quiet hours, holidays and the look back of a job, with those of its shop', () => {
    const own = `    business-hours: "09:00-12:00, 13:00-18:00"
    holidays: { national: true, dates: ["2026-12-30"] }
    jobs:
      pull: { every: 15m, hours: shop, quiet: "15:00-15:30" }
      issue: { cron: "0 10,14 * * *", holidays: skip, catch-up: never }
`;
    const { jobs, shops } = load(shop(own));
    const holidays = { weekdays: [], national: true, dates: ['2026-12-30'] };
    const hours = [
      { from: 540, to: 720 },
      { from: 780, to: 1080 },
    ];
    expect(jobs.amazon?.pull).toEqual({ every: 900_000, open: { hours, quiet: [{ from: 900, to: 930 }] } });
    expect(jobs.amazon?.issue).toEqual({ cron: '0 10,14 * * *', open: { holidays }, catchUp: 0 });
    expect(shops.amazon?.issue).toBe('manual');
  });

  test('issue is a job of shops without an API, too; one file for all is a job of the workspace', () => {
    const files = 'shops:\n  sheet:\n  base: { jobs: { issue: { cron: "0 9 * * *" } } }\n';
    expect(load(`${files}jobs:\n  issue: { cron: "0 10 * * *" }\n`).jobs).toEqual({
      sheet: { issue: { cron: '0 10 * * *' } },
      base: { issue: { cron: '0 9 * * *' } },
    });
    const together = load(`${files}jobs:\n  issue: { cron: "0 10 * * *", files: one }\n`);
    expect(together.jobs).toEqual({ base: { issue: { cron: '0 9 * * *' } } });
    expect(together.issueTogether).toEqual({ when: { cron: '0 10 * * *' }, shops: ['sheet'] });
  });

  test('hours that cannot be, that nobody wrote down, and times that they never allow are refused, all at once', () => {
    const text = `${shop()}jobs:
  pull: { every: 15m, hours: "9-18" }
  notify: { every: 5m, quiet: "25:00-26:00", catch-up: soon }
`;
    expect(codes(text)).toEqual([
      '10:23 settings-bad-hours',
      '11:24 settings-bad-hours',
      '11:46 settings-bad-catch-up',
    ]);
    const closed = `${shop()}jobs:
  pull: { every: 15m, hours: shop }
  restock: { every: 1h, holidays: skip }
  issue: { cron: "0 3 * * *", hours: "09:00-18:00" }
  notify: { every: 5m, files: one }
`;
    expect(codes(closed)).toEqual([
      '10:23 settings-hours-needed',
      '11:25 settings-holidays-needed',
      '12:12 settings-cron-closed',
      '13:24 settings-files-only-issue',
    ]);
  });

  test('a job after itself is refused, and a job that a shop of files cannot have', () => {
    expect(codes(`${shop()}jobs:\n  pull: { after: { job: pull } }\n`)).toEqual(['9:1 settings-job-circle']);
    expect(codes('shops:\n  sheet: { jobs: { pull: { every: 1h } } }\n')).toEqual(['2:20 settings-unknown-key']);
  });

  test('a mistake that all shops have in common is said once', () => {
    const files = 'shops:\n  one: {}\n  two: {}\n  three: {}\n';
    expect(codes(`${files}jobs:\n  issue: { after: { job: issue } }\n`)).toEqual(['5:1 settings-job-circle']);
  });

  test('jobs that would set each other off for ever are refused', () => {
    const text = `${shop()}jobs:\n  pull: { after: { job: notify } }\n  notify: { after: { job: pull } }\n`;
    expect(codes(text)).toEqual(['9:1 settings-job-circle']);
    expect(complaints(text)[0]?.sentence).toContain('pull → notify → pull');
  });

  test('a circle is named whatever shops have such jobs today, each of several, beside every other mistake', () => {
    const text = `shops:
  sheet:
jobs:
  notify: { after: { job: restock } }
  restock: { after: { job: notify } }
  issue: { after: { job: issue }, every: soon }
exports:
  a: { layout: x, after: { job: export:b } }
  b: { layout: x, after: { job: export:a } }
`;
    expect(complaints(text).map((one) => `${one.line} ${one.code}`)).toEqual([
      '3 settings-job-circle',
      '3 settings-job-circle',
      '6 settings-bad-duration',
      '8 settings-job-circle',
      '9 settings-job-circle',
    ]);
    expect(complaints(text)[0]?.sentence).toContain('notify → restock → notify');
    expect(complaints(text)[1]?.sentence).toContain('issue → issue');
    const off = text.replace('{ job: notify } }', '{ job: notify }, enabled: false }');
    expect(complaints(off).map((one) => one.line)).toEqual([3, 6, 8, 9]);
  });

  test('a circle that closes only with the lines of a shop, or with what its connector does by itself, is named there', () => {
    const half = 'jobs:\n  notify: { after: { job: sync } }\n';
    const own = shop('    jobs: { sync: { after: { job: notify } } }\n');
    expect(complaints(`${own}${half}`).map((one) => `${one.line} ${one.sentence}`)).toEqual([
      expect.stringMatching(/^9 .*sync → notify → sync/),
    ]);
    expect(codes(`${shop()}${half}`)).toEqual([]);
    expect(complaints(`${shop()}jobs:\n  pull: { after: { job: notify } }\n`).map((one) => one.sentence)).toEqual([
      expect.stringContaining('pull → notify → pull'),
    ]);
  });

  test.each([
    ['30s', 30_000],
    ['15m', 900_000],
    ['1 h', 3_600_000],
    ['7d', 604_800_000],
    ['8d', 0],
    ['0m', 0],
    ['1.5h', 0],
    ['', 0],
    ['15', 0],
  ])('%s is %d ms', (words, ms) => expect(durationInMs(words)).toBe(ms));
});

describe('mail', () => {
  const mail = (inner: string) => `${shop()}mail: { ${inner} }\n`;
  test('goes to each address once, over the given server', () => {
    const config = load(
      mail(
        'to: [a@b.example, a@b.example], from: c@b.example, smtp: { host: h, port: 465, secure: true, user: u, password: { env: P } }',
      ),
    );
    expect(config.mail).toEqual({
      to: ['a@b.example'],
      from: 'c@b.example',
      smtp: { host: 'h', port: 465, secure: true, user: 'u', password: { env: 'P' } },
    });
  });
  test('addresses that are none and ports that are none are refused', () => {
    expect(
      codes(mail('to: [], from: "見本 <a@b.example>", smtp: { host: h, port: 0 }')).map((one) => one.split(' ')[1]),
    ).toEqual(['settings-missing-key', 'settings-bad-mail-address', 'settings-bad-number']);
  });
  test('a live shop needs a server of its own: its mails must not end in a lab', () => {
    const text = `${shop('    live: true\n')}mail: { to: [a@b.example], from: c@b.example }\n`;
    expect(codes(text)).toEqual(['10:1 settings-smtp-needed']);
  });
});

describe('adding a shop to bridge.yaml', () => {
  const block = { 'seller-id': 'A1', lwa: { 'client-secret': { env: 'S' } } };
  const add = (text: string, name = 'amazon', more = {}) =>
    addShop(text, { name, marketplace: 'amazon', title: '', live: false, api: block, ...more });

  test('changes nothing else: comments, quotes, order and blank lines stay', () => {
    const text = `# 先頭のコメント
shops:
  # 一つ目
  amazon:
    title: "Amazon"      # 右のコメント

  sheet:   # 最後
`;
    expect(add(text)).toBe(`# 先頭のコメント
shops:
  # 一つ目
  amazon:
    title: "Amazon"      # 右のコメント
    api:
      seller-id: A1
      lwa:
        client-secret: { env: S }

  sheet:   # 最後
`);
  });
  test('a shop that is only named and one that is not there yet get it too', () => {
    expect(add('shops:\n  amazon:\n')).toContain('  amazon:\n    api:\n      seller-id: A1\n');
    expect(add('shops:\n  sheet: {}\n', 'second', { title: '二号店', live: true })).toBe(
      'shops:\n  sheet: {}\n  second:\n    title: 二号店\n    marketplace: amazon\n    live: true\n    api:\n      seller-id: A1\n      lwa:\n        client-secret: { env: S }\n',
    );
  });
  test('line ends stay what they were', () => {
    expect(add('shops:\r\n  amazon:\r\n').split('\r\n').length).toBe(add('shops:\n  amazon:\n').split('\n').length);
    expect(add('shops:\r\n  amazon:\r\n')).not.toMatch(/[^\r]\n/);
  });
  test('what is asked is what has no default', () => {
    expect(questionsOf(connectors.amazon!.settings).map(({ path, isSecret }) => [path.join('.'), isSecret])).toEqual([
      ['seller-id', false],
      ['lwa.client-id', false],
      ['lwa.client-secret', true],
      ['lwa.refresh-token', true],
    ]);
  });
  test('a value that may be left out is asked for when it wants to be; what was typed becomes what the schema has', () => {
    const schema = z.strictObject({
      host: z.string(),
      automation: z.boolean(),
      location: z.string().optional().meta({ ask: true }),
      pages: z.number().default(100),
      words: z.array(z.string()).optional(),
      in: z.strictObject({ code: z.string() }),
    });
    expect(questionsOf(schema).map(({ path, mayBeBlank }) => [path.join('.'), mayBeBlank])).toEqual([
      ['host', false],
      ['automation', false],
      ['location', true],
      ['in.code', false],
    ]);
    const typed = (path: string, text: string) => typedValue(schema, path.split('.'), text);
    expect([typed('automation', 'はい'), typed('automation', 'n'), typed('automation', 'maybe')]).toEqual([
      true,
      false,
      'maybe',
    ]);
    expect([typed('pages', '50'), typed('pages', 'x'), typed('words', 'a, b'), typed('in.code', '012')]).toEqual([
      50,
      'x',
      ['a', 'b'],
      '012',
    ]);
  });
});

describe('changing a shop in bridge.yaml', () => {
  const text = `shops:
  # 本店
  amazon:
    api:
      # 出品者
      seller-id: A1
      lwa: { client-secret: { env: S } }
    jobs:
`;
  test('only what differs is set; comments stay', () => {
    const wanted = [
      { path: ['api', 'seller-id'], value: 'A2' },
      { path: ['api', 'lwa', 'client-secret'], value: { env: 'S' } },
      { path: ['layouts', 'read'], value: ['one', 'two'] },
      { path: ['jobs', 'restock', 'enabled'], value: false },
    ];
    const found = differences(shopBlock(text, 'amazon'), wanted);
    expect(found.map(({ path, old }) => [path.join('.'), old])).toEqual([
      ['api.seller-id', 'A1'],
      ['layouts.read', undefined],
      ['jobs.restock.enabled', undefined],
    ]);
    const changed = changeShop(text, 'amazon', found);
    expect(changed).toBe(`shops:
  # 本店
  amazon:
    api:
      # 出品者
      seller-id: A2
      lwa: { client-secret: { env: S } }
    jobs:
      restock:
        enabled: false
    layouts:
      read: [ one, two ]
`);
    expect(differences(shopBlock(changed, 'amazon'), wanted)).toEqual([]);
    expect(changeShop(changed, 'amazon', [])).toBe(changed);
  });
});

describe('T20: exports', () => {
  const file = (more: string) => `shops:\n  amazon:\nexports:\n${more}`;

  test('are taken with their folder, filter and times', () => {
    const { exports } = load(
      file(
        '  picking: { layout: picking-list, cron: "0 10 * * *", folder: ../nas, states: [ready], as: xlsx }\n  off: { layout: x, enabled: false }\n',
      ),
    );
    expect(exports).toEqual({
      picking: {
        name: 'picking',
        title: 'picking',
        layout: 'picking-list',
        shops: ['amazon'],
        states: ['ready'],
        methods: [],
        shipDate: 'any',
        files: 'one',
        as: 'xlsx',
        folder: join(root, '..', 'nas'),
        file: '{export}-{shop}-{date}-{time}',
        when: { cron: '0 10 * * *' },
      },
    });
  });

  test('every mistake is said at once, with its place', () => {
    const text = file(`  Picking: { layout: x }
  a: { layout: x, cron: "0 0 31 2 *", file: "{day}" }
  b: { layout: x, file: "a/b", states: [sent] }
`);
    expect(codes(text)).toEqual([
      '5:19 settings-bad-cron',
      '5:39 settings-bad-file-pattern',
      '6:19 settings-bad-file-pattern',
      '6:41 settings-bad-choice',
    ]);
    const more = file(`  Picking: { layout: x }
  a: { layout: x, after: { job: export:b }, shops: [amazn], folder: outbox/x }
  b: { layout: x, after: { job: export:a }, every: 1h, cron: "0 1 * * *" }
  c: { layout: x, after: { job: export:c }, holidays: skip }
  d: { layout: x, after: { job: pul }, hours: shop }
`);
    expect(complaints(more).map((one) => `${one.line} ${one.code}`)).toEqual([
      '4 settings-bad-export-name',
      '5 settings-unknown-shop',
      '5 settings-job-circle',
      '5 settings-export-folder',
      '6 settings-job-when',
      '6 settings-job-circle',
      '7 settings-job-circle',
      '7 settings-holidays-needed',
      '8 settings-unknown-job',
      '8 settings-hours-needed',
    ]);
  });
});

describe('jobs that run too often', () => {
  const usual = new Map([['amazon', { jobs: { pull: { every: 900_000 }, notify: { every: 300_000 }, ship: {} } }]]);
  const found = (jobs: Config['jobs'][string]) =>
    hastyJobs({ shops: { a: { marketplace: 'amazon' } }, jobs: { a: jobs } } as never, usual).map(
      ({ job, minutes }) => `${job} ${minutes}`,
    );
  test('E6: five minutes or less, and less than usual', () => {
    expect(found({ pull: { every: 300_000 } })).toEqual(['pull 5']);
    expect(found({ pull: { every: 360_000 }, notify: { every: 300_000 } })).toEqual([]);
    expect(found({ notify: { every: 30_000 }, ship: { every: 300_000 } })).toEqual(['notify 1', 'ship 5']);
    expect(found({ pull: { cron: '*/5 * * * *' }, ship: { cron: '0 9 * * *' } })).toEqual(['pull 5']);
    expect(found({ pull: { after: { job: 'ship', changed: true } } })).toEqual([]);
  });
});
