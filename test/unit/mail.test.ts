import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMailbox, type Mailbox } from '../../mocks/mail/mailbox.ts';
import { startMailSink } from '../../mocks/mail/sink.ts';
import { startJobs } from '../../src/flow/bridge/schedule.ts';
import { sendMails, staffMails } from '../../src/flow/mail/send-mails.ts';
import type { Context } from '../../src/flow/types.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from '../support/workspace.ts';

let now: Temporal.Instant;
let mailbox: Mailbox;
let sink: Awaited<ReturnType<typeof startMailSink>>;
let space: Workspace;
let ctx: Context;

beforeEach(async () => {
  now = Temporal.Instant.from('2026-11-21T16:00:00Z');
  mailbox = createMailbox(() => now.epochMilliseconds);
  sink = await startMailSink(mailbox, 0);
  space = await openWorkspace(newRoot(), {
    now: () => now,
    config: (config) => ({
      ...config,
      mail: { to: ['a@example.com', 'b@example.com'], from: 'bridge@example.com', smtp: undefined },
    }),
  });
  ctx = { ...space.ctx, smtp: smtpAt(sink.port) };
});
afterEach(async () => {
  await sink.close();
  await removeWorkspace(space);
});

const smtpAt = (port: number) => ({ host: '127.0.0.1', port, secure: false, user: '', password: () => '' });
const put = (about: string, subject = 'Amazon出荷通知エラー') =>
  ctx.store.write((tx) => tx.putMails(staffMails(ctx, about, subject, '受注番号 250-0000001-0000001\n〜 髙 𠮷\n')));

test('X10: a mail goes once to each address, in Japanese as it was written', async () => {
  await put('halt amazon');
  expect(await sendMails(ctx)).toMatchObject({ counts: { sent: 2 }, changed: true });
  expect(await sendMails(ctx)).toEqual({ counts: {}, items: [], changed: false });
  const mails = mailbox.list();
  expect(mails.flatMap(({ to }) => to).sort()).toEqual(['a@example.com', 'b@example.com']);
  expect(mails[0]).toMatchObject({ from: 'bridge@example.com', subject: 'Amazon出荷通知エラー' });
  expect(mails[0]!.text).toContain('〜 髙 𠮷');
  expect(mails[0]!.text).toContain('このメールは自動で送られています');
});

test('the end of a mail job, which belongs to no shop, is said with the name of the workspace', async () => {
  await put('halt amazon');
  const stop = new AbortController();
  const engine = startJobs(ctx, { signal: stop.signal, lookEvery: 0 });
  await engine.tick();
  stop.abort();
  await engine.stopped;
  expect(space.told).toEqual([expect.stringMatching(/^見本商店のメール送信が終わりました（送信 2）。/)]);
});

test('the same event announced twice is one mail', async () => {
  await put('halt amazon');
  await put('halt amazon');
  await sendMails(ctx);
  expect(mailbox.list().length).toBe(2);
});

test('an event that is announced again after its mail was sent does not send it again', async () => {
  await put('halt amazon');
  await sendMails(ctx);
  await put('halt amazon');
  await sendMails(ctx);
  expect(mailbox.list().length).toBe(2);
});

test('a server that is away: the mail waits longer each time, and goes when it is back', async () => {
  await put('halt amazon');
  const away = { ...ctx, smtp: smtpAt(1) };
  expect(await sendMails(away)).toMatchObject({ counts: { later: 2 }, changed: false });
  expect((await sendMails(away)).counts).toEqual({});
  now = now.add({ minutes: 1 });
  expect((await sendMails(away)).counts).toEqual({ later: 2 });
  now = now.add({ minutes: 4 });
  expect((await sendMails(ctx)).counts).toEqual({});
  now = now.add({ minutes: 1 });
  expect((await sendMails(ctx)).counts).toEqual({ sent: 2 });
  expect((await ctx.store.mails())[0]).toMatchObject({ state: 'sent', attempts: 3 });
});

test('a mail that finds no server for days is given up and stays to be seen', async () => {
  await put('halt amazon');
  const away = { ...ctx, smtp: smtpAt(1) };
  for (let i = 0; i < 9; i++) {
    await sendMails(away);
    now = now.add({ hours: 25 });
  }
  expect((await ctx.store.mails()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ['failed', 9],
    ['failed', 9],
  ]);
});

test('an address that is refused for good does not hold up the other', async () => {
  await put('halt amazon');
  const refusing = await smtpThatRefuses('a@example.com');
  try {
    const result = await sendMails({ ...ctx, smtp: smtpAt(refusing.port) });
    expect(result.counts).toEqual({ sent: 1, failed: 1 });
    expect(result.items.find(({ kind }) => kind === 'fix')).toMatchObject({
      code: 'mail-refused',
      args: { reason: '550' },
    });
  } finally {
    refusing.server.close();
  }
  now = now.add({ hours: 1 });
  expect((await sendMails(ctx)).counts).toEqual({});
});

test('without a mail server nothing is lost: it waits and says so', async () => {
  await put('halt amazon');
  expect(await sendMails(space.ctx)).toMatchObject({ counts: { waiting: 2 }, items: [{ code: 'mail-nowhere' }, {}] });
  expect((await sendMails(ctx)).counts).toEqual({ sent: 2 });
});

/** The smallest SMTP server that refuses one address. */
function smtpThatRefuses(address: string): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    let isData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 test');
    socket.on('data', (bytes) => {
      for (const line of bytes.toString('latin1').split('\r\n')) {
        if (isData) {
          if (line !== '.') continue;
          isData = false;
          say('250 ok');
        } else if (/^RCPT TO/i.test(line)) say(line.includes(address) ? '550 no such user' : '250 ok');
        else if (/^DATA/i.test(line)) {
          isData = true;
          say('354 go');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else if (line !== '') say('250 ok');
      }
    });
    socket.on('error', () => {});
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const at = server.address();
      resolve({ server, port: typeof at === 'object' && at ? at.port : 0 });
    });
  });
}
