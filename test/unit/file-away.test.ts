import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/ids.ts';
import type { SpokenProblem } from '../../src/core/problem.ts';
import { fileAway } from '../../src/flow/inbox/file-away.ts';
import { fileReport } from '../../src/flow/inbox/file-report.ts';
import { fileResultOf } from '../../src/flow/inbox/file-result.ts';
import type { IntakeDocument } from '../../src/flow/types.ts';
import {
  filesIn,
  intakeDocument,
  newRoot,
  openWorkspace,
  removeWorkspace,
  type Workspace,
} from '../support/workspace.ts';

let work: Workspace;
beforeEach(async () => {
  work = await openWorkspace(newRoot());
});
afterEach(() => removeWorkspace(work));

const inbox = (path: string) => join(work.root, 'inbox', path);
function drop(name: string, text = 'x'): { path: string; name: string } {
  writeFileSync(inbox(name), text);
  return { path: inbox(name), name };
}
const orders = (more: Partial<IntakeDocument['orders']>) => ({ new: 0, revised: 0, unchanged: 0, refused: 0, ...more });
const problem = (more: Partial<SpokenProblem> = {}): SpokenProblem => ({
  code: 'count-zero',
  kind: 'fix',
  row: 12,
  column: '数量',
  value: '0',
  order: 'T-9',
  sentence: '数量が0です。',
  remedy: '1以上の数を入れてください。',
  ...more,
});

describe('the result on a file', () => {
  const cases: [string, ReturnType<typeof fileResultOf>, Partial<IntakeDocument>[]][] = [
    ['all orders in', 'done', [{ orders: orders({ new: 3 }) }]],
    ['nothing new', 'done', [{ orders: orders({ unchanged: 3 }) }]],
    ['no rows and nothing wrong', 'done', [{}]],
    ['only repairs to tell', 'done', [{ orders: orders({ new: 1 }), problems: [problem({ kind: 'done' })] }]],
    ['some refused', 'problems', [{ orders: orders({ new: 1, refused: 1 }), problems: [problem()] }]],
    ['in, with something to fix', 'problems', [{ orders: orders({ revised: 1 }), problems: [problem()] }]],
    ['numbers registered, some unknown', 'problems', [{ registered: { waybills: 2 }, problems: [problem()] }]],
    ['every order refused', 'failed', [{ orders: orders({ refused: 2 }), problems: [problem()] }]],
    ['the file refused', 'failed', [{ refused: true, problems: [problem()] }]],
    ['one good and one refused member', 'problems', [{ orders: orders({ new: 1 }) }, { refused: true }]],
    ['known before', 'seen', [{ seenBefore: true }]],
    ['one member known, one new', 'done', [{ seenBefore: true }, { orders: orders({ new: 1 }) }]],
    ['known, and refused then too', 'failed', [{ seenBefore: true, refused: true }]],
  ];
  for (const [what, result, documents] of cases) {
    it(`${what}: ${result}`, () => expect(fileResultOf(documents.map((one) => intakeDocument(one)))).toBe(result));
  }
});

describe('a settled file', () => {
  it("lies in _done under Japan's day with its report beside it", async () => {
    const settled = await fileAway(work.ctx, drop('注文.csv'), [intakeDocument({ orders: orders({ new: 1 }) })]);
    expect(filesIn(inbox(''))).toEqual(['_done/2026-11-22/注文.csv', '_done/2026-11-22/注文.csv.txt'].sort());
    expect(settled).toEqual({
      result: 'done',
      path: inbox('_done/2026-11-22/注文.csv'),
      report: inbox('_done/2026-11-22/注文.csv.txt'),
    });
  });

  it('lies in _error when nothing of it got in', async () => {
    await fileAway(work.ctx, drop('注文.csv'), [intakeDocument({ refused: true, problems: [problem()] })]);
    expect(filesIn(inbox(''))).toEqual(['_error/2026-11-22/注文.csv', '_error/2026-11-22/注文.csv.txt']);
  });

  it('never lies on another file or report: it gets a number', async () => {
    for (const text of ['一', '二', '三']) {
      await fileAway(work.ctx, drop('注文.csv', text), [intakeDocument({ hash: sha256(text) })]);
    }
    const day = inbox('_done/2026-11-22/');
    expect(readFileSync(`${day}注文.csv`, 'utf8')).toBe('一');
    expect(readFileSync(`${day}注文-2.csv`, 'utf8')).toBe('二');
    expect(readFileSync(`${day}注文-3.csv`, 'utf8')).toBe('三');
    expect(readFileSync(`${day}注文-3.csv.txt`, 'utf8')).toContain(sha256('三'));
  });

  it('keeps away from a report whose file was taken away', async () => {
    mkdirSync(inbox('_done/2026-11-22'), { recursive: true });
    writeFileSync(inbox('_done/2026-11-22/注文.csv.txt'), '前のファイルの結果');
    await fileAway(work.ctx, drop('注文.csv'), [intakeDocument()]);
    expect(readFileSync(inbox('_done/2026-11-22/注文.csv.txt'), 'utf8')).toBe('前のファイルの結果');
    expect(existsSync(inbox('_done/2026-11-22/注文-2.csv.txt'))).toBe(true);
  });

  it('that was cut off between report and move keeps its full report', async () => {
    const file = drop('注文.csv');
    const first = intakeDocument({ orders: orders({ new: 1, refused: 1 }), problems: [problem()] });
    const at = (point: string) => {
      if (point === 'file-away:reported') throw new Error('stopped');
    };
    await expect(fileAway({ ...work.ctx, at }, file, [first])).rejects.toThrow('stopped');
    expect(existsSync(file.path)).toBe(true);
    await fileAway(work.ctx, file, [intakeDocument({ seenBefore: true })]);
    expect(filesIn(inbox(''))).toEqual(['_done/2026-11-22/注文.csv', '_done/2026-11-22/注文.csv.txt'].sort());
    expect(readFileSync(inbox('_done/2026-11-22/注文.csv.txt'), 'utf8')).toContain('数量が0です。');
  });

  it('with a name at the limit of the file system is shortened, and the report tells the full name', async () => {
    const name = `${'長'.repeat(83)}.csv`; // 253 bytes
    await fileAway(work.ctx, drop(name), [intakeDocument({ file: name })]);
    const [moved, report] = filesIn(inbox(''));
    expect(moved).toMatch(/長…\.csv$/);
    expect(readFileSync(inbox(report ?? ''), 'utf8')).toContain(`ファイル：${name}`);
  });
});

describe('the report beside a file', () => {
  const at = Temporal.Instant.from('2026-11-21T23:05:00Z');
  const write = (documents: IntakeDocument[], taken = new Map<string, { name: string; at: string }>()) =>
    fileReport({ file: '注文.csv', at, documents, taken });

  it('calls shop and layout by the names that people know, with the ones that commands take', () => {
    const titleOf = (kind: string, name: string) => (kind === 'shop' ? '見本の店' : name === 'x' ? 'x' : undefined);
    const documents = [intakeDocument({ shop: 'rakuten', layout: 'own-layout' }), intakeDocument({ layout: 'x' })];
    const text = fileReport({ file: '注文.csv', at, documents, taken: new Map(), titleOf });
    expect(text).toContain('店舗：見本の店（rakuten）\r\n形式：own-layout\r\n');
    expect(text).toContain('形式：x\r\n');
  });

  it('opens in Windows Notepad: BOM, and CRLF throughout', () => {
    const text = write([intakeDocument({ problems: [problem()] })]);
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('tells result, counts, what to fix, what is held and by whom it is cleared, and what was repaired', () => {
    const text = write([
      intakeDocument({
        orders: orders({ new: 2, refused: 1 }),
        problems: [
          problem({
            kind: 'done',
            row: 3,
            column: '郵便番号',
            value: '600001',
            sentence: '0を補いました。',
            remedy: '対応は不要です。',
            order: null,
          }),
          problem(),
        ],
        held: [
          {
            number: 'T-1',
            customerNo: 'T-1_1',
            code: 'unpaid',
            sentence: '入金待ちです。',
            remedy: '入金を確認してください。',
            clearedBy: 'data',
          },
        ],
      }),
    ]);
    expect(text.slice(1).split('\r\n')).toEqual([
      '結果：取り込みましたが、直していただくことがあります',
      'ファイル：注文.csv',
      '日時：2026年11月22日 8:05',
      '',
      '店舗：sheet',
      '形式：order-sheet@1',
      `原本番号：${sha256('注文')}`,
      '',
      '■ 件数',
      '   新しい注文 2件',
      '   取り込めなかった注文 1件',
      '',
      '■ 直していただくこと（1件）',
      '1. 12行目「数量」列　値「0」　注文番号 T-9',
      '   数量が0です。',
      '   対応：1以上の数を入れてください。',
      '',
      '■ 保留中の出荷（1件）',
      '1. 注文番号 T-1　管理番号 T-1_1',
      '   入金待ちです。',
      '   対応：入金を確認してください。',
      '   保留を解く人：注文データを直して入れ直す人',
      '',
      '■ お知らせ・自動で直したこと（1件）',
      '1. 3行目「郵便番号」列　値「600001」',
      '   0を補いました。',
      '   対応：対応は不要です。',
      '',
    ]);
  });

  it('says under which name and when the same content was taken before', () => {
    const noted = problem({ code: 'document-seen-before', kind: 'done', sentence: '同じことを二度言う文' });
    const known = intakeDocument({ seenBefore: true, problems: [noted] });
    const before = new Map([[known.hash, { name: '今朝の注文.csv', at: '2026-11-21T00:30:00Z' }]]);
    const text = write([known], before);
    expect(text).toContain('結果：取込済みのファイルでした');
    expect(text).toContain('同じ内容のファイルを 2026年11月21日 9:30 に「今朝の注文.csv」という名前で取込済みです。');
    expect(text).not.toContain('二度言う');
    expect(
      write([known], new Map([[known.hash, { name: '注文.csv'.normalize('NFD'), at: '2026-11-21T00:30:00Z' }]])),
    ).toContain('このファイルは 2026年11月21日 9:30 に取込済みです。');
  });

  it('has a part for each file of a zip', () => {
    const text = write([
      intakeDocument({ file: 'a.csv', orders: orders({ new: 1 }) }),
      intakeDocument({
        file: 'b.csv',
        refused: true,
        problems: [problem({ row: null, column: null, value: null, order: null })],
      }),
    ]);
    expect(text).toMatch(/◆ a\.csv[\s\S]*新しい注文 1件[\s\S]*◆ b\.csv[\s\S]*1\. 数量が0です。/);
  });

  it('keeps a cell with line breaks on one line and says how long a very long one is', () => {
    const text = write([
      intakeDocument({ problems: [problem({ value: '一\r\n二' }), problem({ value: '長'.repeat(250) })] }),
    ]);
    expect(text).toContain('値「一⏎二」');
    expect(text).toContain(`値「${'長'.repeat(200)}…」（全250文字）`);
  });

  it('names kinds of registrations that it has no word for', () => {
    expect(write([intakeDocument({ registered: { waybills: 2, somethingNew: 1 } })])).toMatch(
      /伝票番号の登録 2件[\s\S]*登録（somethingNew） 1件/,
    );
  });
});
