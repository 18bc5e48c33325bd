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

/** End of docs/layouts.md, made from the code: converters, targets, sources. Written by `npm run schema`. */
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
    ...['order', 'line', 'line.delivery'].map(
      (at) => `| \`${at}.remote.NAME\` | text | モール固有の値（NAME は自由。接続だけが読みます） |`,
    ),
    '',
    '## Sources of write layouts',
    '',
    '| field | type | 日本語 |',
    '|---|---|---|',
    ...fields(writeFields),
    '',
  ].join('\n');
}
