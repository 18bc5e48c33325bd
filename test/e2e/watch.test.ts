import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Take, Where } from '../../src/flow/inbox/take-dropped.ts';
import { type InboxWatch, type Patience, watchInbox } from '../../src/flow/inbox/watch.ts';
import type { Incoming, IntakeDocument } from '../../src/flow/types.ts';
import { filesIn, newRoot, openWorkspace, plainTake, removeWorkspace, type Workspace } from '../support/workspace.ts';

/** Errors of the file system by function, used up one by one, for paths that end as told. */
const faults = vi.hoisted(() => [] as { call: string; ending: string; code: string }[]);
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const fail = (call: string, path: string) => {
    const i = faults.findIndex((fault) => fault.call === call && path.endsWith(fault.ending));
    const [fault] = i < 0 ? [] : faults.splice(i, 1);
    if (fault) throw Object.assign(new Error(fault.code), { code: fault.code, syscall: call });
  };
  return {
    ...real,
    readFile: async (path: string) => {
      fail('readFile', path);
      return real.readFile(path);
    },
    rename: async (from: string, to: string) => {
      fail('rename', from);
      return real.rename(from, to);
    },
  };
});

let work: Workspace;
let watching: InboxWatch | undefined;
/** Every call of the intake: name, shop, text. */
let taken: { name: string; shop: string; text: string; where: Where }[];

beforeEach(async () => {
  taken = [];
  work = await openWorkspace(newRoot());
});
afterEach(async () => {
  await watching?.close();
  watching = undefined;
  faults.length = 0;
  await removeWorkspace(work);
});

const inbox = (path = '') => join(work.root, 'inbox', path);
const done = (path: string) => inbox(`_done/2026-11-22/${path}`);
const failed = (path: string) => inbox(`_error/2026-11-22/${path}`);
const until = (path: string) => vi.waitFor(() => expect(existsSync(path)).toBe(true), { timeout: 8000, interval: 10 });
const untilTold = (text: string) =>
  vi.waitFor(() => expect(work.told.join('\n')).toContain(text), { timeout: 8000, interval: 10 });

async function start(take: Take = (incoming) => plainTake(work.ctx, incoming), patience: Partial<Patience> = {}) {
  const noted: Take = (incoming, where) => {
    const text = Buffer.from(incoming.bytes).toString('utf8');
    taken.push({ name: incoming.name, shop: incoming.shop, text, where });
    return take(incoming, where);
  };
  watching = await watchInbox(work.ctx, noted, { rest: 500, retry: 20, guardEvery: 50, lockTold: 100, ...patience });
}

function drop(path: string, text = '注文番号,数量\r\nT-1,1\r\nT-2,1\r\n'): void {
  mkdirSync(join(inbox(path), '..'), { recursive: true });
  writeFileSync(inbox(path), text);
}

describe('a dropped file', () => {
  it('is taken, moved to _done beside its report, and the operator is told', async () => {
    await start();
    drop('注文.csv');
    await until(done('注文.csv'));
    expect(filesIn(inbox())).toEqual(['_done/2026-11-22/注文.csv', '_done/2026-11-22/注文.csv.txt'].sort());
    await untilTold('「注文.csv」を取り込みました（新しい注文 2件）。');
    expect(readFileSync(done('注文.csv.txt'), 'utf8')).toContain('新しい注文 2件');
  });

  it('belongs to the shop of its folder, in either spelling of the name', async () => {
    await start();
    drop('ガラス工房/データ.csv'.normalize('NFD'));
    drop('amazon/a.csv', 'a,b\r\n1,2\r\n');
    drop('results/発行済.csv', 'a,b\r\n3,4\r\n');
    drop('b.csv', 'a,b\r\n5,6\r\n');
    await vi.waitFor(() => expect(taken).toHaveLength(4), { timeout: 8000 });
    const calls = Object.fromEntries(
      taken.map(({ name, shop, where }) => [name, [shop, where.owner.kind, where.file]]),
    );
    const mac = 'データ.csv'.normalize('NFC');
    expect(calls).toEqual({
      [mac]: ['ガラス工房', 'shop', mac],
      'a.csv': ['amazon', 'shop', 'a.csv'],
      '発行済.csv': ['', 'results', '発行済.csv'],
      'b.csv': ['', 'any', 'b.csv'],
    });
    await until(done(mac));
  });

  it('in a folder of no shop is not read, and the report names the folders there are', async () => {
    await start();
    drop('amazom/注文.csv');
    await until(failed('注文.csv'));
    const report = readFileSync(failed('注文.csv.txt'), 'utf8');
    expect(report).toContain('フォルダー「amazom」はどの店舗のものでもありません');
    expect(report).toContain('amazon、sheet、ガラス工房、results');
    expect(taken).toEqual([]);
  });

  it('that is too big is refused before it is read', async () => {
    await start();
    drop('巨大.csv', '');
    truncateSync(inbox('巨大.csv'), 5 * 1024 ** 2 + 1);
    await until(failed('巨大.csv'));
    expect(readFileSync(failed('巨大.csv.txt'), 'utf8')).toContain('ファイルが大きすぎます（5.1MB、上限 5MB）');
    expect(taken).toEqual([]);
  });

  it('with content that was taken under another name is said, and not imported again', async () => {
    await start();
    drop('今朝.csv');
    await until(done('今朝.csv'));
    drop('コピー.csv');
    await until(done('コピー.csv'));
    expect(readFileSync(done('コピー.csv.txt'), 'utf8')).toContain('「今朝.csv」という名前で取込済みです');
    expect(await work.ctx.store.documents()).toHaveLength(1);
    await untilTold('「コピー.csv」は取込済みの内容です');
  });

  it('that lay there before the start is taken, oldest first and one at a time', async () => {
    const names = ['c.csv', 'a.csv', 'd.csv', 'b.csv'];
    names.forEach((name, i) => {
      drop(name, `x\r\n${name}\r\n`);
      utimesSync(inbox(name), 1_700_000_000 + i, 1_700_000_000 + i);
    });
    let busy = 0;
    let most = 0;
    await start(async (incoming) => {
      most = Math.max(most, ++busy);
      await sleep(20);
      busy--;
      return plainTake(work.ctx, incoming);
    });
    await until(done('b.csv'));
    expect(taken.map((one) => one.name)).toEqual(names);
    expect(most).toBe(1);
  });

  it('is found by polling as well (network shares)', async () => {
    await removeWorkspace(work);
    const config = (plain: Workspace['ctx']['config']) => ({
      ...plain,
      watch: { ...plain.watch, polling: true, interval: 100 },
    });
    work = await openWorkspace(newRoot(), { config });
    await start(undefined, { rest: 60_000 });
    drop('amazon/a.csv');
    await until(done('a.csv'));
    drop('amazon/b.csv', 'a,b\r\n1,2\r\n');
    await until(done('b.csv'));
  });

  it('is found without any event, too', async () => {
    await removeWorkspace(work);
    const config = (plain: Workspace['ctx']['config']) => ({
      ...plain,
      watch: { ...plain.watch, polling: true, interval: 60_000 }, // the first event comes after the test
    });
    work = await openWorkspace(newRoot(), { config });
    await start(undefined, { rest: 100 });
    drop('注文.csv');
    await until(done('注文.csv'));
  });
});

describe('a file that is not finished', () => {
  it('is taken once and whole when the writer is slow', async () => {
    await start();
    for (let row = 0; row < 8; row++) {
      appendFileSync(inbox('注文.csv'), `T-${row},1\r\n`);
      await sleep(40);
    }
    await until(done('注文.csv'));
    expect(taken.map((one) => one.text)).toEqual([readFileSync(done('注文.csv'), 'utf8')]);
    expect(taken[0]?.text.split('\r\n')).toHaveLength(9);
  });

  it('waits longer when it stops in the middle of a line', async () => {
    await start();
    writeFileSync(inbox('注文.csv'), 'T-1,1\r\nT-');
    await sleep(160); // more than the quiet time
    expect(taken).toEqual([]);
    appendFileSync(inbox('注文.csv'), '2,1\r\n');
    await until(done('注文.csv'));
    expect(taken.map((one) => one.text)).toEqual(['T-1,1\r\nT-2,1\r\n']);
  });

  it('is taken all the same when it has no last line break', async () => {
    await start();
    writeFileSync(inbox('行末なし.csv'), 'T-1,1');
    await until(done('行末なし.csv'));
    expect(taken.map((one) => one.name)).toEqual(['行末なし.csv']);
  });

  it('under a download name is left alone until it has its own name', async () => {
    await start();
    drop('注文.csv.crdownload');
    drop('注文2.csv.part', 'x\r\n1\r\n');
    await sleep(300);
    expect(taken).toEqual([]);
    renameSync(inbox('注文.csv.crdownload'), inbox('注文.csv'));
    await until(done('注文.csv'));
    expect(filesIn(inbox())).toContain('注文2.csv.part');
  });

  it('that is renamed while it waits is taken once, under its new name', async () => {
    await start();
    drop('新規 テキスト.csv');
    await sleep(50);
    renameSync(inbox('新規 テキスト.csv'), inbox('注文.csv'));
    await until(done('注文.csv'));
    expect(taken.map((one) => one.name)).toEqual(['注文.csv']);
  });

  it('that is open in Excel waits until the lock is gone, and the operator is told once', async () => {
    drop('注文.csv');
    drop('~$注文.csv');
    await start();
    await untilTold('「注文.csv」は表計算ソフトで開かれているため');
    await sleep(250);
    expect(taken).toEqual([]);
    expect(work.told).toHaveLength(1);
    rmSync(inbox('~$注文.csv'));
    await until(done('注文.csv'));
  });

  it('that another program has locked waits, and others go on', async () => {
    for (let i = 0; i < 4; i++) faults.push({ call: 'readFile', ending: 'a.csv', code: i % 2 ? 'EBUSY' : 'EACCES' });
    drop('a.csv');
    await start();
    await untilTold('「a.csv」はほかのソフトが使用中か、読む権限がないため');
    drop('b.csv', 'x\r\n1\r\n');
    await until(done('b.csv'));
    await until(done('a.csv'));
    expect(taken.map((one) => one.name)).toEqual(['b.csv', 'a.csv']);
  });

  it('that changes while it is taken stays, and is taken again as it is then', async () => {
    const take: Take = async (incoming) => {
      if (taken.length === 1) appendFileSync(inbox('注文.csv'), 'T-3,1\r\n');
      return plainTake(work.ctx, incoming);
    };
    await start(take);
    drop('注文.csv');
    await until(done('注文.csv'));
    expect(taken).toHaveLength(2);
    expect(taken[1]?.text).toContain('T-3,1');
    expect(readFileSync(done('注文.csv'), 'utf8')).toBe(taken[1]?.text);
    await untilTold('取込中に書き換えられました');
  });

  it.each([
    ['it has its own words, and what was in it is kept', (text: string) => text, '取り込みました'],
    ['a bad one too', () => 'x', '取り込めませんでした'],
  ])('that is deleted while it is taken: %s', async (_what, content, ending) => {
    await start(async (incoming) => {
      const documents = await plainTake(work.ctx, incoming);
      if (incoming.name !== '注文.csv') return documents;
      rmSync(inbox(incoming.name));
      return content('ok') === 'ok' ? documents : documents.map((one) => ({ ...one, refused: true }));
    });
    drop('注文.csv');
    await untilTold('「注文.csv」は、取り込んでいる間に削除されたか、別の場所へ移されました');
    expect(work.told.join('\n')).toContain(ending);
    expect(work.told.join('\n')).not.toContain('書き換えられました');
    expect(taken).toHaveLength(1);
    expect(await work.ctx.store.documents()).toHaveLength(1);
    drop('次.csv', 'a\r\nb\r\n');
    await until(done('次.csv'));
  });

  it('that is no file, a link or too deep is said once, and again when it was away in between', async () => {
    await start(undefined, { rest: 60 });
    drop('sheet/a.csv');
    symlinkSync(inbox('nowhere'), inbox('link.csv'));
    symlinkSync(inbox('_done'), inbox('sheet/folder'));
    execFileSync('mkfifo', [inbox('pipe.csv')]);
    drop('1/2/3/4/5/6/7/8/9/deep.csv');
    await untilTold('「link.csv」はほかの場所へのリンク');
    await untilTold('「sheet/folder」はほかの場所へのリンク');
    await untilTold('「pipe.csv」は普通のファイルではない');
    await untilTold('フォルダー「1/2/3/4/5/6/7/8/9」は 8 段より深い');
    await sleep(250);
    const said = (text: string) => work.told.filter((line) => line.includes(text)).length;
    for (const text of ['link.csv', 'sheet/folder', 'pipe.csv', '8 段より深い'])
      expect([text, said(text)]).toEqual([text, 1]);
    rmSync(inbox('link.csv'));
    await sleep(150);
    symlinkSync(inbox('a.csv'), inbox('link.csv'));
    await vi.waitFor(() => expect(said('link.csv')).toBe(2), { timeout: 8000 });
    expect(taken.map(({ name }) => name)).toEqual(['a.csv']);
  });

  it('that is written on after it was settled comes back, and the rest is not lost', async () => {
    await start();
    drop('注文.csv');
    await until(done('注文.csv'));
    appendFileSync(done('注文.csv'), 'T-3,1\r\n'); // the writer still holds the file open
    await vi.waitFor(() => expect(taken).toHaveLength(2), { timeout: 8000 });
    expect(taken[1]).toMatchObject({ name: '注文.csv' });
    expect(taken[1]?.text).toContain('T-3,1');
    await untilTold('取込が終わったあとに書き足されました');
    await vi.waitFor(() => expect(filesIn(inbox()).filter((name) => !name.startsWith('_'))).toEqual([]), {
      timeout: 8000,
    });
  });

  it('that a person edits in _done stays there', async () => {
    await start();
    drop('注文.csv');
    await until(done('注文.csv'));
    writeFileSync(done('注文.csv'), '注文番号,数量\r\nT-1,1\r\nT-2,999\r\n覚え書き\r\n');
    await sleep(250);
    expect(existsSync(done('注文.csv'))).toBe(true);
    expect(taken).toHaveLength(1);
  });

  it('that is taken away while it waits is forgotten', async () => {
    await start();
    drop('注文.csv');
    await sleep(40);
    rmSync(inbox('注文.csv'));
    await sleep(250);
    expect(taken).toEqual([]);
    expect(work.told).toEqual([]);
  });
});

describe('when something fails', () => {
  const passing = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });

  it('an error that may pass is tried again, and a later file does not overtake', async () => {
    let left = 2;
    await start(async (incoming) => {
      if (incoming.name === 'a.csv' && left-- > 0) throw passing();
      return plainTake(work.ctx, incoming);
    });
    drop('a.csv');
    await sleep(20);
    drop('b.csv', 'x\r\n1\r\n');
    await until(done('b.csv'));
    expect(taken.map((one) => one.name)).toEqual(['a.csv', 'a.csv', 'a.csv', 'b.csv']);
    expect(existsSync(done('a.csv'))).toBe(true);
    await untilTold('「a.csv」の取込を先へ進められませんでした（Error ECONNREFUSED');
  });

  it('an error that does not pass parks the file after its last try', async () => {
    await start(
      async () => {
        throw passing();
      },
      { tries: 3, retry: 10 },
    );
    drop('a.csv');
    await until(failed('a.csv'));
    expect(taken).toHaveLength(3);
    expect(readFileSync(failed('a.csv.txt'), 'utf8')).toContain('想定外の異常');
  });

  it('a bug parks the file at once with the place in the code and nothing of the data, and the next file is taken', async () => {
    await start(async (incoming) => {
      if (incoming.name === 'a.csv') throw new TypeError('cannot read 山田太郎');
      return plainTake(work.ctx, incoming);
    });
    drop('a.csv');
    await until(failed('a.csv'));
    const report = readFileSync(failed('a.csv.txt'), 'utf8');
    expect(report).toMatch(/TypeError watch\.test\.ts:\d+/);
    expect(report + work.told.join()).not.toContain('山田');
    drop('b.csv', 'x\r\n1\r\n');
    await until(done('b.csv'));
  });

  it('a move that fails is tried again without taking the file again', async () => {
    faults.push(
      { call: 'rename', ending: 'inbox/a.csv', code: 'EBUSY' },
      { call: 'rename', ending: 'inbox/a.csv', code: 'EBUSY' },
    );
    await start();
    drop('a.csv');
    await until(done('a.csv'));
    expect(taken).toHaveLength(1);
    expect(work.told.filter((line) => line.includes('_done へ移せません（EBUSY）'))).toHaveLength(1);
    expect(readFileSync(done('a.csv.txt'), 'utf8')).toContain('新しい注文 2件');
  });

  it('an inbox that disappears is said once and watched again when it is back', async () => {
    await start(undefined, { rest: 60 });
    rmSync(inbox(), { recursive: true });
    await untilTold('inbox フォルダーを読めません（ENOENT）');
    await sleep(150);
    expect(work.told).toHaveLength(1);
    drop('a.csv');
    await until(done('a.csv'));
  });

  it('an inbox that is not there at the start is waited for', async () => {
    rmSync(inbox(), { recursive: true });
    await start(undefined, { rest: 60 });
    await untilTold('inbox フォルダーを読めません（ENOENT）');
    expect(existsSync(inbox())).toBe(false);
    drop('amazon/a.csv');
    await until(done('a.csv'));
  });

  it('closing finishes the file at hand and takes no other', async () => {
    const release = Promise.withResolvers<void>();
    await start(async (incoming: Incoming): Promise<readonly IntakeDocument[]> => {
      await release.promise;
      return plainTake(work.ctx, incoming);
    });
    drop('a.csv');
    await sleep(20);
    drop('b.csv', 'x\r\n1\r\n');
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    const closing = watching?.close();
    release.resolve();
    await closing;
    await watching?.done;
    expect(existsSync(done('a.csv'))).toBe(true);
    expect(statSync(inbox('b.csv')).isFile()).toBe(true);
    expect(taken).toHaveLength(1);
  });
});
