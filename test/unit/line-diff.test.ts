import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diffLines, shortDiff } from '../../src/core/line-diff.ts';

const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'));

test('the same and gone lines are the old text, the same and new ones the new text', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const diff = diffLines(before, after);
      const side = (kind: 'gone' | 'new') =>
        diff.flatMap((one) => (one.kind === 'same' || one.kind === kind ? [one.text] : [])).join('\n');
      expect([side('gone'), side('new')]).toEqual([before.replace(/\n$/, ''), after.replace(/\n$/, '')]);
    }),
  );
});

test('only what changed is shown, with what stands around it; line ends do not count', () => {
  const before = ['1', '2', '3', '4', '5', '6', '7', '8'].join('\n');
  const after = ['1', '2', '3', '4', 'five', '6', '7', '8', ''].join('\r\n');
  expect(shortDiff(diffLines(before, after), 1)).toEqual(['  4', '- 5', '+ five', '  6', '…']);
  expect(shortDiff(diffLines(before, `${before}\n`))).toEqual([]);
});
