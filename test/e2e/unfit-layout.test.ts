import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';

/* A layout of the workspace that does not read its own cases takes nothing in. */

let root: string;
const settings = (read: string) =>
  `defaults: { remarks: allow, double-purchase: allow, billing: { customer-code: '0900000000' } }\nshops:\n  amazon:\n    default-method: yamato\n    layouts: ${read.includes(':') ? read : `{ read: [${read}] }`}\n`;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-unfit-'));
  await cli(['init', root]);
  await cli(['layouts', 'new', 'my-amazon', '--from', 'amazon-unshipped-report', '-C', root]);
  writeFileSync(join(root, 'bridge.yaml'), settings('my-amazon'));
  writeFileSync(join(root, 'report.txt'), amazonReport([{ 'order-id': '250-0000001-0000001' }]));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const intake = () => cli(['intake', join(root, 'report.txt'), '--json', '-C', root]);
const taken = async () => JSON.parse((await intake()).stdout).documents[0];

/** Another expected number in one case: as if the layout read another column. */
function spoil(): void {
  const cases = join(root, 'layouts', 'read', 'my-amazon', 'cases');
  const [first] = readdirSync(cases).sort();
  const file = join(cases, first!, 'out.json');
  const out = JSON.parse(readFileSync(file, 'utf8'));
  out.orders[0].order.number = '999-9999999-9999999';
  writeFileSync(file, JSON.stringify(out));
}

test('it is refused with its name, and taken once it is put right', async () => {
  expect(await taken()).toMatchObject({ refused: false, orders: { new: 1 } });
  writeFileSync(join(root, 'report.txt'), amazonReport([{ 'order-id': '250-0000001-0000002' }]));
  spoil();
  const { code, stdout } = await intake();
  const document = JSON.parse(stdout).documents[0];
  expect(code).toBe(3);
  expect(document).toMatchObject({ refused: true, problems: [{ code: 'layout-unfit' }] });
  expect(document.problems[0].sentence).toContain('layouts/read/my-amazon');
  expect((await cli(['layouts', 'check', '-C', root])).stdout).toContain('不合格');
  // The standard one is not touched by it.
  writeFileSync(join(root, 'bridge.yaml'), settings('amazon-unshipped-report'));
  expect(await taken()).toMatchObject({ refused: false, orders: { new: 1 } });
});

describe('one that writes', () => {
  /** A word in the expected file of the first case that is a file, as if the layout wrote another column. */
  const spoilWritten = (name: string): (() => void) => {
    const cases = join(root, 'layouts', 'write', name, 'cases');
    const found = readdirSync(cases)
      .sort()
      .map((one) => join(cases, one, readdirSync(join(cases, one)).find((file) => file.startsWith('out.'))!));
    const good = readFileSync(found[0]!);
    writeFileSync(found[0]!, Buffer.concat([good, Buffer.from('x')]));
    return () => writeFileSync(found[0]!, good);
  };

  test('labels are not written with it, each shipment with the reason; put right, they are', async () => {
    await cli(['layouts', 'new', 'my-labels', '--from', 'b2-csv', '-C', root]);
    const mend = spoilWritten('my-labels');
    writeFileSync(join(root, 'bridge.yaml'), settings('{ read: [amazon-unshipped-report], issue: my-labels }'));
    expect(await taken()).toMatchObject({ refused: false, orders: { new: 1 } });
    const { code, stdout, stderr } = await cli(['issue', '-C', root]);
    expect({ code, files: readdirSync(join(root, 'outbox')).filter((one) => one.endsWith('.csv')) }).toEqual({
      code: 3,
      files: [],
    });
    expect(stdout + stderr).toContain('layouts/write/my-labels');
    mend();
    const again = JSON.parse((await cli(['issue', '--json', '-C', root])).stdout);
    expect(again).toMatchObject({ shipments: ['250-0000001-0000001_1'], leftOut: [] });
  });

  test('files are not converted with it, nor with one that reads', async () => {
    await cli(['layouts', 'new', 'my-numbers', '--from', 'b2-csv', '-C', root]);
    const mend = spoilWritten('my-numbers');
    const convert = (...more: string[]) =>
      cli(['convert', join(root, 'report.txt'), '--out', root, '--json', '-C', root, ...more]);
    const refused = await convert('--to', 'my-numbers');
    expect(refused.code).toBe(3);
    expect(JSON.parse(refused.stdout)).toMatchObject({ files: [], problems: [{ code: 'layout-unfit-to-write' }] });
    mend();
    expect(JSON.parse((await convert('--to', 'my-numbers')).stdout)).toMatchObject({ problems: [] });
    spoil();
    const other = await convert('--to', 'b2-csv', '--layout', 'my-amazon');
    expect(JSON.parse(other.stdout)).toMatchObject({ files: [], problems: [{ code: 'layout-unfit' }] });
  });
});
