import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CallFailed,
  type Connection,
  type LabelEntry,
  type Outcome,
  type Waybills,
} from '../../src/connectors/contract.ts';
import { carriers, connectors } from '../../src/connectors/index.ts';
import { say } from '../../src/core/sentences/index.ts';
import type { B2Bench } from '../support/b2.ts';
import { b2Bench } from '../support/b2.ts';

/*
 * The clauses of the connector contract as far as they apply to a carrier, on every carrier and its mock: verdicts one per entry in
 * order, wrong credentials halt, busy is to be tried again with a delay, a refused field is named, a lost print is unsure, a result is
 * given out once, and no message or evidence holds a secret or a person.
 */

const person = { name: '〜髙橋 𠮷男', street: '千代田9-9-9' };
const entry = (number: string, more: LabelEntry = {}): LabelEntry => ({
  shipment_number: number,
  service_type: '0',
  is_cool: '0',
  shipment_date: '20261121',
  delivery_date: '',
  delivery_time_zone: '0000',
  consignee_telephone_display: '03-0000-0101',
  consignee_zip_code: '100-0001',
  consignee_address: `東京都千代田区${person.street}`,
  consignee_name: '試験 太郎',
  shipper_telephone_display: '03-0000-0102',
  shipper_zip_code: '100-0001',
  shipper_address: '東京都千代田区千代田1-1',
  shipper_name: '試験商店',
  item_name1: '緑茶',
  package_qty: '1',
  invoice_code: '000000000000',
  invoice_code_ext: '',
  invoice_freight_no: '01',
  is_using_delivery_email: '0',
  is_printing_date: '0',
  short_delivery_date_flag: '1',
  input_system_type: 'api',
  ...more,
});

let bench: B2Bench;
let connection: Connection;
let waybills: Waybills;
beforeEach(async () => {
  bench = await b2Bench();
  reopen();
});
afterEach(() => bench.close());

function reopen(): void {
  bench.restart();
  connection = bench.ctx.carrier!()!.connection;
  waybills = connection.waybills!;
}
const failure = async (work: Promise<unknown>): Promise<Outcome> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof CallFailed)) throw new Error(`expected CallFailed, got ${String(error)}`);
  return error.outcome;
};
/** Everything that may be shown, stored or logged of an outcome. */
function checkClean(outcome: Outcome<unknown>): void {
  const text = JSON.stringify([outcome.args, outcome.evidence, say(outcome.code, outcome.args)]);
  for (const secret of [
    bench.stand.lab.systems.b2cloud.credentials.accessKey,
    person.name,
    person.street,
    '試験',
    '03-0000',
  ])
    expect(text).not.toContain(secret);
  expect(text).not.toMatch(/\{\w+\}/);
}

test('no carrier can be taken for a marketplace', () => {
  expect(Object.keys(carriers).filter((name) => name in connectors)).toEqual([]);
});

describe.each(Object.keys(carriers))('%s keeps the contract', () => {
  test('opening touches no network; the first call carries the key, later ones the session', async () => {
    expect(await bench.stand.requests()).toEqual([]);
    await waybills.handOver([entry('T-1_1')]);
    await connection.probe();
    const calls = (await bench.stand.requests()).map((one) => one.status);
    expect(calls).toEqual([200, 400]);
  });

  test('verdicts come one per entry, in the order of the entries', async () => {
    const numbers = ['T-3_1', 'T-1_1', 'T-2_1'];
    const handed = await waybills.handOver(numbers.map((number) => entry(number)));
    expect(handed.entries.map((one) => [one.customerNo, one.printable])).toEqual(numbers.map((one) => [one, true]));
  });

  test('wrong credentials halt, and the probe says the same', async () => {
    await bench.change('refuse-key', { refused: 'on' });
    const outcome = await failure(waybills.handOver([entry('T-1_1')]));
    expect(outcome).toMatchObject({ kind: 'halt', code: 'b2-key-refused' });
    checkClean(outcome);
    expect(await connection.probe()).toMatchObject({ kind: 'halt', code: 'b2-key-refused' });
  });

  test.each([
    ['registerEdit', 'too-many', 'retry'],
    ['registerEdit', 'server-error', 'retry'],
    ['registerEdit', 'maintenance', 'retry'],
    ['registerEdit', 'garbage', 'retry'],
    ['registerEdit', 'wrong-type', 'retry'],
    ['registerEdit', 'truncated', 'retry'],
    ['registerEdit', 'lost', 'retry'],
  ])('handing over with %s %s keeps nothing there, so it is %s', async (operation, fault, kind) => {
    await bench.stand.fault('b2cloud', operation, fault);
    const outcome = await failure(waybills.handOver([entry('T-1_1')]));
    expect(outcome.kind).toBe(kind);
    if (fault === 'too-many') expect(outcome.afterMs).toBeGreaterThan(0);
    checkClean(outcome);
  });

  test.each([
    ['lost', 'unsure'],
    ['server-error', 'unsure'],
    ['garbage', 'unsure'],
    ['truncated', 'unsure'],
    ['too-many', 'retry'],
  ])('printing with %s is %s', async (fault, kind) => {
    const handed = await waybills.handOver([entry('T-1_1')]);
    await bench.stand.fault('b2cloud', 'issue', fault);
    const outcome = await waybills.issue(handed, ['T-1_1']);
    expect(outcome.kind).toBe(kind);
    checkClean(outcome);
  });

  test('a refused field is named, with the carrier’s code; the others are printable', async () => {
    const handed = await waybills.handOver([entry('T-1_1', { consignee_name: person.name }), entry('T-2_1')]);
    expect(handed.entries[0]!.printable).toBe(false);
    expect(handed.entries[0]!.errors.map((one) => one.field)).toContain('consignee_name');
    expect(handed.entries[1]).toMatchObject({ printable: true, errors: [] });
  });

  test('a registration that is not the newest is not printed from (409), and that is unsure', async () => {
    const handed = await waybills.handOver([entry('T-1_1')]);
    const outcome = await waybills.issue({ ...handed, updated: '2026-11-21T00:00:00+09:00' }, ['T-1_1']);
    expect(outcome).toMatchObject({ kind: 'unsure', code: 'b2-stale' });
    expect(await bench.ledger()).toEqual(new Map());
  });

  test('more entries than it takes at once are refused as our mistake (416)', async () => {
    const many = Array.from({ length: waybills.atOnce + 1 }, (_, index) => entry(`T-${index}_1`));
    expect(await failure(waybills.handOver(many))).toMatchObject({ kind: 'bug', code: 'b2-too-many-entries' });
  });

  test('a result is given out once; after that only looking finds the number, and exactly that one', async () => {
    const handed = await waybills.handOver([entry('T-1_1'), entry('T-1_10')]);
    const ticket = (await waybills.issue(handed, ['T-1_1', 'T-1_10'])).value!;
    let polled = await waybills.poll(ticket);
    while (polled.kind === 'pending') polled = await waybills.poll(ticket);
    const labels = await waybills.labels(ticket);
    expect(Buffer.from(labels.value!.subarray(0, 5)).toString()).toBe('%PDF-');
    let result = await waybills.collect(polled.value!);
    while (result.kind === 'pending') result = await waybills.collect(result.value!.token!);
    expect(result.value!.customerNos).toEqual(['T-1_1', 'T-1_10']);
    expect(await waybills.collect(polled.value!)).toMatchObject({ kind: 'unsure', code: 'b2-result-gone' });
    expect((await waybills.find(['T-1_1', 'T-9_9'])).customerNos).toEqual(['T-1_1']);
    reopen();
    expect((await waybills.find(['T-1_10'])).customerNos).toEqual(['T-1_10']);
  });

  test('just before midnight in Japan the day is still today there', async () => {
    bench.stand.setClock('2026-11-21T14:59:30Z');
    const handed = await waybills.handOver([entry('T-1_1')]);
    expect(handed.entries[0]!.errors).toEqual([]);
    bench.stand.setClock('2026-11-21T15:00:30Z');
    const tomorrow = await waybills.handOver([entry('T-2_1')]);
    expect(tomorrow.entries[0]!.errors.map((one) => one.code)).toEqual(['ES003001']);
  });

  test('the address of the screen holds the token and the notify address, each encoded', async () => {
    const handed = await waybills.handOver([entry('T-1_1')]);
    const url = new URL(waybills.screen(handed, 'http://127.0.0.1:1/b2/notify/a b'));
    expect(url.searchParams.get('notify')).toBe('http://127.0.0.1:1/b2/notify/a b');
    expect(url.searchParams.get('_RXID')).toBe(handed.token);
    expect(waybills.notified(new URLSearchParams('_RXID=RX1'))).toBe('RX1');
    expect(waybills.notified(new URLSearchParams('other=1'))).toBeUndefined();
  });
});
