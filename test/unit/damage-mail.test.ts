import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMailbox, type Mailbox } from '../../mocks/mail/mailbox.ts';
import { startMailSink } from '../../mocks/mail/sink.ts';
import { startJobs } from '../../src/flow/bridge/schedule.ts';
import { mailDamage } from '../../src/flow/mail/index.ts';
import { checkBefore } from '../../src/flow/standing/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

/* A database that is found damaged while nobody looks is told by mail, without the database. */

let now: Temporal.Instant;
let mailbox: Mailbox;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let space: Workspace;
let ctx: Context;
beforeEach(async () => {
  now = Temporal.Instant.from('2026-11-21T18:40:00Z'); // 3:40 in Japan
  mailbox = createMailbox(() => now.epochMilliseconds);
  sink = await startMailSink(mailbox, 0);
  space = await openWorkspace(newRoot(), {
    now: () => now,
    config: (config) => ({
      ...config,
      mail: { to: ['a@example.com', 'b@example.com'], from: 'x@example.com', smtp: undefined },
    }),
  });
  ctx = { ...space.ctx, smtp: { host: '127.0.0.1', port: sink.port, secure: false, user: '', password: () => '' } };
  const bytes = Buffer.alloc(400_000, 'x');
  const info = {
    hash: 'h',
    direction: 'in' as const,
    name: 'n',
    mediaType: 't',
    size: bytes.length,
    shop: '',
    layout: '',
    at: now.toString(),
  };
  await ctx.store.write((tx) => tx.putDocument(info, bytes));
});
afterEach(async () => {
  await sink.close();
  await removeWorkspace(space);
});

/** As a bad disk does: pages in the middle, also under the open database. */
async function damage(): Promise<void> {
  const { database } = ctx.config;
  if (database.kind !== 'sqlite') throw new Error('a file');
  for (const file of [database.file, `${database.file}-wal`]) {
    const bytes = readFileSync(file);
    for (let at = 8192; at < bytes.length; at += 997) bytes[at]! ^= 0xff;
    writeFileSync(file, bytes);
  }
}
const night = async () => {
  const stop = new AbortController();
  const engine = startJobs(ctx, { signal: stop.signal, lookEvery: 0, table: {} });
  await engine.tick();
  now = now.add({ minutes: 15 });
  await engine.tick();
  stop.abort();
  await engine.stopped;
};
const mailed = () =>
  mailbox
    .list()
    .flatMap(({ to, subject }) => to.map((one) => `${one} ${subject}`))
    .sort();
const both = [
  'a@example.com 【至急】見本商店のデータベースが壊れています',
  'b@example.com 【至急】見本商店のデータベースが壊れています',
];

test('a whole database sets off nothing', async () => {
  await night();
  expect([space.told, mailbox.list()]).toEqual([[], []]);
});

test('found at night: said, mailed to each address once a day, and nothing is written any more', async () => {
  await damage();
  await night();
  expect(mailed()).toEqual(both);
  expect(mailbox.list()[0]!.text).toContain('控え');
  expect(space.told).toEqual([expect.stringContaining('データベースが壊れています')]);
  await expect(ctx.store.write(async () => undefined)).rejects.toMatchObject({ code: 'database-damaged' });
  now = now.subtract({ minutes: 15 });
  await night();
  expect(mailed()).toEqual(both);
  now = now.add({ hours: 24 }).subtract({ minutes: 15 });
  await night();
  expect(mailed()).toHaveLength(4);
});

test('found at a start, before the work or beside it when it is large', async () => {
  await damage();
  const size = statSync((ctx.config.database as { file: string }).file).size;
  await checkBefore(ctx, 'start', (why) => mailDamage(ctx, why), size - 1);
  await vi.waitFor(() => expect(mailed()).toEqual(both), 10_000);
  await expect(checkBefore(ctx, 'start', (why) => mailDamage(ctx, why))).rejects.toMatchObject({
    code: 'database-damaged',
  });
  expect(mailed()).toEqual(both);
});

test('a command that looks says it to the person there, and mails nothing', async () => {
  await damage();
  await expect(checkBefore(ctx, 'command')).rejects.toMatchObject({ code: 'database-damaged' });
  expect([space.told.length, mailbox.list()]).toEqual([1, []]);
});

test('without a mail server, or one that is not there: that is said, and the next night tries again', async () => {
  await damage();
  ctx = { ...ctx, smtp: { ...ctx.smtp!, port: 1 } };
  await night();
  expect(space.told.at(-1)).toMatch(/a@example.com、b@example.com に送れませんでした/);
  ctx = { ...ctx, smtp: { ...ctx.smtp!, port: sink.port } };
  now = now.add({ hours: 24 }).subtract({ minutes: 15 });
  await night();
  expect(mailed()).toEqual(both);
  expect(readFileSync(join(ctx.config.data, 'damage-mailed'), 'utf8')).toBe('2026-11-23\n');
});
