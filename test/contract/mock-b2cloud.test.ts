import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { type B2Client, b2Client } from '../support/b2-client.ts';
import { labControl } from '../support/lab-client.ts';

const start = Date.parse('2026-11-21T03:00:00Z');

let lab: Lab;
let b2: B2Client;
let control: ReturnType<typeof labControl>;

beforeAll(async () => {
  lab = await startLab({ now: () => start });
  control = labControl(lab, 'b2cloud');
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.set(start);
  await control.post('/reset', { seed: 'empty' });
  b2 = b2Client(lab);
});

const ledger = async () => (await control.holdings()).waybills!;

describe('the door', () => {
  it('takes the key on the first request only and a session of an hour afterwards', async () => {
    expect((await b2.register([b2.shipment()])).status).toBe(200);
    expect(b2.session()).toMatch(/^SID=/);
    lab.clock.turn(3_600_000);
    expect((await b2.call('GET', 'editA')).status).toBe(200);
    lab.clock.turn(3_600_001);
    const dead = await b2.call('GET', 'editA');
    expect([dead.status, dead.json]).toEqual([401, { feed: { title: 'Authentication error.' } }]);
  });

  it.each([
    ['no key', {}],
    ['a wrong key', { authorization: 'Token wrong' }],
    ['two spaces', { authorization: 'Token  lab-b2-access-key-0001' }],
    ['another scheme', { authorization: 'Bearer lab-b2-access-key-0001' }],
  ])('refuses %s', async (_what, headers) => {
    expect((await b2.raw('GET', 'editA', undefined, headers)).status).toBe(401);
  });

  it('refuses Authorization beside a living session', async () => {
    await b2.register([b2.shipment()]);
    const twice = await b2.call('GET', 'editA', undefined, { authorization: `Token ${b2.credentials.accessKey}` });
    expect(twice.status).toBe(400);
  });

  it('wants X-Requested-With on writes of a session', async () => {
    await b2.register([b2.shipment()]);
    const { status } = await b2.raw(
      'POST',
      `editA?api_user_id=${b2.credentials.apiUserId}`,
      { feed: { entry: [] } },
      { cookie: b2.session() },
    );
    expect(status).toBe(417);
  });

  it('refuses a company that is not registered, and names it', async () => {
    const { status, json } = await b2.call('POST', 'editA?api_user_id=NOBODY', {
      feed: { entry: [{ shipment: b2.shipment() }] },
    });
    expect([status, json.feed.title, json.feed.subtitle]).toEqual([403, 'Error', '403']);
    expect(json.feed.summary).toContain('NOBODY');
  });

  it.each([
    ['renew-key', {}],
    ['refuse-key', { refused: 'on' }],
  ])('after %s the old key and its sessions end', async (name, args) => {
    await b2.register([b2.shipment()]);
    await control.change(name, args);
    expect((await b2.call('GET', 'editA')).status).toBe(401);
    b2.forget();
    const key = { authorization: 'Token lab-b2-access-key-0001' };
    expect((await b2.raw('GET', 'editA', undefined, key)).status).toBe(401);
  });

  it.each([
    ['unknown query', 'GET', 'editA?wrong=1', undefined, 400],
    [
      'unknown property',
      'POST',
      'editA?api_user_id=LABAPI0001',
      { feed: { entry: [{ shipment: { nmae: 'x' } }] } },
      400,
    ],
    ['no JSON', 'POST', 'editA?api_user_id=LABAPI0001', '<feed/>', 400],
    ['no rows', 'POST', 'editA?api_user_id=LABAPI0001', { feed: { entry: [] } }, 400],
    ['unknown path', 'GET', 'nothing', undefined, 404],
  ])('refuses %s', async (_what, method, path, body, status) => {
    expect((await b2.call(method, path, body)).status).toBe(status);
  });

  it('takes 1,000 rows and refuses 1,001', async () => {
    const rows = Array.from({ length: 1001 }, (_, index) => b2.shipment({ shipment_number: `N_${index}` }));
    expect((await b2.register(rows)).status).toBe(416);
    const taken = await b2.register(rows.slice(1));
    expect(taken.json.feed.entry).toHaveLength(1000);
  });

  it('is busy when it is told to be', async () => {
    await control.change('busy', { busy: 'on' });
    expect((await b2.register([b2.shipment()])).status).toBe(419);
    await control.change('busy', { busy: 'off' });
    await control.fault('registerEdit', 'too-many');
    expect((await b2.register([b2.shipment()])).status).toBe(419);
    expect((await b2.register([b2.shipment()])).status).toBe(200);
  });
});

describe('rows before they are printed', () => {
  it('one bad row among good ones keeps its errors to itself', async () => {
    const { json, status } = await b2.register([
      b2.shipment(),
      b2.shipment({ shipment_number: 'N_2', consignee_zip_code: '9999999' }),
    ]);
    expect(status).toBe(200);
    const [good, bad] = json.feed.entry;
    expect([good.error, good.shipment.error_flg, good.shipment.tracking_number]).toEqual([[], '0', '1']);
    expect(bad.shipment.error_flg).toBe('9');
    expect(bad.error).toEqual([
      {
        error_property_name: 'consignee_zip_code',
        error_code: 'EF016001',
        error_description: expect.stringContaining('郵便番号'),
      },
    ]);
  });

  it('a correction must know the newest state', async () => {
    const { feed } = (await b2.register([b2.shipment({ consignee_zip_code: '9999999' })])).json;
    const { tracking_number, created_ms } = feed.entry[0].shipment;
    const put = (updated: string) =>
      b2.call('PUT', 'editA', {
        feed: { updated, entry: [{ shipment: { tracking_number, created_ms, consignee_zip_code: '1500002' } }] },
      });
    const done = await put(feed.updated);
    expect(done.json.feed.entry[0].shipment.error_flg).toBe('0');
    expect((await put(feed.updated)).status).toBe(409);
  });

  it('deleted rows are gone', async () => {
    const { feed } = (await b2.register([b2.shipment(), b2.shipment({ shipment_number: 'N_2' })])).json;
    const { tracking_number, created_ms } = feed.entry[0].shipment;
    const gone = await b2.call(
      'POST',
      'editA',
      { feed: { updated: feed.updated, entry: [{ shipment: { tracking_number, created_ms } }] } },
      { 'x-http-method-override': 'DELETE /editA' },
    );
    expect(gone.status).toBe(200);
    const left = await b2.call('GET', 'editA');
    expect(
      left.json.feed.entry.map((one: { shipment: { shipment_number: string } }) => one.shipment.shipment_number),
    ).toEqual(['N_2']);
  });

  it('of two rows with one number the other is no duplicate any more when one is deleted', async () => {
    const { feed } = (await b2.register([b2.shipment(), b2.shipment()])).json;
    const { tracking_number, created_ms } = feed.entry[1].shipment;
    const body = { feed: { updated: feed.updated, entry: [{ shipment: { tracking_number, created_ms } }] } };
    await b2.call('POST', 'editA', body, { 'x-http-method-override': 'DELETE /editA' });
    expect((await b2.call('GET', 'editA')).json.feed.entry).toMatchObject([{ shipment: { error_flg: '0' } }]);
  });

  it('an error can be forced for one number', async () => {
    await control.change('force-error', { code: 'OS001001', property: 'consignee_zip_code', customer: 'N_2' });
    const { json } = await b2.register([b2.shipment(), b2.shipment({ shipment_number: 'N_2' })]);
    expect(json.feed.entry.map((one: { error: unknown[] }) => one.error.length)).toEqual([0, 1]);
    expect(json.feed.entry[1].error[0].error_code).toBe('OS001001');
  });
});

describe('printing without screen', () => {
  it('gives numbers with a right check digit, one per parcel, in the spool once', async () => {
    const rows = await b2.print([
      b2.shipment(),
      b2.shipment({ shipment_number: 'N_2', package_qty: '3', closure_key: 'K1', is_printing_lot: '3' }),
    ]);
    const numbers: string[] = rows.map((one) => one.shipment.tracking_number);
    expect(rows.map((one) => one.shipment.shipment_number)).toEqual(['250-0000001-0000001_1', 'N_2', 'N_2', 'N_2']);
    for (const number of numbers) {
      expect(number).toMatch(/^\d{12}$/);
      expect(Number(number.slice(0, 11)) % 7).toBe(Number(number.at(-1)));
    }
    expect((await ledger()).map((one) => one.trackingNumber)).toEqual(numbers);
  });

  it('type 6: the key of the parcels becomes the number of the first', async () => {
    const rows = await b2.print(
      ['N_1', 'N_2'].map((shipment_number) =>
        b2.shipment({ shipment_number, service_type: '6', closure_key: 'K1', short_delivery_date_flag: '0' }),
      ),
    );
    const first = rows[0].shipment.tracking_number;
    expect(rows.map((one) => one.shipment.closure_key)).toEqual([first, first]);
  });

  it('there is no number before the PDF was fetched, and the PDF needs its check first', async () => {
    const { feed } = (await b2.register([b2.shipment()])).json;
    const issued = (await b2.issue(b2.orderOf(feed))).json.feed;
    expect(issued.title).toMatch(/^TMIN\d+$/);
    expect((await b2.poll(issued.title)).status).toBe(202);
    lab.clock.turn(500);
    expect((await b2.poll(issued.title)).status).toBe(419);
    lab.clock.turn(2000);
    const done = await b2.poll(issued.title);
    expect(done.json.feed.entry).toEqual([{ title: 'Success', summary: 'created' }]);

    const early = await b2.file(issued.title, 'fileonly');
    expect([early.status, early.text.startsWith('<html>')]).toEqual([200, true]);
    expect(await ledger()).toEqual([]);
    const nothing = (await b2.spool(done.json.feed.title)).json.feed;
    expect([nothing.title, nothing.subtitle]).toEqual(['Error', '204']);

    await b2.file(issued.title, 'checkonly');
    expect((await b2.file(issued.title, 'fileonly')).text.startsWith('%PDF')).toBe(true);
    expect(await ledger()).toHaveLength(1);
    lab.clock.turn(2000);
    const found = (await b2.spool(nothing.summary)).json.feed.entry;
    expect(found).toHaveLength(1);
    expect((await b2.history('250-0000001-0000001_1')).json.feed.entry[0].shipment.tracking_number).toBe(
      found[0].shipment.tracking_number,
    );
  });

  it('fetching the PDF again gives the same labels, no second number', async () => {
    const { feed } = (await b2.register([b2.shipment()])).json;
    const no = (await b2.issue(b2.orderOf(feed))).json.feed.title;
    lab.clock.turn(3000);
    await b2.file(no, 'checkonly');
    const [first, second] = [await b2.file(no, 'fileonly'), await b2.file(no, 'fileonly')];
    expect(second.text).toBe(first.text);
    expect(await ledger()).toHaveLength(1);
  });

  it('the same order sent twice prints once', async () => {
    const { feed } = (await b2.register([b2.shipment()])).json;
    expect((await b2.issue(b2.orderOf(feed))).status).toBe(200);
    expect((await b2.issue(b2.orderOf(feed))).status).toBeGreaterThanOrEqual(400);
    expect((await control.holdings()).issues).toHaveLength(1);
  });

  it.each([
    ['a row with an error', { consignee_zip_code: '9999999' }, '1', 'm', {}, 400],
    ['an id without revision', {}, '1', 'm', { id: '/000000000000-/editA/1' }, 500],
    ['a label printer for ゆうメール', { service_type: '3' }, '3', 'm', {}, 400],
    ['a label printer for A5', {}, '3', 'm5', {}, 400],
    ['an unknown sheet', {}, '1', 'zz', {}, 400],
    ['a stale state', {}, '1', 'm', { updated: '2026-01-01T00:00:00+09:00' }, 409],
  ])(
    'refuses %s and prints nothing',
    async (_what, changes, printer, sheet, { id, updated }: { id?: string; updated?: string }, status) => {
      const { feed } = (await b2.register([b2.shipment(changes)])).json;
      const body = b2.orderOf(feed, feed.entry, printer);
      if (id) body.feed.entry[0].id = id;
      if (updated) body.feed.updated = updated;
      expect((await b2.issue(body, sheet)).status).toBe(status);
      expect((await control.holdings()).issues).toEqual([]);
    },
  );

  it('an RXID of the spool works once, for an hour, and without a session', async () => {
    const rows = await b2.print([b2.shipment()]);
    expect(rows).toHaveLength(1);
    const { feed } = (await b2.register([b2.shipment({ shipment_number: 'N_2' })])).json;
    const no = (await b2.issue(b2.orderOf(feed))).json.feed.title;
    lab.clock.turn(3000);
    const one = (await b2.poll(no)).json.feed.title;
    lab.clock.turn(2000);
    const two = (await b2.poll(no)).json.feed.title;
    await b2.file(no, 'checkonly');
    await b2.file(no, 'fileonly');
    lab.clock.turn(2000);
    b2.forget();
    expect((await b2.raw('GET', `editA?spool&_RXID=${one}`)).json.feed.entry).toHaveLength(1);
    expect((await b2.raw('GET', `editA?spool&_RXID=${one}`)).status).toBe(401);
    expect((await b2.raw('GET', `editA?spool&_RXID=${two}`)).json.feed.subtitle).toBe('204');
    expect((await b2.raw('GET', 'editA?spool&_RXID=RXunknown')).status).toBe(401);
    expect((await b2.raw('GET', `editA?spool&_RXID=${feed.title}`)).status).toBe(401);
  });

  it('an RXID is dead after an hour', async () => {
    const { feed } = (await b2.register([b2.shipment()])).json;
    const no = (await b2.issue(b2.orderOf(feed))).json.feed.title;
    lab.clock.turn(3000);
    const rxid = (await b2.poll(no)).json.feed.title;
    lab.clock.turn(3_600_000);
    expect((await b2.spool(rxid)).status).toBe(401);
  });

  it('a failed print says so and leaves no number', async () => {
    await control.change('fail-issues');
    const { feed } = (await b2.register([b2.shipment()])).json;
    const no = (await b2.issue(b2.orderOf(feed))).json.feed.title;
    lab.clock.turn(3000);
    expect((await b2.poll(no)).status).toBe(400);
    expect(await ledger()).toEqual([]);
  });

  it('a lost answer happens before or after the act', async () => {
    const { feed } = (await b2.register([b2.shipment()])).json;
    await control.fault('issue', 'reset');
    await expect(b2.issue(b2.orderOf(feed))).rejects.toThrow();
    expect((await control.holdings()).issues).toEqual([]);
    await control.fault('issue', 'lost');
    await expect(b2.issue(b2.orderOf(feed))).rejects.toThrow();
    expect((await control.holdings()).issues).toHaveLength(1);
  });

  it('half of the numbers, HTML instead of a PDF, a shut history, when it is told to', async () => {
    await control.change('partial-numbers', { rows: 1 });
    expect(await b2.print([b2.shipment(), b2.shipment({ shipment_number: 'N_2' })])).toHaveLength(1);
    expect(await ledger()).toHaveLength(2);
    await control.change('history', { open: 'off' });
    expect((await b2.history('N_2')).status).toBe(403);
    await control.change('html-instead-of-pdf');
    const { feed } = (await b2.register([b2.shipment({ shipment_number: 'N_3' })])).json;
    const no = (await b2.issue(b2.orderOf(feed))).json.feed.title;
    lab.clock.turn(3000);
    await b2.file(no, 'checkonly');
    expect((await b2.file(no, 'fileonly')).text.startsWith('<html>')).toBe(true);
    expect((await b2.file(no, 'fileonly')).text.startsWith('%PDF')).toBe(true);
  });
});

describe('the edit screen', () => {
  it('opens once with its RXID; printable rows are ticked, bad ones are framed with the reason at the field', async () => {
    const { feed } = (
      await b2.register([b2.shipment(), b2.shipment({ shipment_number: 'N_2', consignee_zip_code: '9999999' })])
    ).json;
    const { html } = await b2.openScreen(feed.title);
    const rows = html.split('<tr data-no').slice(1);
    expect(rows[0]).toContain(' checked>');
    expect(rows[1]).not.toContain(' checked>');
    expect(rows[1]).toMatch(/name="consignee_zip_code"[^>]*class="bad"[^>]*>.{0,40}この郵便番号は存在しません/);
    expect((await b2.screenOf(feed.title)).status).toBe(401);
  });

  it('a correction, another slip type and a cool class make the row printable; the ledger knows what was changed', async () => {
    const { feed } = (
      await b2.register([
        b2.shipment({ consignee_zip_code: '9999999' }),
        b2.shipment({ shipment_number: 'N_2', service_type: '3' }),
      ])
    ).json;
    const { screen } = await b2.openScreen(feed.title);
    const saved = await b2.onScreen('rows', {
      screen,
      no: '1',
      values: { consignee_zip_code: '1500002', is_cool: '2' },
    });
    expect(saved.json.counts).toMatchObject({ printable: 2, wrong: 0 });
    await b2.onScreen('rows', { screen, no: '2', values: { service_type: 'A' } });
    const printed = await b2.onScreen('issue', { screen, rows: ['1', '2'], paper: 'm' });
    expect(printed.json.waybills).toHaveLength(2);
    expect(await ledger()).toMatchObject([
      {
        customerNo: '250-0000001-0000001_1',
        service: '0',
        cool: '2',
        route: 'screen',
        changed: ['is_cool', 'consignee_zip_code'],
      },
      { customerNo: 'N_2', service: 'A', route: 'screen', changed: ['service_type'] },
    ]);
    const rxid = new URL(printed.json.notify).searchParams.get('_RXID')!;
    b2.forget();
    const rows = (await b2.raw('GET', `editA?spool&_RXID=${rxid}`)).json.feed.entry;
    expect(rows.map((one: { shipment: { service_type: string } }) => one.shipment.service_type)).toEqual(['0', 'A']);
  });

  it('closing it loses everything that was not printed', async () => {
    const { feed } = (await b2.register([b2.shipment(), b2.shipment({ shipment_number: 'N_2' })])).json;
    const { screen } = await b2.openScreen(feed.title);
    await b2.onScreen('issue', { screen, rows: ['2'], paper: 'm' });
    expect((await b2.onScreen('close', { screen })).json).toEqual({ lost: 1 });
    expect((await b2.onScreen('issue', { screen, rows: ['1'], paper: 'm' })).status).toBe(400);
    expect((await b2.call('GET', 'editA')).status).toBe(400);
    expect((await ledger()).map((one) => one.customerNo)).toEqual(['N_2']);
  });

  it('a row with an error cannot be printed, and a row not twice', async () => {
    const { feed } = (await b2.register([b2.shipment(), b2.shipment({ shipment_number: 'N_2', item_name1: '' })])).json;
    const { screen } = await b2.openScreen(feed.title);
    expect((await b2.onScreen('issue', { screen, rows: ['1', '2'], paper: 'm' })).status).toBe(400);
    expect((await b2.onScreen('issue', { screen, rows: ['1', '1'], paper: 'm' })).json.waybills).toHaveLength(1);
    expect((await b2.onScreen('issue', { screen, rows: ['1'], paper: 'm' })).status).toBe(400);
    expect(await ledger()).toHaveLength(1);
  });

  it('the same orders in two tabs are a duplicate warning that a person may overrule', async () => {
    await b2.openScreen((await b2.register([b2.shipment()])).json.feed.title);
    const { feed } = (await b2.register([b2.shipment()])).json;
    expect(feed.entry[0].shipment.error_flg).toBe('2');
    const { screen } = await b2.openScreen(feed.title);
    expect((await b2.onScreen('issue', { screen, rows: ['1'], paper: 'm' })).status).toBe(200);
  });

  it('only a registered host is told', async () => {
    const { feed } = (await b2.register([b2.shipment()])).json;
    expect((await b2.screenOf(feed.title, 'https://elsewhere.example/told')).status).toBe(403);
    expect((await b2.screenOf(feed.title)).status).toBe(200);
  });

  it('the notification can be lost', async () => {
    await control.change('notify', { by: 'lost' });
    const { feed } = (await b2.register([b2.shipment()])).json;
    const { screen } = await b2.openScreen(feed.title);
    expect((await b2.onScreen('issue', { screen, rows: ['1'], paper: 'm' })).json.notify).toBe('');
    expect((await control.holdings()).notifications).toMatchObject([{ by: 'lost' }]);
    expect((await b2.history('250-0000001-0000001_1')).json.feed.entry).toHaveLength(1);
  });
});

describe('labels', () => {
  it.each([
    ['A4', 'm', [595, 842]],
    ['A5', 'm5', [420, 595]],
    ['label printer', 'label', [326, 561]],
  ])('%s: one page per slip', async (_name, paper, [width, height]) => {
    const { feed } = (
      await b2.register([
        b2.shipment({ package_qty: '3', closure_key: 'K1' }),
        b2.shipment({ shipment_number: 'N_2', service_type: 'A' }),
      ])
    ).json;
    const { screen } = await b2.openScreen(feed.title);
    const printed = (await b2.onScreen('issue', { screen, rows: ['1', '2'], paper })).json;
    const pdf = await (await fetch(new URL(printed.pdf, lab.systems.b2cloud.screen))).text();
    expect(pdf.startsWith('%PDF')).toBe(true);
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(4);
    const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map((one) => [
      Number(one[1]),
      Number(one[2]),
    ]);
    for (const box of boxes) expect([Math.round(box[0]!), Math.round(box[1]!)]).toEqual([width, height]);
  });

  it('many are drawn by a thread of their own while the lab goes on answering', async () => {
    const { feed } = (await b2.register([b2.shipment({ package_qty: '60', closure_key: 'K1' })])).json;
    const no = (await b2.issue(b2.orderOf(feed))).json.feed.title;
    lab.clock.turn(3000);
    await b2.file(no, 'checkonly');
    const fetching = b2.file(no, 'fileonly');
    expect((await b2.poll(no)).status).toBe(200);
    expect((await fetching).text.match(/\/Type \/Page\b/g)).toHaveLength(60);
    expect(await ledger()).toHaveLength(60);
  });
});
