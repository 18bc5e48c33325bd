import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageFont } from '../../font.ts';
import type { Answer } from '../../system.ts';

/** The compiled lab stands in `dist`; files that are no programs stay beside their source. */
const folder = existsSync(join(import.meta.dirname, 'b2.css'))
  ? import.meta.dirname
  : join(import.meta.dirname, '..', '..', '..', '..', 'mocks', 'b2cloud', 'screen');

const types: ReadonlyMap<string, string> = new Map([
  ['b2.css', 'text/css; charset=utf-8'],
  ['edit.js', 'text/javascript; charset=utf-8'],
  ['import.js', 'text/javascript; charset=utf-8'],
]);

const kept = new Map<string, Buffer>();

/** Style, scripts and the Japanese font: nothing comes from another host. */
export function asset(name: string): Answer | undefined {
  if (name === 'font.ttf') return pageFont();
  const type = types.get(name);
  if (type === undefined) return undefined;
  let body = kept.get(name);
  if (!body) {
    body = readFileSync(join(folder, name));
    kept.set(name, body);
  }
  return { status: 200, headers: { 'content-type': type, 'cache-control': 'no-cache' }, body };
}
