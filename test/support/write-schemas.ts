import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { editorSchemas } from '../../src/layout/json-schema.ts';
import { layoutDocs } from './layout-docs.ts';

/* npm run schema: writes layouts/schema/*.json from the grammar, and the tables at the end of docs/layouts.md. */
const folder = join(standardLayoutsFolder(), 'schema');
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(editorSchemas()))
  writeFileSync(join(folder, name), `${JSON.stringify(schema, null, 2)}\n`);

const docs = join(folder, '../../docs/layouts.md');
const tables = layoutDocs();
const text = readFileSync(docs, 'utf8');
writeFileSync(docs, text.slice(0, text.indexOf(tables.split('\n')[0]!)) + tables);
