import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBridge } from '../../src/app.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import { issuedManifests, readIssued } from '../../src/flow/standing/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';

/*
 * Whatever happens to data/ (each of its files missing, old, empty, damaged), and wherever the process is killed: no お客様管理番号 stands
 * in two B2 files, unless a person has looked and asked for it.
 */

let root: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'b2-lost-'));
  await cli(['init', root]);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const data = (...names: string[]) => join(root, 'data', ...names);
const numbers = (...some: number[]) => some.map((one) => `250-0000001-${String(one).padStart(7, '0')}`);
const run = (args: readonly string[], killAt = '') =>
  cli([...args, '-C', root], { env: killAt === '' ? {} : { B2_BRIDGE_KILL_AT: killAt } });

class Killed extends Error {}
/** One piece of work of a process that may be killed at a point; then everything that it had open is gone. */
async function within<T>(work: (ctx: Context) => Promise<T>, killAt = '', accept = false): Promise<T | Killed> {
  const at = (point: string) => {
    if (point === killAt) throw new Killed(point);
  };
  const bridge = await openBridge(root, { env: {}, at, accept });
  try {
    return await work(bridge.context);
  } catch (error) {
    if (error instanceof Killed) return error;
    throw error;
  } finally {
    await bridge.close();
  }
}
const report = (...some: number[]) => amazonReport(numbers(...some).map((number) => ({ 'order-id': number })));
const take = (...some: number[]) =>
  within((ctx) =>
    intakeFile(ctx, { name: `r${some.join('-')}.txt`, bytes: report(...some), shop: 'amazon', layout: '' }),
  );
const issue = (killAt = '') => within((ctx) => issueShipments(ctx, {}), killAt);
/** How often each number stands in a B2 file that was written. */
async function printed(): Promise<Map<string, number>> {
  const count = new Map<string, number>();
  for await (const { customerNos } of issuedManifests(join(root, 'outbox')))
    for (const one of customerNos) count.set(one, (count.get(one) ?? 0) + 1);
  return count;
}
const twice = async () => [...(await printed())].filter(([, count]) => count > 1);

/** A workspace with two labels, an older copy of its data, and a third label since. */
async function used(): Promise<string> {
  await take(1, 2);
  await issue();
  const old = join(root, 'old-data');
  cpSync(data(), old, { recursive: true });
  await take(3);
  await issue();
  expect([...(await printed()).values()]).toEqual([1, 1, 1]);
  return old;
}
const damage = (file: string) => {
  const bytes = readFileSync(file);
  for (let at = 4096; at < bytes.length; at += 997) bytes[at]! ^= 0xff;
  if (bytes.length <= 4096) bytes.fill(0x5a);
  writeFileSync(file, bytes);
};
/** Nobody knows of it: drops the same orders again and issues whatever the program lets. */
async function goOn(): Promise<void> {
  for (const work of [() => take(1, 2, 3), () => issue()]) {
    await work().catch((error: { code?: string }) => {
      if (error.code === undefined) throw error;
    });
  }
}

describe('what happens to a file of data/', () => {
  /** Whose loss could cost a label; the others are tried too where `CHAOS_ROUNDS` asks for more than the usual. */
  const dear = ['bridge.db', 'store.json', 'bridge.key'];
  const files = process.env.CHAOS_ROUNDS === undefined ? dear : [...dear, 'bridge.lock', 'bridge.pid', 'bridge.db-wal'];
  const ways: Record<string, (file: string, old: string) => void> = {
    missing: (file) => rmSync(file, { force: true }),
    empty: (file) => existsSync(file) && truncateSync(file, 0),
    old: (file, old) => {
      if (existsSync(old)) copyFileSync(old, file);
      else rmSync(file, { force: true });
    },
    damaged: (file) => existsSync(file) && damage(file),
  };
  test.each(files.flatMap((file) => Object.keys(ways).map((way) => [file, way] as const)))(
    '%s %s: no label a second time',
    async (file, way) => {
      const old = await used();
      ways[way]!(data(file), join(old, file));
      await goOn();
      expect(await twice()).toEqual([]);
    },
  );

  test('everything old: refused with the choice in words, accepted with what the outbox names', async () => {
    const old = await used();
    rmSync(data(), { recursive: true });
    cpSync(old, data(), { recursive: true });
    const refused = await run(['issue']);
    expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining('store accept')]);
    expect(refused.stderr).toContain('1 回');
    expect((await run(['orders', 'list'])).code).toBe(0);
    expect((await run(['start', '--no-lab'])).code).toBe(4);
    const accepted = await run(['store', 'accept', '--note', '控えから戻した', '--json']);
    expect(JSON.parse(accepted.stdout)).toMatchObject({ named: 3, marked: [], unknown: 1 });
    await goOn();
    expect(await twice()).toEqual([]);
    const states = await within((ctx) => ctx.store.shipments({}));
    expect((states as { state: string }[]).map((one) => one.state)).toEqual(['issuing', 'issuing', 'issuing']);
    // What was never issued goes on as ever.
    await take(4);
    expect(await issue()).toMatchObject({ shipments: [`${numbers(4)[0]}_1`] });
  });

  test('an older store in which the orders are ready: accepted, they are 発行中', async () => {
    await take(1, 2);
    const old = join(root, 'old-data');
    cpSync(data(), old, { recursive: true });
    await issue();
    rmSync(data(), { recursive: true });
    cpSync(old, data(), { recursive: true });
    expect((await run(['issue'])).code).toBe(4);
    expect((await run(['store', 'accept'])).code).toBe(2);
    const accepted = await run(['store', 'accept', '--note', '確認', '--json']);
    expect(JSON.parse(accepted.stdout).marked).toHaveLength(2);
    expect(await issue()).toMatchObject({ shipments: [] });
    expect(await twice()).toEqual([]);
  });

  test('an older store: what was taken back since is ready, what is out is 発行中', async () => {
    await take(1, 2);
    const old = join(root, 'old-data');
    cpSync(data(), old, { recursive: true });
    await within((ctx) => issueShipments(ctx, { orders: numbers(1) }));
    await within((ctx) => issueShipments(ctx, { orders: numbers(2) }));
    const file = await within(async (ctx) => (await ctx.store.outbox({ purpose: 'issue' })).at(-1)!.path);
    expect((await run(['issue', '--undo', String(file), '--note', '印刷していない'])).code).toBe(0);
    rmSync(data(), { recursive: true });
    cpSync(old, data(), { recursive: true });
    const accepted = await run(['store', 'accept', '--note', '確認', '--json']);
    expect(JSON.parse(accepted.stdout)).toMatchObject({ named: 1, marked: [`${numbers(1)[0]}_1`] });
    expect(await issue()).toMatchObject({ shipments: [`${numbers(2)[0]}_1`] });
    expect(await twice()).toEqual([]);
  });

  test('nothing left but a log of the database: it is not touched', async () => {
    await used();
    const log = data('bridge.db-wal');
    writeFileSync(log, Buffer.alloc(8192, 1));
    rmSync(data('bridge.db'));
    for (const args of [['issue'], ['orders', 'list'], ['store', 'accept', '--note', 'x']]) {
      const { code, stderr } = await run(args);
      expect([code, stderr]).toEqual([4, expect.stringContaining('-wal')]);
    }
    expect([statSync(log).size, existsSync(data('bridge.db'))]).toEqual([8192, false]);
  });

  test('a store of another workspace is noticed', async () => {
    await used();
    const other = mkdtempSync(join(tmpdir(), 'b2-other-'));
    try {
      await cli(['init', other]);
      copyFileSync(data('bridge.key'), join(other, 'data', 'bridge.key'));
      const file = join(root, 'other.txt');
      writeFileSync(file, report(1, 2, 3));
      await cli(['intake', file, '--shop', 'amazon', '-C', other]);
      for (const name of readdirSync(data()).filter((one) => one.startsWith('bridge.db'))) rmSync(data(name));
      copyFileSync(join(other, 'data', 'bridge.db'), data('bridge.db'));
      const refused = await run(['issue']);
      expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining('違います')]);
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  test('both heads gone, an older database: the manifests still name what it does not know', async () => {
    const old = await used();
    for (const head of [data('store.json'), join(root, 'outbox', '.store.json')]) rmSync(head);
    copyFileSync(join(old, 'bridge.db'), data('bridge.db'));
    const refused = await run(['issue']);
    expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining('manifest')]);
  });

  test('the outbox emptied by its owner: the workspace goes on', async () => {
    await used();
    rmSync(join(root, 'outbox'), { recursive: true });
    mkdirSync(join(root, 'outbox'));
    await take(4);
    expect((await run(['issue'])).code).toBe(0);
    expect([...(await printed()).keys()]).toEqual([`${numbers(4)[0]}_1`]);
  });
});

describe('kills', () => {
  const points = [
    'outbox:draft',
    'outbox:part',
    'outbox:staged',
    'outbox:manifest',
    'outbox:renamed',
    'outbox:written',
    'marks:named',
    'marks:headed',
  ];
  test.each(points)(
    'at %s while issuing; then data/ of before the issue comes back: nothing goes out twice',
    async (point) => {
      await take(1, 2);
      const before = join(root, 'before');
      cpSync(data(), before, { recursive: true });
      expect(await issue(point)).toBeInstanceOf(Killed);
      // The next process finishes; then the old data are brought back.
      await issue();
      rmSync(data(), { recursive: true });
      cpSync(before, data(), { recursive: true });
      await goOn();
      expect(await twice()).toEqual([]);
      expect((await run(['store', 'accept', '--note', '確認'])).code).toBe(0);
      await goOn();
      expect(await twice()).toEqual([]);
      expect((await printed()).size).toBe(2 + 1);
    },
  );

  test.each(['accept:part', 'accept:epoch'])('at %s while accepting: done again, the same', async (point) => {
    const old = await used();
    rmSync(data(), { recursive: true });
    cpSync(old, data(), { recursive: true });
    const { acceptStore } = await import('../../src/flow/desk/accept-store.ts');
    const request = { note: '確認', actor: 'test', folders: [] };
    expect(await within((ctx) => acceptStore(ctx, request), point, true)).toBeInstanceOf(Killed);
    await goOn();
    expect(await twice()).toEqual([]);
    expect((await run(['store', 'accept', '--note', '確認'])).code).toBe(0);
    await goOn();
    expect(await twice()).toEqual([]);
  });
});

describe('a running bridge', () => {
  const refusal = async (work: (ctx: Context) => Promise<unknown>, happens: () => void) => {
    const bridge = await openBridge(root, { env: {} });
    try {
      await bridge.context.store.write((tx) => tx.setCursor('amazon', 'x', '1', '2026-11-21T00:00:00Z'));
      happens();
      return await work(bridge.context).then(
        () => 'written',
        (error: { code?: string }) => error.code ?? String(error),
      );
    } finally {
      await bridge.close();
    }
  };
  test.each([
    ['moved away', () => renameSync(data('bridge.db'), data('away.db'))],
    ['deleted', () => rmSync(data('bridge.db'))],
    ['its log deleted', () => rmSync(data('bridge.db-wal'))],
    [
      'another file in its place',
      () => {
        copyFileSync(data('bridge.db'), data('copy.db'));
        renameSync(data('copy.db'), data('bridge.db'));
      },
    ],
  ])('notices before the next commit that its database is %s', async (_, happens) => {
    await take(1);
    expect(await refusal((ctx) => issueShipments(ctx, {}), happens)).toBe('database-moved');
    expect([...(await printed())]).toEqual([]);
  });
});

test('a damaged database is only read, and how to restore it is said', async () => {
  await take(...Array.from({ length: 60 }, (_, index) => index + 1));
  damage(data('bridge.db'));
  const { code, stderr } = await run(['issue']);
  expect(code).toBe(4);
  expect(stderr).toContain('控え');
  expect(await printed()).toEqual(new Map());
  expect(await readIssued(join(root, 'outbox'))).toEqual([]);
});
