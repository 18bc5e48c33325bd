import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rates } from '../../src/connectors/amazon/rates.ts';
import { orderApi } from '../../src/connectors/shopserve/order-api.ts';
import { fill } from '../../src/core/sentences/fill.ts';
import { say } from '../../src/core/sentences/index.ts';

/* What operators read of a call is what it does, not what its system calls it. */

const source = (room: string): string => {
  const folder = join(import.meta.dirname, '../../src/connectors', room);
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
};
const found = (room: string, pattern: RegExp): string[] => [
  ...new Set([...source(room).matchAll(pattern)].map((one) => one[1] ?? one[2]!)),
];
const { parts: _, times: __, fields: ___, words: ____, ...orderCalls } = orderApi.parse(undefined);

describe.each([
  ['amazon', [...Object.keys(rates), 'feed', 'ship', 'token'], 10],
  ['qoo10', found('qoo10', /'([A-Z][A-Za-z]+\.[A-Z]\w+)'/g), 10],
  ['shopserve', [...Object.keys(orderCalls), ...found('shopserve', /client\.call\('(\w+)'/g)], 8],
  ['ecforce', found('ecforce', /\bpath(?:: | = )'([\w/]+)'|operation = '(\w+)'/g), 4],
  ['b2cloud', found('b2cloud', /\.send\('([\w-]+)'/g), 6],
])('%s', (_room, names, atLeast) => {
  test('all its calls are found', () => expect(names.length).toBeGreaterThanOrEqual(atLeast));
  test.each(names)('%s has a title', (name) =>
    expect(fill('{operation}', { operation: name })).not.toMatch(/[A-Za-z]{5}/),
  );
});

test('a call that nobody named stays as it is; other words are not touched', () => {
  expect(fill('{operation} {reason}', { operation: 'x.new', reason: 'search' })).toBe('x.new search');
  expect(say('shop-busy', { system: 'ecforce', operation: 'orders' }).sentence).toContain('（受注の読み込み）');
});
