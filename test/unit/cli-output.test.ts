import { describe, expect, test } from 'vitest';
import { CommandRefused, exitCodes } from '../../src/cli/exit.ts';
import { oneLine, problemLine, warn } from '../../src/cli/output.ts';
import { explain } from '../../src/cli/run.ts';
import { SettingsError } from '../../src/config/complaint.ts';
import { WorkspaceBusy } from '../../src/config/lock.ts';
import { StoreRefused } from '../../src/store/refused.ts';

/** Runs `work` and returns what it wrote to stderr. */
function stderrOf(work: () => void): string {
  const real = process.stderr.write;
  let said = '';
  process.stderr.write = ((text: string) => {
    said += text;
    return true;
  }) as typeof process.stderr.write;
  try {
    work();
  } finally {
    process.stderr.write = real;
  }
  return said;
}

test('a value from a file cannot move the cursor or break the line', () => {
  expect(oneLine('a\r\nb\u001b[31mc\u0007')).toBe('a b�[31mc�');
});

test('a problem line names file, row, column, value, sentence and remedy', () => {
  const problem = {
    code: 'x',
    row: 3,
    column: '電話',
    value: '03',
    order: null,
    sentence: '文です。',
    remedy: '直す。',
  };
  expect(problemLine('a.csv', problem)).toBe('a.csv 3行目「電話」 値「03」: 文です。 → 直す。');
  expect(problemLine('a.csv', { ...problem, order: '012' })).toBe(
    'a.csv 3行目「電話」 受注 012 値「03」: 文です。 → 直す。',
  );
  expect(problemLine('', { ...problem, row: null, column: null, value: null })).toBe('文です。 → 直す。');
});

describe('errors become exit codes', () => {
  const cases: readonly [string, unknown, number, RegExp][] = [
    ['a refused command', new CommandRefused(exitCodes.usage, 'command-note-needed'), 2, /--note/],
    [
      'wrong settings',
      new SettingsError([{ file: 'f', line: 2, column: 3, code: 'c', sentence: 's', remedy: 'r' }]),
      4,
      /^f:2:3 s → r\n$/,
    ],
    ['a busy workspace', new WorkspaceBusy('PID 1'), 5, /PID 1/],
    [
      'a problem that somebody must fix',
      { problem: { code: 'settings-no-shops', kind: 'fix', place: { file: 'x.csv' } } },
      3,
      /^x\.csv: /,
    ],
    ['a wrong key', new StoreRefused('key-does-not-fit'), 4, /暗号鍵/],
    ['a database in use', new StoreRefused('database-busy'), 5, /データベース/],
    ['a full disk', Object.assign(new Error('x'), { code: 'ENOSPC', path: '/p' }), 5, /\/p に書き込めません（ENOSPC）/],
    ['anything else is our bug, with its trace', new TypeError('boom'), 70, /TypeError: boom\n\s+at /],
  ];
  test.each(cases)('%s', (_name, error, code, words) => {
    let ended: number | undefined;
    const said = stderrOf(() => {
      ended = explain(error);
    });
    expect(ended).toBe(code);
    expect(said).toMatch(words);
  });
});

test('no word of a file or of its name steers the terminal', () => {
  expect(stderrOf(() => warn('a\u001b[31m\u0007\u009bb\n  c'))).toBe('a\ufffd[31m\ufffd\ufffdb\n  c\n');
});
