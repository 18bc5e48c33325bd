import { describe, expect, test } from 'vitest';
import { readLayoutFiles, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { isYamatoNumber } from '../../src/core/tracking.ts';
import { fillSample, samplesOf } from '../../src/flow/bridge/samples.ts';
import { openDocument } from '../../src/layout/document.ts';
import { loadLayouts } from '../../src/layout/load.ts';
import { loadMasters } from '../../src/layout/masters.ts';
import { type ReadResult, readTable } from '../../src/layout/read.ts';
import { openTable } from '../../src/layout/rows/open.ts';

const day = '2026-11-21';
const files = readLayoutFiles(standardLayoutsFolder());
const { masters } = loadMasters(files.masters);
const { layouts } = loadLayouts(files.layouts, masters);
const limits = { fileBytes: 50e6, unpackedBytes: 200e6, ratio: 200, lineBytes: 1e6 };
const { orders, issued } = samplesOf(day);

async function read(name: string, bytes: Uint8Array): Promise<{ layout: string; result: ReadResult }> {
  const opened = await openDocument((form) => openTable(bytes, name, form, limits), [...layouts.read.values()]);
  if ('problem' in opened) throw new Error(`${name}: ${opened.problem.code}`);
  return { layout: opened.match.layout.name, result: readTable(opened, { masters, today: day }) };
}

test('every standard read layout of orders has a sample, and so have stock, products and issued data', async () => {
  const found = new Set<string>();
  for (const { name, bytes } of [...orders, issued]) found.add((await read(name, bytes)).layout);
  // Documents of connectors (JSON) are not dropped.
  const dropped = [...layouts.read.values()].filter((layout) => layout.form.format !== 'json');
  expect(dropped.map((layout) => layout.name).filter((layout) => !found.has(layout))).toEqual(['tracking-list']);
});

describe('no sample loses an order without saying so', () => {
  test.each(orders.map((sample) => [sample.name, sample] as const))('%s', async (name, { bytes }) => {
    const { result } = await read(name, bytes);
    const refused = name === '受注シート.csv' ? ['S261121-05'] : [];
    expect(result.refusedOrders).toEqual(refused);
    expect(
      result.problems.filter((problem) => problem.kind === 'fix' && !refused.includes(problem.order ?? '')),
    ).toEqual([]);
  });
});

test('the samples show what the bridge is for: repairs, cash on delivery, several destinations, holds', async () => {
  const byName = new Map<string, ReadResult>();
  for (const { name, bytes } of orders) byName.set(name, (await read(name, bytes)).result);
  const amazon = byName.get('Amazon未出荷レポート.txt')!.orders;
  expect(amazon.map(({ order }) => order.payment.state)).toEqual(['paid', 'paid', 'cod', 'paid']);
  expect(amazon[1]!.notes.map((note) => note.code)).toContain('postal-repaired');
  expect(amazon[3]!.order.destinations[0]!.consignee.name).toHaveLength(40);
  expect(byName.get('Amazon新規注文レポート.txt')!.orders[0]!.order.destinations[0]!.consignee.name).toContain('𠮷');
  expect(byName.get('楽天受注.csv')!.orders[0]!.order.destinations).toHaveLength(2);
  expect(byName.get('受注シート.csv')!.orders[0]!.order.destinations).toHaveLength(2);
  expect(byName.get('Yahoo注文.csv')!.orders[0]!.order.number).toBe(
    byName.get('Yahoo商品.csv')!.orders[0]!.order.number,
  );
});

test('slip numbers of the issued sample are valid and differ from each other and from day to day', async () => {
  const numbers = (await read(issued.name, issued.bytes)).result.waybills.map(({ value }) => value.number);
  expect(numbers).toHaveLength(6);
  expect(new Set(numbers).size).toBe(6);
  expect(numbers.every(isYamatoNumber)).toBe(true);
  expect(fillSample('{slip:1}', '2026-11-22')).not.toBe(fillSample('{slip:1}', day));
});

test('tokens give days around the given one', () => {
  expect(fillSample('{day} {day+10} {day-1} {iso-21} {yymmdd}', day)).toBe(
    '2026/11/21 2026/12/01 2026/11/20 2026-10-31 261121',
  );
});
