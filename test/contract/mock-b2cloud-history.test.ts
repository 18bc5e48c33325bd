import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { type B2Client, b2Client } from '../support/b2-client.ts';
import { labControl } from '../support/lab-client.ts';

/* What happens after the print: search, 再発行, 取消, 集荷依頼; every slip type on every sheet; the error list of an import. */

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

const base = () => lab.systems.b2cloud.api;
const pageOf = async (path: string) => (await fetch(`${base()}/b2/p/${path}`)).text();
const form = (path: string, values: readonly (readonly [string, string])[]) =>
  fetch(`${base()}/b2/p/_screen/${path}`, {
    method: 'POST',
    body: new URLSearchParams(values as [string, string][]),
    redirect: 'manual',
  });
/** Prints rows on a sheet: the PDF as text of its page boxes, and the numbers. */
async function print(shipments: Record<string, string>[], printType = 'm', printer = '1') {
  const { feed } = (await b2.register(shipments)).json;
  expect(feed.entry.map((one: { error: unknown[] }) => one.error)).toEqual(feed.entry.map(() => []));
  const issued = await b2.issue(b2.orderOf(feed, feed.entry, printer), printType);
  if (issued.status !== 200) return { status: issued.status, boxes: [], numbers: [] as string[], no: '' };
  const no = issued.json.feed.title;
  const { boxes, numbers } = await fetchPdf(no);
  return { status: 200, boxes, numbers, no };
}
async function fetchPdf(no: string) {
  lab.clock.turn(2000);
  const polled = await b2.poll(no);
  expect(polled.status).toBe(200);
  await b2.file(no, 'checkonly');
  const answer = await fetch(`${base()}/b2/p/getfile?display=0&issue_no=${no}&fileonly=1`, {
    headers: { cookie: b2.session() },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const boxes = [...bytes.toString('latin1').matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map((one) =>
    one.slice(1).map((points) => Math.round((Number(points) * 254) / 72) / 10),
  );
  lab.clock.turn(2000);
  const { feed } = (await b2.spool(polled.json.feed.title)).json;
  const numbers = (feed.entry ?? []).map(
    (one: { shipment: { tracking_number: string } }) => one.shipment.tracking_number,
  );
  return { boxes, numbers: numbers as string[], feed };
}

const kinds: [string, Record<string, string>][] = [
  ['0', {}],
  [
    '1',
    {
      is_using_shipment_email: '1',
      shipment_email_address: 'a@example.jp',
      input_device_type: '1',
      shipment_message: '到着',
    },
  ],
  ['2', { amount: '3000', tax_amount: '272' }],
  ['3', {}],
  ['4', { delivery_time_zone: '0010' }],
  ['5', {}],
  ['6', { package_qty: '2', closure_key: 'K1' }],
  ['7', {}],
  ['8', {}],
  ['9', { amount: '3000', tax_amount: '272' }],
  ['A', {}],
];

describe('sheets', () => {
  it('prints every slip type on A4, and on a label printer those that it takes', async () => {
    await control.change('contract', { name: '1', has: 'on' });
    for (const [code, more] of kinds) {
      const shipment = (no: string) =>
        b2.shipment({ shipment_number: no, service_type: code, short_delivery_date_flag: '0', ...more });
      const { boxes } = await print([shipment(`A4_${code}`)]);
      expect([code, boxes[0]]).toEqual([code, [210, 297]]);
      const label = await print([shipment(`LP_${code}`)], code === '6' ? '0' : 'm', '3');
      const isLong = code === '2' || code === '4';
      if (['0', '2', '4', '7', 'A'].includes(code))
        expect([code, label.boxes[0]]).toEqual([code, isLong ? [119.6, 236] : [115, 198]]);
      else expect([code, label.status]).toEqual([code, 400]);
    }
  }, 30_000);

  it.each([
    ['3', 8],
    ['7', 6],
    ['A', 6],
  ])('puts slips of type %s, %i on a page, on their own sheet', async (code, most) => {
    const rows = Array.from({ length: most + 1 }, (_, index) =>
      b2.shipment({ shipment_number: `P_${index}`, service_type: code, short_delivery_date_flag: '0' }),
    );
    expect((await print(rows, code)).boxes).toEqual([
      [210, 297],
      [210, 297],
    ]);
  });
});

describe('再発行 and 取消', () => {
  it('prints a slip again with its number, gives no second issued data and makes no second parcel', async () => {
    const { numbers } = await print([b2.shipment()]);
    const said = await b2.call('PUT', 'history?reissue&print_type=m5', {
      feed: { entry: [{ shipment: { tracking_number: numbers[0] } }] },
    });
    expect(said.status).toBe(200);
    const again = await fetchPdf(said.json.feed.title);
    expect(again.boxes).toEqual([[148, 210]]);
    expect(again.feed).toMatchObject({ title: 'Error', subtitle: '204' });
    expect((await control.holdings()).waybills).toMatchObject([{ trackingNumber: numbers[0], reissues: 1 }]);
    const { feed } = (await b2.history('*')).json;
    expect(feed.entry.map((one: { shipment: object }) => one.shipment)).toMatchObject([
      { tracking_number: numbers[0], reissue_count: '1', display_flg: '1' },
    ]);
  });

  it.each([
    ['a number that nobody has', '400000000002', 'm', 400],
    ['a sheet that is none', '', 'X', 400],
  ])('refuses %s', async (_what, number, sheet, status) => {
    const { numbers } = await print([b2.shipment()]);
    const body = { feed: { entry: [{ shipment: { tracking_number: number || numbers[0] } }] } };
    expect((await b2.call('PUT', `history?reissue&print_type=${sheet}`, body)).status).toBe(status);
    expect((await control.holdings()).waybills).toMatchObject([{ reissues: 0 }]);
  });

  it('takes a slip out and back: it is no parcel and no duplicate meanwhile, and is not printed again', async () => {
    const { numbers } = await print([b2.shipment()]);
    const body = { feed: { entry: [{ shipment: { tracking_number: numbers[0] } }] } };
    const labels = (count: number) => control.post('/expect', { labels: count });
    expect((await labels(1)).status).toBe(200);
    expect((await b2.call('PUT', 'history?display_flg=0', body)).status).toBe(200);
    expect((await labels(0)).status).toBe(200);
    expect((await b2.history('*')).json.feed.subtitle).toBe('204');
    expect((await b2.call('GET', 'history?all&display_flg=0')).json.feed.entry).toHaveLength(1);
    expect((await b2.call('PUT', 'history?reissue&print_type=m', body)).status).toBe(400);
    expect((await b2.register([b2.shipment()])).json.feed.entry[0].error).toEqual([]);
    expect((await b2.call('PUT', 'history?display_flg=1', body)).status).toBe(200);
    expect((await labels(1)).status).toBe(200);
    expect((await b2.register([b2.shipment()])).json.feed.entry[0].shipment.error_flg).toBe('2');
  });
});

describe('発行済データの検索', () => {
  it('finds by day, number, customer number, name and slip type; newest first; not after 90 days', async () => {
    const first = await print([b2.shipment({ shipment_number: 'N-1', consignee_name: '架空 花子' })]);
    lab.clock.turn(86_400_000);
    b2.forget();
    const second = await print([
      b2.shipment({ shipment_number: 'N-2', service_type: '7', short_delivery_date_flag: '0' }),
    ]);
    const found = async (query: string) =>
      [...(await pageOf(`_html/history.html?${query}`)).matchAll(/data-number="(\d+)"/g)].map((one) => one[1]);
    const [one, two] = [first.numbers[0]!, second.numbers[0]!];
    expect(await found('')).toEqual([two, one]);
    expect(await found('from=2026-11-22')).toEqual([two]);
    expect(await found('to=2026-11-21')).toEqual([one]);
    expect(await found('customerNo=N-1')).toEqual([one]);
    expect(await found(`number=${two.replace(/(\d{4})(\d{4})/, '$1-$2-')}`)).toEqual([two]);
    expect(await found(`name=${encodeURIComponent('花子')}`)).toEqual([one]);
    expect(await found('service=7')).toEqual([two]);
    expect(await found(`name=${encodeURIComponent('"><b>')}`)).toEqual([]);
    lab.clock.turn(90 * 86_400_000);
    expect(await found('')).toEqual([]);
  });

  it('prints again, takes out and puts back what is ticked', async () => {
    const { numbers } = await print([b2.shipment({ service_type: '8' })]);
    const number = ['number', numbers[0]!] as const;
    expect((await form('history', [['act', 'reissue'], ['paper', 'label'], number])).status).toBe(400);
    expect((await form('history', [['act', 'hide']])).status).toBe(400);
    const again = await form('history', [['act', 'reissue'], ['paper', 'm'], number]);
    const pdf = await fetch(new URL(again.headers.get('location')!, `${base()}/b2/p/_screen/history`));
    expect([again.status, pdf.headers.get('content-type')]).toEqual([303, 'application/pdf']);
    expect((await form('history', [['act', 'hide'], number])).headers.get('location')).toBe('../_html/history.html');
    expect(await pageOf('_html/history.html')).not.toContain(numbers[0]);
    expect(await pageOf('_html/history.html?shown=hidden')).toContain(numbers[0]);
    expect((await form('history', [['act', 'reissue'], ['paper', 'm'], number])).status).toBe(400);
    await form('history', [['act', 'show'], number]);
    expect((await control.holdings()).waybills).toMatchObject([{ reissues: 1, hiddenAt: '' }]);
  });
});

describe('集荷依頼', () => {
  it('counts the parcels of a day by slip type, takes a wish and its withdrawal', async () => {
    await print([
      b2.shipment({ shipment_number: 'N-1', package_qty: '2', closure_key: 'K' }),
      b2.shipment({ shipment_number: 'N-2', service_type: '7', short_delivery_date_flag: '0' }),
    ]);
    const page = await pageOf('_html/pickup.html');
    expect(page).toContain('<b id="parcels">3</b>');
    expect(page).toContain('<td>発払い</td><td class="right">2</td>');
    expect(await pageOf('_html/pickup.html?day=2026-11-22')).toContain('発行されていません');
    const ask = (changes: object) =>
      form('pickup', Object.entries({ day: '2026-11-21', slot: '1617', parcels: '3', note: '裏口', ...changes }));
    for (const wrong of [{ day: '2026-11-20' }, { slot: '2000' }, { parcels: '0' }, { parcels: 'x' }])
      expect((await ask(wrong)).status).toBe(400);
    expect((await ask({})).status).toBe(303);
    const { pickups } = await control.holdings();
    expect(pickups).toMatchObject([{ day: '2026-11-21', slot: '1617', parcels: 3, note: '裏口', state: 'asked' }]);
    const withdraw = () => form('pickup', [['withdraw', String(pickups![0]!.no)]]);
    expect([(await withdraw()).status, (await withdraw()).status]).toEqual([303, 400]);
    expect((await control.holdings()).pickups).toMatchObject([{ state: 'withdrawn' }]);
  });
});

describe('the error list of an import', () => {
  it('names row, column, value; the wrong rows come back as they stood and can be imported once corrected', async () => {
    for (const no of ['1', '2']) await print([b2.shipment({ shipment_number: no })]);
    const exported = iconv.decode(
      Buffer.from(await (await fetch(`${base()}/b2/p/_export?header=1`)).arrayBuffer()),
      'cp932',
    );
    const lines = exported
      .trimEnd()
      .split('\r\n')
      .map((line) => line.slice(1, -1).split('","').slice(0, 95));
    const rows = lines.map((cells, index) => {
      const row = [...cells];
      if (index > 0) {
        row[3] = '';
        row[73] = '';
        row[82] = '';
        row[83] = '';
        row[0] = index === 1 ? 'G-1' : 'B-1';
        if (index === 2) row[10] = '000-0000';
      }
      return row;
    });
    const encode = (table: readonly (readonly string[])[]) =>
      iconv.encode(table.map((row) => `"${row.join('","')}"\r\n`).join(''), 'cp932');
    const { json } = await b2.importFile(encode(rows));
    expect(json.errors).toMatchObject([{ row: 3, column: 11, value: '000-0000', code: 'EF016001' }]);
    const list = await pageOf(`_html/${json.errorList}`);
    expect(list).toContain('2件のうち1件にエラーがあります');
    expect(list).toContain('<td>3行目</td><td>11列目</td>');
    const query = json.errorList.split('?')[1];
    const download = async (more: string) =>
      Buffer.from(await (await fetch(`${base()}/b2/p/_import_errors?${query}${more}`)).arrayBuffer());
    const wrong = await download('');
    expect(wrong).toEqual(encode([rows[0]!, rows[2]!]));
    expect(iconv.decode(await download('&kind=list'), 'cp932')).toContain(
      '"3","11","お届け先郵便番号","000-0000","EF016001"',
    );
    const good = iconv.encode(iconv.decode(wrong, 'cp932').replace('"000-0000"', '"150-0002"'), 'cp932');
    const second = (await b2.importFile(good)).json;
    expect([second.errors, second.errorList]).toEqual([[], '']);
    expect((await fetch(`${base()}/b2/p/_import_errors?screen=none`)).status).toBe(404);
  });
});
