import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';

let root: string;
let hash: string;
const json = async (...args: string[]) => JSON.parse((await cli([...args, '--json', '-C', root])).stdout);

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-explain-'));
  await cli(['init', root]);
  const file = join(root, 'report.txt');
  writeFileSync(
    file,
    amazonReport([
      { 'order-id': '250-0000003-0000001', 'ship-address-2': '見本荘101' },
      { 'order-id': '250-0000003-0000002' },
    ]),
  );
  hash = (await json('intake', file)).documents[0].hash;
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('every filled cell of the B2 row is traced to file, row and column, or to settings and calendar', async () => {
  const cells = await json('orders', 'explain', '250-0000003-0000002');
  expect(cells.length).toBeGreaterThan(12);
  for (const cell of cells) {
    expect(cell).toMatchObject({ customerNo: '250-0000003-0000002_1', layout: expect.stringMatching(/^b2-csv@/) });
    for (const source of cell.sources) {
      if (source.document === '') expect(source.field).toMatch(/^(billing|seller|shipper|shop|today|shipment)/);
      else expect(source).toMatchObject({ document: hash, file: 'report.txt', row: 3, column: expect.any(String) });
    }
  }
});

test('a cell that was put together names each part and each step', async () => {
  const [cell] = await json('orders', 'explain', '250-0000003-0000001', '--cell', '12');
  expect(cell).toMatchObject({ column: 12, name: 'お届け先住所', value: '東京都千代田区千代田9-9-9' });
  expect(cell.sources.map((source: { column: string; value: string }) => [source.column, source.value])).toEqual([
    ['ship-state', '東京都'],
    ['ship-city', '千代田区'],
    ['ship-address-1', '千代田9-9-9'],
    ['ship-address-2', '見本荘101'],
    ['ship-address-3', ''],
  ]);
  expect(cell.steps.map((step: { what: string }) => step.what)).toContain('as b2-address');
});

test('replay with the same layouts finds nothing to change', async () => {
  expect(await json('replay', hash)).toMatchObject({ hash, shop: 'amazon', changes: [], problems: [] });
});

test('a label that is out is traced to the file that it was made of, as it was written, not to a later one', async () => {
  const number = '250-0000003-0000002';
  await json('issue', '--order', number, '--seller-as-shipper');
  const later = join(root, 'later.txt');
  writeFileSync(later, amazonReport([{ 'order-id': number, 'ship-address-1': '千代田8-8-8' }]));
  const { documents } = await json('intake', later);
  // The operator hears of it although the shipment is not on hold any more.
  expect(documents[0].held).toMatchObject([{ customerNo: `${number}_1`, code: 'changed-after-issue' }]);
  const [address] = await json('orders', 'explain', `${number}_1`, '--cell', '12');
  expect(address).toMatchObject({
    layout: expect.stringMatching(/^b2-csv-seller@/),
    value: '東京都千代田区千代田9-9-9',
  });
  expect(address.sources[2]).toMatchObject({ document: hash, row: 3, column: 'ship-address-1', value: '千代田9-9-9' });
});

test('a column that the B2 file does not have is a wrong argument, not an unknown order', async () => {
  const { code, stderr } = await cli(['orders', 'explain', '250-0000003-0000002', '--cell', '96', '-C', root]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('1 から 95')]);
});

test('replay of a document that was overtaken compares with what it said then', async () => {
  expect((await json('orders', 'show', '250-0000003-0000002'))[0].revision).toBe(2);
  expect(await json('replay', hash)).toMatchObject({ changes: [] });
});
