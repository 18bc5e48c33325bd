import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import type { ApiIssueReport } from '../../src/flow/b2/types.ts';
import { samplesOf } from '../../src/flow/bridge/samples.ts';
import { writeLabFile } from '../../src/lab-file.ts';
import { cli } from '../support/cli.ts';

/* What the samples of every format become goes to the lab's B2 Cloud by API without a correction. */

let lab: Lab;
let root: string;
beforeAll(async () => {
  lab = await startLab({ seed: 'empty' });
  root = mkdtempSync(join(tmpdir(), 'b2-samples-'));
  await cli(['init', root]);
  appendFileSync(
    join(root, 'bridge.yaml'),
    '\nb2:\n  api: { access-key: { env: K }, api-user-id: X }\n  notify-port: 0\n',
  );
  writeLabFile(join(root, 'data', 'lab.json'), lab);
});
afterAll(async () => {
  await lab.close();
  rmSync(root, { recursive: true, force: true });
});

const json = async (...args: string[]) => JSON.parse((await cli([...args, '--json', '-C', root])).stdout);

test('every sample: handed over without a correction, printed, each shipment with its numbers', async () => {
  const today = Temporal.Instant.fromEpochMilliseconds(lab.clock.now()).toZonedDateTimeISO('Asia/Tokyo').toPlainDate();
  const files = samplesOf(today.toString()).orders.map(({ name, bytes }) => {
    const file = join(root, name);
    writeFileSync(file, bytes);
    return file;
  });
  await json('intake', ...files);
  const report = (await json('issue', '--route', 'api', '--unattended')) as ApiIssueReport;
  expect(report.handOvers).toMatchObject([{ state: 'done', corrections: [], problem: null }]);
  const shipments = report.handOvers.flatMap((one) => one.shipments);
  expect(shipments.length).toBeGreaterThan(15);
  const holdings = (await (await fetch(`${lab.control}/holdings/b2cloud`)).json()) as {
    waybills: { customerNo: string; trackingNumber: string; changed: string[]; dropped: string[] }[];
  };
  expect(holdings.waybills.filter((one) => one.changed.length + one.dropped.length > 0)).toEqual([]);
  const orders = (await json('orders', 'list')) as { shipments: { customerNo: string; trackingNumbers: string[] }[] }[];
  const ours = orders.flatMap((one) => one.shipments).filter((one) => one.trackingNumbers.length > 0);
  const theirs = Map.groupBy(holdings.waybills, (one) => one.customerNo);
  expect(new Set(ours.map((one) => one.customerNo))).toEqual(new Set(shipments));
  for (const { customerNo, trackingNumbers } of ours)
    expect([customerNo, trackingNumbers]).toEqual([
      customerNo,
      theirs.get(customerNo)?.map((one) => one.trackingNumber),
    ]);
});
