import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliver, type FinishedFile, putFile } from '../../src/flow/outbox/outbox.ts';
import { newShipment } from '../support/store-samples.ts';
import { filesIn, newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

/** Errors that the next call of the named function of the file system gives. */
const faults = vi.hoisted(() => new Map<string, string>());
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const fail = (name: string) => {
    const code = faults.get(name);
    faults.delete(name);
    if (code) throw Object.assign(new Error(`${code}: made by the test`), { code, syscall: name });
  };
  return {
    ...real,
    rename: async (from: string, to: string) => {
      fail('rename');
      return real.rename(from, to);
    },
    open: async (path: string, flags: string) => {
      fail(flags === 'w' ? 'open' : 'open folder');
      const handle = await real.open(path, flags);
      if (flags !== 'w') return handle;
      const write = handle.writeFile.bind(handle);
      handle.writeFile = async (data) => {
        if (faults.has('write')) await write(Buffer.from('half')); // what fits before the disk is full
        fail('write');
        return write(data);
      };
      return handle;
    },
  };
});

let work: Workspace;
const out = (path: string) => join(work.root, 'outbox', path);

beforeEach(async () => {
  work = await openWorkspace(newRoot());
  await work.ctx.store.write((tx) => tx.saveShipments([newShipment('A-1'), newShipment('A-2')]));
});
afterEach(async () => {
  faults.clear();
  await removeWorkspace(work);
});

const file = (more: Partial<FinishedFile> = {}): FinishedFile => ({
  shop: 'sheet',
  purpose: 'issue',
  path: 'sheet/b2-sheet-01.csv',
  bytes: Buffer.from('見出し\r\n"一\n行"\r\n二行\r\n'),
  shipments: [newShipment('A-2').shipment, newShipment('A-1').shipment],
  layout: 'b2-csv@abc',
  ...more,
});

const put = (more: Partial<FinishedFile> = {}) => work.ctx.store.write((tx) => putFile(work.ctx, tx, file(more)));
const stages = async () => (await work.ctx.store.outbox()).map((one) => `${one.path} ${one.stage}`);

/** Stops the delivery at a named point, as a kill would, with the process still there to look at what it left. */
async function deliverUntil(point: string): Promise<void> {
  const at = (here: string) => {
    if (here === point) throw new Error(`stopped at ${point}`);
  };
  await expect(deliver({ ...work.ctx, at })).rejects.toThrow(`stopped at ${point}`);
}

describe('a decided file', () => {
  it('is nowhere on the disk before it is delivered, and whole afterwards', async () => {
    await put();
    expect(filesIn(join(work.root, 'outbox'))).toEqual([]);
    expect(await deliver(work.ctx)).toEqual([out('sheet/b2-sheet-01.csv')]);
    expect(filesIn(join(work.root, 'outbox'))).toEqual([
      'sheet/b2-sheet-01.csv',
      'sheet/b2-sheet-01.csv.manifest.json',
    ]);
    expect(readFileSync(out('sheet/b2-sheet-01.csv'))).toEqual(file().bytes);
    expect(await stages()).toEqual(['sheet/b2-sheet-01.csv written']);
    expect(work.told).toEqual([]); // the caller says what it wrote
  });

  it('has a manifest that names its shipments in row order and holds no personal data', async () => {
    const { document } = await put();
    await deliver(work.ctx);
    const text = readFileSync(out('sheet/b2-sheet-01.csv.manifest.json'), 'utf8');
    expect(JSON.parse(text)).toEqual({
      file: 'b2-sheet-01.csv',
      sha256: document,
      bytes: file().bytes.length,
      rows: 2,
      shop: 'sheet',
      purpose: 'issue',
      layout: 'b2-csv@abc',
      customerNos: ['A-2_1', 'A-1_1'],
      decidedAt: '2026-11-21T16:00:00Z',
      writtenAt: '2026-11-21T16:00:00Z',
    });
  });

  it('is delivered once, however often delivery is called and however many calls run at once', async () => {
    await put();
    const paths = await Promise.all([deliver(work.ctx), deliver(work.ctx), deliver(work.ctx)]);
    expect(paths.flat()).toHaveLength(1);
    rmSync(out('sheet/b2-sheet-01.csv'));
    expect(await deliver(work.ctx)).toEqual([]);
    expect(existsSync(out('sheet/b2-sheet-01.csv'))).toBe(false);
  });

  it('is journalled with its document and without names of people', async () => {
    const { document } = await put();
    await deliver(work.ctx);
    const entries = await work.ctx.store.journal();
    expect(entries.map(({ what, shop, details }) => ({ what, shop, details }))).toEqual([
      { what: 'outbox.written', shop: 'sheet', details: { file: 'sheet/b2-sheet-01.csv', document, shipments: 2 } },
    ]);
  });

  it('never comes true when the transaction that decided it fails', async () => {
    const failing = work.ctx.store.write(async (tx) => {
      await putFile(work.ctx, tx, file());
      throw new Error('decided otherwise');
    });
    await expect(failing).rejects.toThrow('decided otherwise');
    expect(await deliver(work.ctx)).toEqual([]);
    expect(await stages()).toEqual([]);
  });

  it('may not lead out of the outbox', async () => {
    await expect(put({ path: '../outside.csv' })).rejects.toThrow('leads outside');
    await expect(put({ path: 'sheet/../../outside.csv' })).rejects.toThrow('leads outside');
  });
});

describe('a name that is taken', () => {
  it('gets a number, and the other file stays as it is', async () => {
    mkdirSync(out('sheet'));
    writeFileSync(out('sheet/b2-sheet-01.csv'), '手で置いたファイル');
    await put();
    expect(await deliver(work.ctx)).toEqual([out('sheet/b2-sheet-01-2.csv')]);
    expect(readFileSync(out('sheet/b2-sheet-01.csv'), 'utf8')).toBe('手で置いたファイル');
    expect(JSON.parse(readFileSync(out('sheet/b2-sheet-01-2.csv.manifest.json'), 'utf8')).file).toBe(
      'b2-sheet-01-2.csv',
    );
    expect(await stages()).toEqual(['sheet/b2-sheet-01-2.csv written']);
  });

  it('counts as taken while the manifest of another content lies there, though its file is gone', async () => {
    await put();
    await deliver(work.ctx);
    rmSync(out('sheet/b2-sheet-01.csv'));
    await put({ bytes: Buffer.from('見出し\r\n別の行\r\n') });
    expect(await deliver(work.ctx)).toEqual([out('sheet/b2-sheet-01-2.csv')]);
  });

  it('is given up when somebody lays another file there after the name was chosen', async () => {
    await put();
    await deliverUntil('outbox:staged');
    writeFileSync(out('sheet/b2-sheet-01.csv'), 'あとから来たファイル');
    expect(await deliver(work.ctx)).toEqual([out('sheet/b2-sheet-01-2.csv')]);
    expect(readFileSync(out('sheet/b2-sheet-01.csv'), 'utf8')).toBe('あとから来たファイル');
    expect(work.told[0]).toContain('「b2-sheet-01-2.csv」という名前で書き出します');
  });

  it('keeps two files of one moment apart', async () => {
    await put();
    await put({ bytes: Buffer.from('見出し\r\n別の行\r\n') });
    expect((await deliver(work.ctx)).sort()).toEqual([out('sheet/b2-sheet-01-2.csv'), out('sheet/b2-sheet-01.csv')]);
  });
});

describe('a delivery that was cut off', () => {
  for (const point of [
    'outbox:draft',
    'outbox:part',
    'outbox:staged',
    'outbox:manifest',
    'outbox:renamed',
    'outbox:written',
  ]) {
    it(`at ${point} ends with one whole file and nothing beside it`, async () => {
      await put();
      await deliverUntil(point);
      await deliver(work.ctx);
      expect(filesIn(join(work.root, 'outbox'))).toEqual([
        'sheet/b2-sheet-01.csv',
        'sheet/b2-sheet-01.csv.manifest.json',
      ]);
      expect(readFileSync(out('sheet/b2-sheet-01.csv'))).toEqual(file().bytes);
      expect(await stages()).toEqual(['sheet/b2-sheet-01.csv written']);
      expect((await work.ctx.store.journal()).map((one) => one.what)).toEqual(['outbox.written']);
    });
  }

  it('after the file came out is never repeated when somebody took the file meanwhile', async () => {
    await put();
    await deliverUntil('outbox:renamed');
    renameSync(out('sheet/b2-sheet-01.csv'), join(work.root, 'carried away.csv'));
    expect(await deliver(work.ctx)).toEqual([]);
    expect(existsSync(out('sheet/b2-sheet-01.csv'))).toBe(false);
    expect(await stages()).toEqual(['sheet/b2-sheet-01.csv written']);
    expect(work.told.join()).toContain('すでに outbox から持ち出されています');
    expect((await work.ctx.store.journal()).map((one) => one.what)).toEqual(['outbox.taken']);
  });

  it('and put another file in its place is not repeated either', async () => {
    await put();
    await deliverUntil('outbox:renamed');
    writeFileSync(out('sheet/b2-sheet-01.csv'), 'B2で直したもの');
    expect(await deliver(work.ctx)).toEqual([]);
    expect(readFileSync(out('sheet/b2-sheet-01.csv'), 'utf8')).toBe('B2で直したもの');
  });

  it('with a part that was damaged since then writes it anew', async () => {
    const { id } = await put();
    await deliverUntil('outbox:staged');
    writeFileSync(out(`sheet/.${id}.part`), 'kaputt');
    await deliver(work.ctx);
    expect(readFileSync(out('sheet/b2-sheet-01.csv'))).toEqual(file().bytes);
  });

  it('leaves drafts of dead processes that the next delivery sweeps away', async () => {
    mkdirSync(out('sheet'));
    writeFileSync(out(`sheet/.${'a'.repeat(32)}.999999999.tmp`), 'half');
    await put();
    await deliver(work.ctx);
    expect(filesIn(join(work.root, 'outbox'))).toHaveLength(2);
  });
});

describe('a disk that refuses', () => {
  const cases = [
    ['write', 'ENOSPC', 'ディスクの空きがありません', 'intended'],
    ['open', 'EACCES', '書き込む権限がないか', 'intended'],
    ['open', 'EROFS', '書き込む権限がないか', 'intended'],
    ['open', 'EIO', '書き出せませんでした（EIO）', 'intended'],
  ] as const;
  for (const [call, code, sentence, stage] of cases) {
    it(`with ${code} leaves no partial file, says so, and the next delivery makes up for it`, async () => {
      await put();
      faults.set(call, code);
      expect(await deliver(work.ctx)).toEqual([]);
      expect(filesIn(join(work.root, 'outbox'))).toEqual([]);
      expect(await stages()).toEqual([`sheet/b2-sheet-01.csv ${stage}`]);
      expect(work.told).toHaveLength(1);
      expect(work.told[0]).toContain(sentence);
      expect(await deliver(work.ctx)).toEqual([out('sheet/b2-sheet-01.csv')]);
    });
  }

  it('at the manifest keeps the stage, and the next delivery goes on', async () => {
    await put();
    await deliverUntil('outbox:staged');
    faults.set('write', 'ENOSPC');
    expect(await deliver(work.ctx)).toEqual([]);
    expect(filesIn(join(work.root, 'outbox'))).toEqual([expect.stringMatching(/^sheet\/\.[0-9a-f]{32}\.part$/)]);
    expect(await stages()).toEqual(['sheet/b2-sheet-01.csv staged']);
    expect(await deliver(work.ctx)).toEqual([out('sheet/b2-sheet-01.csv')]);
  });

  it('for one file does not keep back the others', async () => {
    await put();
    await put({ path: 'amazon/b2-amazon-01.csv', shop: 'amazon', bytes: Buffer.from('見出し\r\n行\r\n') });
    faults.set('write', 'ENOSPC');
    expect(await deliver(work.ctx)).toHaveLength(1);
    expect(await deliver(work.ctx)).toHaveLength(1);
    expect((await stages()).every((one) => one.endsWith('written'))).toBe(true);
  });

  it('with a file where the folder should be says so and waits', async () => {
    writeFileSync(out('sheet'), '');
    await put();
    expect(await deliver(work.ctx)).toEqual([]);
    expect(work.told[0]).toContain('「b2-sheet-01.csv」を書き出せませんでした');
    rmSync(dirname(out('sheet/x')));
    expect(await deliver(work.ctx)).toHaveLength(1);
  });

  it('that is not there (a share that is not mounted) is waited for, and nothing is taken for carried away', async () => {
    await put();
    await deliverUntil('outbox:staged');
    renameSync(join(work.root, 'outbox'), join(work.root, 'unmounted'));
    expect(await deliver(work.ctx)).toEqual([]);
    expect(await stages()).toEqual(['sheet/b2-sheet-01.csv staged']);
    expect(work.told[0]).toContain('書き出せませんでした（ENOENT）');
    expect(existsSync(join(work.root, 'outbox'))).toBe(false);
    renameSync(join(work.root, 'unmounted'), join(work.root, 'outbox'));
    expect(await deliver(work.ctx)).toEqual([out('sheet/b2-sheet-01.csv')]);
  });

  it('that cannot make folders durable is good enough', async () => {
    await put();
    faults.set('open folder', 'EPERM');
    expect(await deliver(work.ctx)).toHaveLength(1);
  });
});
