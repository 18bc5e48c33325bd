import { readFileSync, writeFileSync } from 'node:fs';
import { statusTable, tableMark } from './status-table.ts';

/* npx tsx test/support/write-status-table.ts: brings the table of status words at the end of docs/formats.md up to date. */
const path = 'docs/formats.md';
const text = readFileSync(path, 'utf8');
const at = text.indexOf(tableMark);
writeFileSync(path, (at < 0 ? `${text.trimEnd()}\n\n` : text.slice(0, at)) + statusTable());
