import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type InboxWatch, type Patience, watchInbox } from '../../src/flow/inbox/watch.ts';
import { filesIn, newRoot, openWorkspace, plainTake, removeWorkspace, type Workspace } from '../support/workspace.ts';

/* How files arrive on shares and by uploads: the writer is another machine, or a program that pauses. */

type Take = Parameters<typeof watchInbox>[1];

let work: Workspace;
let watching: InboxWatch | undefined;
let again: () => Promise<InboxWatch>;
let taken: { name: string; text: string }[];

afterEach(async () => {
  await watching?.close();
  watching = undefined;
  await removeWorkspace(work);
});

const inbox = (path = '') => join(work.root, 'inbox', path);
const done = (path: string) => inbox(`_done/2026-11-22/${path}`);
const failed = (path: string) => inbox(`_error/2026-11-22/${path}`);
const waitFor = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 10 });
const until = (path: string) => waitFor(() => expect(existsSync(path)).toBe(true));
const untilTold = (text: string) => waitFor(() => expect(work.told.join('\n')).toContain(text));

async function start(polling: boolean, patience: Partial<Patience> = {}, quiet = 100): Promise<void> {
  taken = [];
  const config = (plain: Workspace['ctx']['config']) => ({ ...plain, watch: { polling, interval: 100, quiet } });
  work = await openWorkspace(newRoot(), { config });
  const take: Take = async (incoming) => {
    const text = Buffer.from(incoming.bytes).toString('utf8');
    taken.push({ name: incoming.name, text });
    const documents = await plainTake(work.ctx, incoming);
    const isBroken = text.includes('\u0000') && !text.startsWith('PK');
    return isBroken ? documents.map((one) => ({ ...one, refused: true })) : documents;
  };
  const waits = { rest: 300, retry: 20, guardEvery: 50, lockTold: 100, emptyTold: 200, ...patience };
  again = () => watchInbox(work.ctx, take, waits);
  watching = await again();
}

/** The bridge ends, and another one comes after something happened. */
async function restart(meanwhile: () => void): Promise<void> {
  await watching?.close();
  meanwhile();
  watching = await again();
}

/** Writes into a file that is there, at a place, as another machine does: nobody here has it open in between. */
function fill(path: string, at: number, bytes: Buffer): void {
  const handle = openSync(path, 'r+');
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
}

function ofFullSize(path: string, size: number): void {
  writeFileSync(path, '');
  truncateSync(path, size);
}

const whole = Buffer.from('注文番号,数量\r\nT-1,1\r\nT-2,1\r\n');

describe.each([
  ['events', false],
  ['polling', true],
])('on a share, watched by %s', (_how, polling) => {
  it('a file that shows its full size before its contents is waited for', async () => {
    await start(polling);
    ofFullSize(inbox('smb.csv'), whole.length);
    await sleep(700); // many quiet times
    expect(taken).toEqual([]);
    fill(inbox('smb.csv'), 0, whole);
    await until(done('smb.csv'));
    expect(taken.map(({ text }) => text)).toEqual([whole.toString()]);
    expect(existsSync(inbox('_error'))).toBe(false);
  });

  it('so is one of which only the first half is there', async () => {
    await start(polling);
    const half = Math.floor(whole.length / 2);
    ofFullSize(inbox('smb.csv'), whole.length);
    await sleep(300);
    fill(inbox('smb.csv'), 0, whole.subarray(0, half));
    await sleep(700);
    fill(inbox('smb.csv'), half, whole.subarray(half));
    await until(done('smb.csv'));
    expect(taken.map(({ text }) => text)).toEqual([whole.toString()]);
  });

  it('a copy that takes longer than anybody waits is completed in _error with the same size, and comes back', async () => {
    await start(polling);
    ofFullSize(inbox('smb.csv'), whole.length);
    fill(inbox('smb.csv'), 0, whole.subarray(0, 10));
    await until(failed('smb.csv'));
    await until(failed('smb.csv.txt'));
    await sleep(200);
    fill(failed('smb.csv'), 10, whole.subarray(10, 25));
    await sleep(200);
    expect(existsSync(failed('smb.csv'))).toBe(true); // still not whole
    fill(failed('smb.csv'), 25, whole.subarray(25));
    await until(done('smb.csv'));
    await untilTold('「smb.csv」の欠けていた中身が、取込が終わったあとに書き込まれました');
    expect(filesIn(inbox('_error'))).toEqual([]);
    expect(taken.at(-1)?.text).toBe(whole.toString());
    expect(await work.ctx.store.documents()).toHaveLength(2);
  });

  it('so does one that is completed while the bridge stands still, and one that is completed after it has started again', async () => {
    await start(polling);
    for (const name of ['a.csv', 'b.csv']) {
      ofFullSize(inbox(name), whole.length);
      fill(inbox(name), 0, whole.subarray(0, 10));
      await until(failed(`${name}.txt`));
      await until(failed(name));
    }
    await restart(() => fill(failed('a.csv'), 10, whole.subarray(10)));
    await until(done('a.csv'));
    expect(existsSync(failed('b.csv'))).toBe(true);
    fill(failed('b.csv'), 10, whole.subarray(10));
    await waitFor(() => expect(filesIn(inbox('_error'))).toEqual([]));
    await waitFor(() => expect(taken.filter(({ text }) => text === whole.toString())).toHaveLength(2));
  });

  it('a file that grew while the bridge stood still comes back; one that nobody wrote into, or a person changed, stays', async () => {
    await start(polling);
    const row = Buffer.from('注文番号,数量\r\nT-9,1\r\n');
    for (const name of ['grown.csv', 'same.csv', 'edited.csv'])
      writeFileSync(inbox(name), Buffer.concat([row, Buffer.from(`${name},1\r\n`)]));
    for (const name of ['grown.csv', 'same.csv', 'edited.csv']) await until(done(name));
    await restart(() => {
      appendFileSync(done('grown.csv'), 'T-10,1\r\n');
      writeFileSync(done('edited.csv'), 'メモ');
    });
    await waitFor(() => expect(taken.at(-1)?.text).toContain('T-10'));
    await sleep(300);
    expect(taken).toHaveLength(4);
    expect([existsSync(done('same.csv')), existsSync(done('edited.csv'))]).toEqual([true, true]);
  });

  it('a workbook whose directory comes last is waited for too', async () => {
    await start(polling);
    const book = Buffer.concat([Buffer.from('PK\u0003\u0004sheet\n'), Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)]);
    ofFullSize(inbox('注文.xlsx'), book.length);
    fill(inbox('注文.xlsx'), 0, book.subarray(0, 9));
    await sleep(600);
    expect(taken).toEqual([]);
    fill(inbox('注文.xlsx'), 9, book.subarray(9));
    await until(done('注文.xlsx'));
    expect(taken).toHaveLength(1);
  });

  it('what a person edits in _error stays there', async () => {
    await start(polling);
    ofFullSize(inbox('smb.csv'), whole.length);
    fill(inbox('smb.csv'), 0, whole.subarray(0, 10));
    await until(failed('smb.csv'));
    writeFileSync(failed('smb.csv'), 'メモ\r\nこのファイルは使わない（出力し直した）。\r\n');
    await sleep(300);
    expect(existsSync(failed('smb.csv'))).toBe(true);
    expect(taken).toHaveLength(1);
  });

  it('a file that is open for writing is waited for, however long it stands still', async () => {
    await start(polling);
    const handle = openSync(inbox('注文.csv'), 'w');
    writeSync(handle, '注文番号,数量\r\nT-1,1\r\n');
    await untilTold('「注文.csv」はほかのソフトが書き込み中');
    await sleep(400);
    expect(taken).toEqual([]);
    writeSync(handle, 'T-2,1\r\n');
    closeSync(handle);
    await until(done('注文.csv'));
    expect(taken.map(({ text }) => text)).toEqual([whole.toString()]);
    expect(work.told.filter((line) => line.includes('書き込み中'))).toHaveLength(1);
  });

  it('the quiet time grows with the rhythm of the writer', async () => {
    await start(polling, {}, 500);
    for (const line of ['注文番号,数量\r\nT-1,1\r\n', 'T-1,2\r\n', 'T-1,3\r\n']) {
      appendFileSync(inbox('注文.csv'), line); // opened and closed each time, as an upload in pieces
      await sleep(300); // shorter than the quiet time
    }
    await sleep(600); // longer than it: the pauses that were seen make it wait
    appendFileSync(inbox('注文.csv'), 'T-1,4\r\n');
    await until(done('注文.csv'));
    expect(taken.map(({ text }) => text.split('\r\n').length)).toEqual([6]);
  });

  it('an empty placeholder stays where it is, is said, and is taken when it is filled', async () => {
    await start(polling);
    writeFileSync(inbox('注文.csv'), '');
    await untilTold('「注文.csv」は中身が空（0 バイト）のまま');
    await sleep(300);
    expect(existsSync(inbox('注文.csv'))).toBe(true);
    expect(work.told).toHaveLength(1);
    writeFileSync(inbox('.注文.part'), whole);
    renameSync(inbox('.注文.part'), inbox('注文.csv'));
    await until(done('注文.csv'));
    expect(taken.map(({ text }) => text)).toEqual([whole.toString()]);
  });

  it("Excel's temporary file is left alone until it has its own name", async () => {
    await start(polling);
    writeFileSync(inbox('5F3A2B10'), whole);
    writeFileSync(inbox('20261122'), '注文番号,数量\r\nT-9,1\r\n'); // a day is a name that people give
    await until(done('20261122'));
    await sleep(300);
    expect(taken.map(({ name }) => name)).toEqual(['20261122']);
    renameSync(inbox('5F3A2B10'), inbox('注文.csv'));
    await until(done('注文.csv'));
    const old = Date.now() / 1000 - 3600;
    writeFileSync(inbox('ABCDEF12'), whole);
    utimesSync(inbox('ABCDEF12'), old, old);
    await untilTold('「ABCDEF12」は表計算ソフトの一時ファイルの名前');
    expect(readFileSync(inbox('ABCDEF12'))).toEqual(whole);
  });
});

it('a writer that pauses is known when it comes back: it is waited for longer the second time', async () => {
  await start(false, { guardEvery: 30 });
  writeFileSync(inbox('注文.csv'), '注文番号,数量\r\nT-1,1\r\n');
  await until(done('注文.csv'));
  await sleep(300);
  appendFileSync(done('注文.csv'), 'T-2,1\r\n');
  await untilTold('取込が終わったあとに書き足されました');
  await sleep(300);
  appendFileSync(inbox('注文.csv'), 'T-3,1\r\n');
  await waitFor(() => expect(taken).toHaveLength(2));
  expect(taken[1]?.text).toContain('T-3,1');
});
