import { expect, test } from 'vitest';
import { counted } from '../../src/cli/counted.ts';

const reason = (customerNo: string, number = '') => ({ customerNo, number });

test.each([
  [[reason('A_1'), reason('B_1')], '保留 2 件'],
  [[reason('A_1'), reason('A_1'), reason('A_2')], '保留 2 件（理由 3 件）'],
  [[reason('', 'C'), reason('', 'C'), reason('', 'D')], '保留 2 件（理由 3 件）'],
])('shipments are counted, and their reasons where there are more (%#)', (reasons, words) => {
  expect(counted('保留', reasons)).toBe(words);
});
