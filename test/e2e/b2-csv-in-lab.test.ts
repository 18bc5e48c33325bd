import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { samplesOf } from '../../src/flow/bridge/samples.ts';
import { b2Client } from '../support/b2-client.ts';
import { cli } from '../support/cli.ts';
import { labControl } from '../support/lab-client.ts';

/* What the file bridge writes goes into the lab's B2 Cloud without an error, and what B2 exports comes back as numbers. */

let lab: Lab;
let root: string;

beforeAll(async () => {
  lab = await startLab({ seed: 'empty' });
  root = mkdtempSync(join(tmpdir(), 'b2-lab-'));
  await cli(['init', root]);
});
afterAll(async () => {
  await lab.close();
  rmSync(root, { recursive: true, force: true });
});

const json = async (...args: string[]) => JSON.parse((await cli([...args, '--json', '-C', root])).stdout);

test('the B2 files of every sample import without an error, and the issued data brings every number back', async () => {
  const today = Temporal.Instant.fromEpochMilliseconds(lab.clock.now()).toZonedDateTimeISO('Asia/Tokyo').toPlainDate();
  const files = samplesOf(today.toString()).orders.map(({ name, bytes }) => {
    const file = join(root, name);
    writeFileSync(file, bytes);
    return file;
  });
  await json('intake', ...files);
  const { files: written, shipments } = await json('issue');
  expect(shipments.length).toBeGreaterThan(15);

  const b2 = b2Client(lab);
  for (const file of written) {
    const { status, json: said } = await b2.importFile(readFileSync(file), '?issue=1');
    expect({ file, status, errors: said.errors, dropped: said.dropped }).toEqual({
      file,
      status: 200,
      errors: [],
      dropped: [],
    });
  }
  const ledger = (await labControl(lab, 'b2cloud').holdings()).waybills!;
  expect(new Set(ledger.map((one) => one.customerNo))).toEqual(new Set(shipments));

  const issued = join(root, '発行済データ.csv');
  writeFileSync(issued, Buffer.from(await (await fetch(`${b2.api}/b2/p/_export`)).arrayBuffer()));
  const { documents } = await json('intake', issued);
  expect(documents[0].problems.filter((one: { kind: string }) => one.kind !== 'done')).toEqual([]);
  const orders = (await json('orders', 'list')) as { shipments: { customerNo: string; trackingNumbers: string[] }[] }[];
  const numbers = new Map(orders.flatMap((one) => one.shipments).map((one) => [one.customerNo, one.trackingNumbers]));
  for (const customerNo of shipments) {
    expect([customerNo, numbers.get(customerNo)]).toEqual([
      customerNo,
      ledger.filter((one) => one.customerNo === customerNo).map((one) => one.trackingNumber),
    ]);
  }
});

test('so do the cases of the layouts', async () => {
  const control = labControl(lab, 'b2cloud');
  lab.clock.set(Date.parse('2026-11-21T03:00:00Z'));
  await control.post('/reset', { seed: 'empty' });
  for (const own of ['', '001']) await control.change('billing', { code: '000000000001', class: own, freight: '01' });
  const b2 = b2Client(lab);
  const cases = globSync(join(import.meta.dirname, '../../layouts/write/b2-csv*/cases/*/out.csv'));
  expect(cases.length).toBeGreaterThanOrEqual(3);
  for (const file of cases) {
    const { json: said } = await b2.importFile(readFileSync(file));
    expect({ file, errors: said.errors, dropped: said.dropped }).toEqual({ file, errors: [], dropped: [] });
  }
});
