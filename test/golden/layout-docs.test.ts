import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { editorSchemas } from '../../src/layout/json-schema.ts';
import { readSchema, ruleSchema, writeSchema } from '../../src/layout/schema.ts';
import { layoutDocs } from '../support/layout-docs.ts';
import { statusTable } from '../support/status-table.ts';

const root = standardLayoutsFolder();
const docs = readFileSync(join(root, '../docs/layouts.md'), 'utf8');

it('layouts/schema is what the grammar says (npm run schema)', () => {
  const schemas = editorSchemas();
  expect(readdirSync(join(root, 'schema')).sort()).toEqual(Object.keys(schemas).sort());
  for (const [name, schema] of Object.entries(schemas))
    expect(JSON.parse(readFileSync(join(root, 'schema', name), 'utf8')), name).toEqual(
      JSON.parse(JSON.stringify(schema)),
    );
});

it('docs/layouts.md lists every converter, target and source as the code has them', () => {
  expect(docs.endsWith(layoutDocs())).toBe(true);
});

it('docs/formats.md lists the status words of every layout as they are (npx tsx test/support/write-status-table.ts)', () => {
  const text = readFileSync(join(root, '../docs/formats.md'), 'utf8');
  expect(text.endsWith(statusTable())).toBe(true);
  // Each word stands with what it does.
  const row = (column: string) => text.split('\n').find((line) => line.startsWith(column)) ?? '';
  expect(row('| `yahoo-orders` | OrderStatus |')).toContain(
    '| `2` `処理中` | `1` `3` `8` `予約中` `保留` `同梱済み` | `5` `完了` | `4` `キャンセル` |',
  );
});

it('docs/layouts.md names every key of the grammar', () => {
  const keys = [
    ...Object.keys(readSchema.shape),
    ...Object.keys(readSchema.shape.read.shape),
    ...Object.keys(writeSchema.shape),
    ...Object.keys(writeSchema.shape.write.shape),
    ...Object.keys(writeSchema.shape.columns.element.shape),
    ...Object.keys(ruleSchema.shape),
  ];
  expect([...new Set(keys)].filter((key) => !new RegExp(`[\`.]${key}\``).test(docs))).toEqual([]);
});
