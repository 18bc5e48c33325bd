import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { cli } from '../support/cli.ts';

/* Masters by the command line: with their days, checked with their cases, all mistakes at once. */

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-masters-'));
  await cli(['init', root]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('masters list says the days, masters check tries every case and names each mistake with file, line and column', async () => {
  const rows = JSON.parse((await cli(['masters', 'list', '-C', root, '--json'])).stdout);
  expect(rows).toContainEqual(expect.objectContaining({ kind: 'slots', code: '1214', until: '2017-06-18' }));
  expect(rows).toContainEqual(expect.objectContaining({ kind: 'slips', code: '7', from: '2024-10-01' }));
  const good = await cli(['masters', 'check', '-C', root]);
  expect([good.code, good.stderr, good.stdout]).toEqual([0, '', expect.stringContaining('すべて合格')]);
  const own = join(root, 'layouts', 'masters');
  mkdirSync(join(own, 'cases'), { recursive: true });
  const standard = readFileSync(join(standardLayoutsFolder(), 'masters', 'carrier-codes.yaml'), 'utf8');
  writeFileSync(join(own, 'carrier-codes.yaml'), standard.replace('until: "2017-06-18" }', 'until: "2099-01-01" }'));
  writeFileSync(join(own, 'cases', 'own.yaml'), '- { slot: 午前中, gives: "1416" }\n- { slip: "7", gibes: x }\n');
  const bad = await cli(['masters', 'check', '-C', root]);
  expect(bad.code).toBe(4);
  expect(bad.stderr).toMatch(/carrier-codes\.yaml:5:\d+ 見本では「none」になるはずですが、「1214」になります。/);
  expect(bad.stderr).toMatch(/own\.yaml:2:16 「gibes」という項目はありません。「gives」ではありませんか。/);
}, 60_000);
