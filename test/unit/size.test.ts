import { expect, test } from 'vitest';
import { sizeInBytes } from '../../src/config/schema.ts';
import { limitWords, sizeWords } from '../../src/core/size.ts';

test.each(['200MB', '1GB', '500KB', '7KB', '1500MB', '3GB'])('a limit of %s is shown as it was written', (written) => {
  expect(limitWords(sizeInBytes(written))).toBe(written);
});

test.each([
  [0, '0バイト'],
  [1023, '1023バイト'],
  [1024, '1KB'],
  [200 * 1024 ** 2 + 1, '200.1MB'],
  [1.5 * 1024 ** 3, '1.5GB'],
  [500 * 1024 + 1, '500.1KB'],
])('%i bytes are %s: what is over a limit never looks as if it were not', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words);
});
