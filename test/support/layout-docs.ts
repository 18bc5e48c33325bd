import {
  type Field,
  orderFields,
  productFields,
  returnFormFields,
  stockFields,
  waybillFields,
  writeFields,
} from '../../src/core/fields.ts';
import { words } from '../../src/layout/words.ts';

/** Tables of docs/layouts.md that are made from the code: converters, targets, sources. Printed by `npx tsx test/support/layout-docs.ts`. */
export function layoutDocs(): string {
  const converters = Object.entries(words).map(([name, word]) => `| \`${name}\` | ${word.side} | ${word.doc} |`);
  const fields = (all: Readonly<Record<string, Field>>) =>
    Object.entries(all).map(([path, field]) => `| \`${path}\` | ${field.type} | ${field.label} |`);
  const targets = [orderFields, waybillFields, stockFields, productFields, returnFormFields].flatMap(fields);
  return [
    '## Converters (`as:`)',
    '',
    '| name | side | what it does |',
    '|---|---|---|',
    ...converters,
    '',
    '## Targets of read layouts',
    '',
    '| field | type | 日本語 |',
    '|---|---|---|',
    ...targets,
    '',
    '## Sources of write layouts',
    '',
    '| field | type | 日本語 |',
    '|---|---|---|',
    ...fields(writeFields),
    '',
  ].join('\n');
}

if (process.argv[1]?.endsWith('layout-docs.ts')) process.stdout.write(layoutDocs());
