import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { integrityOf } from '../../src/store/sqlite-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'b2-integrity-'));
  file = join(folder, 'a.db');
  const database = new DatabaseSync(file);
  database.exec('create table goods (sku text primary key)');
  const add = database.prepare('insert into goods values (?)');
  for (let no = 0; no < 500; no++) add.run(`SKU-${no}`.padEnd(60, 'x'));
  database.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const never = new AbortController().signal;
/** Looked at here, and by a process of its own. */
const ways = { here: undefined, beside: 0 } as const;

test.each(Object.entries(ways))('%s: a whole file is whole, a damaged one is not', async (_, limit) => {
  expect(await integrityOf(file, never, limit)).toBe('');
  const bytes = readFileSync(file);
  bytes.fill(0xee, 3 * 4096, 5 * 4096);
  writeFileSync(file, bytes);
  expect(await integrityOf(file, never, limit)).toMatch(/.../);
});

test('who ends the look does not wait for it, and hears of no damage', async () => {
  const ending = new AbortController();
  const look = integrityOf(file, ending.signal, 0);
  ending.abort();
  expect(await look).toBe('');
});
