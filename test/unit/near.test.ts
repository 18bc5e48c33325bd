import { expect, test } from 'vitest';
import { nearest } from '../../src/core/near.ts';

test('the word with the fewest edits is offered, a swap of neighbours counts once', () => {
  expect(nearest('sedner', ['seller', 'sender', 'shippers'])).toBe('sender');
  expect(nearest('b2-cvs', ['b2-csv-seller', 'b2-csv'])).toBe('b2-csv');
  expect(nearest('Amazn', ['amazon'])).toBe('amazon');
});

test('a word that was cut short is offered its only continuation', () => {
  expect(nearest('quiet', ['polling', 'quiet-ms'])).toBe('quiet-ms');
  expect(nearest('quiet', ['quiet-seconds', 'quiet-minutes'])).toBeUndefined();
});

test('nothing is offered when nothing is near', () => {
  expect(nearest('sender', ['holidays', 'billing'])).toBeUndefined();
  expect(nearest('x', ['yes'])).toBeUndefined();
  expect(nearest('', ['a-b'])).toBeUndefined();
  expect(nearest('sender', [])).toBeUndefined();
});
