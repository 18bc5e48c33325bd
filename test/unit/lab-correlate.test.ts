import { expect, test } from 'vitest';
import { createCorrelation } from '../../mocks/record/correlate.ts';

/* What `lab compare` learns from answers of the real world, which hold anything. */

const learned = (real: object, mock: object) => {
  const correlation = createCorrelation();
  correlation.learn(Buffer.from(JSON.stringify(real)), Buffer.from(JSON.stringify(mock)));
  return correlation;
};

test('a text that only looks like an address ends nothing, and the members beside it are learned', () => {
  for (const odd of ['http://', 'https://[::', '//?', 'http://x/100%', '/a%E3?b=%', 'https://host:99999/']) {
    const one = learned({ url: odd, id: 'order-100001' }, { url: 'http://127.0.0.1:1/a/b', id: 'order-7' });
    expect([odd, one.apply('GET order-100001')]).toEqual([odd, 'GET order-7']);
    const other = learned({ url: 'https://host/a/b', id: 'order-100001' }, { url: odd, id: 'order-7' });
    expect([odd, other.apply('GET order-100001')]).toEqual([odd, 'GET order-7']);
  }
});

test('what an address names is learned from its end', () => {
  const one = learned(
    { next: 'https://real/docs/doc-200001?token=t-300001' },
    { next: 'http://lab/p/docs/doc-2?token=t-3' },
  );
  expect(one.apply('/docs/doc-200001 t-300001')).toBe('/docs/doc-2 t-3');
});
