import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { editorSchemas } from '../../src/layout/json-schema.ts';
import { readSchema, ruleSchema, writeSchema } from '../../src/layout/schema.ts';
import { layoutDocs } from '../support/layout-docs.ts';

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
