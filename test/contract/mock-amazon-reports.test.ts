import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { openDocument } from '../../src/layout/document.ts';
import { readTable } from '../../src/layout/read.ts';
import { openTable } from '../../src/layout/rows/open.ts';
import { type AmazonClient, amazonClient, labControl } from '../support/lab-client.ts';
import { standard } from '../support/layouts.ts';
import { limits } from '../support/tables.ts';

/* The lab's Reports API; its files go through the layouts that shops read theirs with. */

const start = Temporal.Instant.from('2026-11-21T03:00:00Z').epochMilliseconds;
const japan = ['A1VC38T7YXB528'];
const unshipped = 'GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING';
const root = '/reports/2021-06-30';
let lab: Lab;
let amazon: AmazonClient;
let control: ReturnType<typeof labControl>;
let token: string;

beforeAll(async () => {
  lab = await startLab({ now: () => start });
  amazon = amazonClient(lab);
  control = labControl(lab);
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.set(start);
  await control.post('/reset', { seed: 'small' });
  token = await amazon.token();
});

const ask = (method: string, path: string, more: object = {}) => amazon.raw(method, path, { token, ...more });
const create = async (reportType = unshipped, more: object = {}): Promise<string> => {
  const answer = await ask('POST', `${root}/reports`, { body: { reportType, marketplaceIds: japan, ...more } });
  expect(answer.status).toBe(202);
  return answer.json.reportId;
};
const look = async (id: string) => (await ask('GET', `${root}/reports/${id}`)).json;
async function restricted(path: string): Promise<string> {
  const body = { restrictedResources: [{ method: 'GET', path }] };
  return (await amazon.call('POST', '/tokens/2021-03-01/restrictedDataToken', { body, token })).json
    .restrictedDataToken;
}
async function download(documentId: string) {
  const path = `${root}/documents/${documentId}`;
  const { json } = await ask('GET', path, { token: await restricted(path) });
  const answer = await fetch(json.url);
  const bytes = Buffer.from(await answer.arrayBuffer());
  return {
    url: String(json.url),
    type: answer.headers.get('content-type'),
    bytes: json.compressionAlgorithm === 'GZIP' ? gunzipSync(bytes) : bytes,
    isGzip: json.compressionAlgorithm === 'GZIP',
  };
}
async function read(layout: string, bytes: Buffer) {
  const opened = await openDocument(
    (form) => openTable(bytes, 'report.txt', form, limits),
    [standard.layouts.read.get(layout)!],
  );
  if ('problem' in opened) throw new Error(opened.problem.code);
  return readTable(opened, { masters: standard.masters, today: '2026-11-21' });
}

describe('a report', () => {
  it('waits, is worked on and is done by the clock, and only its own restricted token opens it', async () => {
    const id = await create();
    expect(await look(id)).toMatchObject({ reportType: unshipped, processingStatus: 'IN_QUEUE' });
    lab.clock.turn(31_000);
    expect(await look(id)).toMatchObject({ processingStatus: 'IN_PROGRESS' });
    expect((await ask('DELETE', `${root}/reports/${id}`)).json.errors[0].code).toBe('400');
    lab.clock.turn(60_000);
    const done = await look(id);
    expect(done.processingStatus).toBe('DONE');
    const path = `${root}/documents/${done.reportDocumentId}`;
    expect((await ask('GET', path)).status).toBe(403);
    const another = await restricted(`${root}/documents/amzn1.spdoc.1.4.fe.other`);
    expect((await ask('GET', path, { token: another })).status).toBe(403);
    const { url, isGzip } = await download(done.reportDocumentId);
    expect(isGzip).toBe(true);
    lab.clock.turn(301_000);
    expect((await fetch(url)).status).toBe(403);
    lab.clock.turn(90 * 86_400_000);
    token = await amazon.token();
    expect((await ask('GET', `${root}/reports/${id}`)).status).toBe(404);
  });

  it('is cancelled in the queue, cancelled by itself without data, and fails when it is to', async () => {
    const first = await create();
    expect((await ask('DELETE', `${root}/reports/${first}`)).status).toBe(200);
    const empty = await create(unshipped, {
      dataStartTime: '2020-01-01T00:00:00Z',
      dataEndTime: '2020-01-02T00:00:00Z',
    });
    await control.change('fail-report');
    const doomed = await create();
    lab.clock.turn(300_000);
    expect((await look(first)).processingStatus).toBe('CANCELLED');
    expect(await look(empty)).toMatchObject({ processingStatus: 'CANCELLED' });
    expect((await look(doomed)).processingStatus).toBe('FATAL');
    const list = (query: Record<string, string>) => ask('GET', `${root}/reports`, { query });
    const page = (await list({ reportTypes: unshipped, pageSize: '2' })).json;
    expect(page.reports.map((one: { reportId: string }) => one.reportId)).toEqual([doomed, empty]);
    expect((await list({ nextToken: page.nextToken })).json.reports).toHaveLength(1);
    expect((await list({ nextToken: page.nextToken, pageSize: '2' })).status).toBe(400);
    expect((await list({ reportTypes: unshipped, processingStatuses: 'FATAL' })).json.reports).toHaveLength(1);
    // As Amazon's static sandbox case of a status that does not exist.
    expect(
      (await list({ reportTypes: unshipped, processingStatuses: 'BAD_VALUE,IN_PROGRESS' })).json.errors[0],
    ).toMatchObject({
      code: '400',
      message: 'Invalid input',
    });
  });

  it('is refused for unknown types, marketplaces and members, and without the role for personal data', async () => {
    const wrong = (body: object) => ask('POST', `${root}/reports`, { body });
    expect((await wrong({ reportType: 'BAD_FEE_DISCOUNTS_REPORT', marketplaceIds: japan })).status).toBe(400);
    expect((await wrong({ reportType: unshipped })).status).toBe(400);
    expect((await wrong({ reportType: unshipped, marketplaceIds: japan, more: 1 })).status).toBe(400);
    await control.change('withdraw-role', { role: 'direct-to-consumer-shipping' });
    expect((await wrong({ reportType: unshipped, marketplaceIds: japan })).status).toBe(403);
  });
});

describe('a schedule', () => {
  it('makes a report of each period, is replaced by another of its kind, and ends', async () => {
    const make = async (period: string) =>
      (await ask('POST', `${root}/schedules`, { body: { reportType: unshipped, marketplaceIds: japan, period } })).json
        .reportScheduleId as string;
    const first = await make('PT5M');
    const second = await make('PT1H');
    expect((await ask('GET', `${root}/schedules/${first}`)).status).toBe(404);
    const { json } = await ask('GET', `${root}/schedules`, { query: { reportTypes: unshipped } });
    expect(json.reportSchedules).toMatchObject([{ reportScheduleId: second, period: 'PT1H' }]);
    lab.clock.turn(2 * 3_600_000 + 1);
    token = await amazon.token();
    const reports = (await ask('GET', `${root}/reports`, { query: { reportTypes: unshipped } })).json.reports;
    expect(reports.map((one: { dataEndTime: string }) => one.dataEndTime)).toEqual([
      '2026-11-21T05:00:00Z',
      '2026-11-21T04:00:00Z',
      '2026-11-21T03:00:00Z',
      // The one that was replaced had been due at once, too.
      '2026-11-21T03:00:00Z',
    ]);
    expect(reports[0].reportScheduleId).toBe(second);
    expect((await ask('DELETE', `${root}/schedules/${second}`)).status).toBe(200);
    lab.clock.turn(3_600_000);
    token = await amazon.token();
    expect((await control.holdings()).reports).toHaveLength(4);
  });
});

describe('order reports are read by the layouts of shops', () => {
  it.each([
    [unshipped, 'amazon-unshipped-report', 'UTF-8'],
    [unshipped, 'amazon-unshipped-report', 'Shift_JIS'],
    ['GET_FLAT_FILE_ORDERS_DATA', 'amazon-new-orders-report', 'UTF-8 BOM'],
    ['GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING', 'amazon-new-orders-report', 'UTF-8'],
  ])('%s by %s in %s', async (type, layout, encoding) => {
    await control.change('set-report-encoding', { encoding });
    const id = await create(type);
    lab.clock.turn(120_000);
    const { reportDocumentId } = await look(id);
    const { bytes, type: contentType } = await download(reportDocumentId);
    expect(contentType).toBe(`text/plain; charset=${encoding.split(' ')[0]}`);
    const { orders, problems } = await read(layout, bytes);
    expect(problems.filter((one) => one.kind === 'fix')).toEqual([]);
    const held = (await control.holdings()).orders!.filter(
      (one) =>
        one.fulfilledBy === 'MERCHANT' &&
        (type === unshipped
          ? ['UNSHIPPED', 'PARTIALLY_SHIPPED'].includes(one.status)
          : !['PENDING', 'PENDING_AVAILABILITY', 'CANCELLED'].includes(one.status)),
    );
    expect(held.length).toBeGreaterThan(3);
    expect(orders.map(({ order }) => order.number).sort()).toEqual(held.map((one) => one.orderId).sort());
  });
});
