import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { editorSchemas } from '../../src/layout/json-schema.ts';

/* npm run schema: writes layouts/schema/*.json from the grammar. */
const folder = join(standardLayoutsFolder(), 'schema');
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(editorSchemas()))
  writeFileSync(join(folder, name), `${JSON.stringify(schema, null, 2)}\n`);
