import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBridge } from '../../src/app.ts';
import { editOrder } from '../../src/flow/desk/edit-order.ts';
import { showOrder } from '../../src/flow/desk/orders.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { amazonReport } from '../support/amazon-report.ts';
import { cli } from '../support/cli.ts';
import { newStorePlace, type StoreKind, storeKinds } from '../support/stores.ts';

/* A workspace is backed up while it works, brought back elsewhere, and moved between the databases. */

let parent: string;
let root: string;
beforeEach(async () => {
  parent = mkdtempSync(join(tmpdir(), 'b2-backup-'));
  root = join(parent, 'shop');
  await cli(['init', root]);
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

type Env = Readonly<Record<string, string>>;
const databaseOf = async (kind: StoreKind): Promise<Env> => {
  if (kind === 'sqlite') return {};
  const { target } = await newStorePlace('postgres');
  return target.kind === 'postgres' ? { DATABASE_URL: target.url } : {};
};
const run = (env: Env, ...args: string[]) => cli(args, { env });
/** Opens a workspace for one piece of work. */
async function within<T>(env: Env, at: string, work: (ctx: Context) => Promise<T>): Promise<T> {
  const bridge = await openBridge(at, { env });
  try {
    return await work(bridge.context);
  } finally {
    await bridge.close();
  }
}
const shown = (env: Env, at: string) => within(env, at, (ctx) => showOrder(ctx, 'A-1'));

async function fill(env: Env): Promise<void> {
  await within(env, root, async (ctx) => {
    const bytes = amazonReport([{ 'order-id': 'A-1' }, { 'order-id': 'A-2' }]);
    await intakeFile(ctx, { name: 'r.txt', bytes, shop: '', layout: '' });
    const edits = [{ name: 'consignee.phone', text: '03-1234-5678' }];
    await editOrder(ctx, 'A-1', { edits, note: '電話で確認' });
    await issueShipments(ctx, {});
  });
  mkdirSync(join(root, 'layouts', 'read', 'mine'), { recursive: true });
  writeFileSync(join(root, 'layouts', 'read', 'mine', 'note.txt'), '自分のレイアウト');
}

describe.each(storeKinds)('from %s', (kind) => {
  test.each(storeKinds)(
    'a backup is made while the bridge works, and brought back to %s',
    async (to) => {
      const env = await databaseOf(kind);
      await fill(env);
      const before = await shown(env, root);
      const dir = join(parent, 'backup');
      // Somebody is writing at this very moment: the backup neither waits nor sees half of it.
      const bridge = await openBridge(root, { env });
      const made = await bridge.context.store.write(async (tx) => {
        await tx.setCursor('amazon', 'half', 'done', '2026-11-21T00:00:00Z');
        return run(env, 'backup', dir, '-C', root);
      });
      await bridge.close();
      expect(made).toMatchObject({ code: 0 });
      expect(made.stdout).toMatch(/控えを作りました.*受注 2 件/);
      expect(made.stderr).toMatch(/鍵は控えに入っていません/);
      const record = JSON.parse(readFileSync(join(dir, 'backup.json'), 'utf8'));
      expect(Object.keys(record.files)).toEqual(
        expect.arrayContaining(['bridge.yaml', 'store.db', 'layouts/read/mine/note.txt']),
      );
      expect(existsSync(join(dir, 'bridge.key')) || JSON.stringify(record).includes('bridge.key')).toBe(false);
      expect([statSync(dir).mode & 0o777, statSync(join(dir, 'store.db')).mode & 0o777]).toEqual([0o700, 0o600]);

      const back = join(parent, 'new');
      const target = await databaseOf(to);
      const withoutKey = await run(target, 'restore', dir, '-C', back);
      expect([withoutKey.code, withoutKey.stderr]).toEqual([4, expect.stringContaining('暗号鍵がありません')]);
      expect(existsSync(join(back, 'bridge.yaml'))).toBe(false);
      const restored = await run(target, 'restore', dir, '-C', back, '--key', join(root, 'data', 'bridge.key'));
      expect(restored.code).toBe(0);
      expect(restored.stderr).toMatch(/もう一度発行しないでください/);
      expect(await shown(target, back)).toEqual(before);
      const brought = await openBridge(back, { env: target });
      expect(await brought.context.store.cursor('amazon', 'half')).toBe('');
      await brought.close();
      expect(readFileSync(join(back, 'layouts', 'read', 'mine', 'note.txt'), 'utf8')).toBe('自分のレイアウト');
      expect(existsSync(join(back, 'data', 'bridge.db.restoring'))).toBe(false);
      // What was issued since stands in the old outbox: told of that, it goes on.
      const early = await run(target, 'issue', '-C', back);
      expect([early.code, early.stderr]).toEqual([4, expect.stringContaining('store accept')]);
      const accepted = await run(
        target,
        'store',
        'accept',
        '-C',
        back,
        '--outbox',
        join(root, 'outbox'),
        '--note',
        '確認',
      );
      expect(accepted.code).toBe(0);
      // It is a whole workspace: numbers go on, nothing is issued a second time.
      expect((await within(target, back, (ctx) => issueShipments(ctx, {}))).shipments).toEqual([]);

      const again = await run(target, 'restore', dir, '-C', back);
      expect([again.code, again.stderr]).toEqual([4, expect.stringContaining('空ではありません')]);
      expect((await run(env, 'backup', dir, '-C', root)).code).toBe(4);
    },
    180_000,
  );

  test('store copy moves everything to the other kind and back, row by row the same', async () => {
    const env = await databaseOf(kind);
    await fill(env);
    const before = await shown(env, root);
    const other = kind === 'sqlite' ? (await databaseOf('postgres')).DATABASE_URL! : join(parent, 'moved.db');
    const copied = await run(env, 'store', 'copy', '--to', other, '-C', root);
    expect([copied.code, copied.stdout]).toEqual([0, expect.stringMatching(/全 \d+ 行が元と一致しています/)]);
    if (kind === 'sqlite') expect(await shown({ DATABASE_URL: other }, root)).toEqual(before);
    else {
      rmSync(join(root, 'data', 'bridge.db'), { force: true });
      copyFileSync(other, join(root, 'data', 'bridge.db'));
      expect(await shown({}, root)).toEqual(before);
    }
    const again = await run(env, 'store', 'copy', '--to', other, '-C', root);
    expect([again.code, again.stderr]).toEqual([4, expect.stringContaining('空ではありません')]);
  }, 120_000);
});

test('what is no whole backup, damaged, or of another key is refused before anything is put in place', async () => {
  await fill({});
  const dir = join(parent, 'backup');
  await run({}, 'backup', dir, '-C', root);
  const key = ['--key', join(root, 'data', 'bridge.key')];
  const back = (name: string) => join(parent, name);
  const refused = async (name: string, sentence: RegExp, ...more: string[]) => {
    const { code, stderr } = await run({}, 'restore', dir, '-C', back(name), ...more);
    expect([code, stderr]).toEqual([4, expect.stringMatching(sentence)]);
    expect([existsSync(join(back(name), 'bridge.yaml')), existsSync(join(back(name), 'data', 'bridge.db'))]).toEqual([
      false,
      false,
    ]);
  };
  mkdirSync(join(back('used')));
  writeFileSync(join(back('used'), 'メモ.txt'), 'x');
  await refused('used', /空ではありません（メモ.txt）/, ...key);
  await cli(['init', join(parent, 'stranger')]);
  await refused(
    'other-key',
    /暗号鍵がこのデータベースのものと違います/,
    '--key',
    join(parent, 'stranger', 'data', 'bridge.key'),
  );
  expect(existsSync(join(back('other-key'), 'data', 'bridge.key'))).toBe(false);
  const store = readFileSync(join(dir, 'store.db'));
  store[store.length - 100]! ^= 1;
  writeFileSync(join(dir, 'store.db'), store);
  await refused('damaged', /壊れているか、書き換えられています（store.db）/, ...key);
  rmSync(join(dir, 'backup.json'));
  await refused('no-backup', /最後まで作られた控えではありません/, ...key);
  for (const to of [join(root, 'data', 'bridge.db'), 'mysql://x/y']) {
    expect((await run({}, 'store', 'copy', '--to', to, '-C', root)).code).toBe(2);
  }
}, 120_000);
