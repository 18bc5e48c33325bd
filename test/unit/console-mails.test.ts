import { afterAll, beforeAll, expect, test } from 'vitest';
import { todayWords } from '../../src/core/sentences/console/today.ts';
import { sendMails } from '../../src/flow/mail/index.ts';
import type { StoredMail } from '../../src/store/types.ts';
import { addUser, goodPassword, openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk } from '../support/desk.ts';

/* Mails that were given up: read, and sent again by a person, never twice what went out. */

let desk: Desk;
let operators: TestConsole;
let visitor: Visitor;

beforeAll(async () => {
  desk = await openDesk();
  operators = await openTestConsole(desk.ctx);
  visitor = operators.visitor();
  await visitor.get('/files');
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

const id = (no: number) => no.toString(16).padStart(32, 'a');
const put = (no: number, state: StoredMail['state'], attempts: number) =>
  desk.ctx.store.write((tx) => {
    const at = desk.ctx.now().add({ seconds: no }).toString();
    const about = { to: `boss${no}@example.jp`, subject: `件名 ${no}`, text: `本文 ${no}` };
    return tx.putMails([{ ...about, id: id(no), state, attempts, notBefore: at, at }]);
  });
const stands = async () =>
  Object.fromEntries((await desk.ctx.store.mails()).map((one) => [one.subject, `${one.state} ${one.attempts}`]));
async function resend(fields: Record<string, string | string[]>): Promise<string> {
  const answer = await visitor.post('/mails/resend', fields);
  expect(answer.status).toBe(303);
  return (await visitor.get(answer.headers.get('location') ?? '')).text;
}

test('ticked ones are due again, as often as new ones; what was sent or waits is left', async () => {
  await put(1, 'failed', 9);
  await put(2, 'failed', 1);
  await put(3, 'sent', 1);
  expect((await visitor.get('/mails')).text).toContain('「件名 1」（boss1@example.jp）を選ぶ');
  expect(await resend({})).toContain(todayWords.mailsNoneChosen);
  const text = await resend({ mail: [id(1), id(3), 'a', 'x'] });
  expect(text).toContain('1 件のメールを、もう一度送ります');
  // No server is set: it waits, and that is said.
  expect(text).toContain('メールを送るサーバーの設定');
  expect(await stands()).toEqual({ '件名 1': 'due 0', '件名 2': 'failed 1', '件名 3': 'sent 1' });
  expect(await resend({ mail: id(1) })).toContain('もう一度送るメールはありません');
  expect((await sendMails(desk.ctx)).counts).toEqual({ waiting: 1 });
});

test('all of them, however many there are; the history says who', async () => {
  for (let no = 10; no < 15; no++) await put(no, 'failed', 9);
  expect(await resend({ all: 'yes' })).toContain('6 件のメールを、もう一度送ります');
  expect(Object.values(await stands()).filter((one) => one.startsWith('failed'))).toEqual([]);
  const journal = await desk.ctx.store.journal({ limit: 100 });
  expect(journal.filter((one) => one.what === 'mail-requested').map((one) => one.details.mails)).toEqual([1, 6]);
  expect(journal.every((one) => !JSON.stringify(one.details).includes('@'))).toBe(true);
});

test('who may only look learns that mails did not go out, and is led to no page that is not theirs', async () => {
  await put(30, 'failed', 9);
  expect((await visitor.get('/')).text).toContain('href="/mails"');
  await addUser(desk.ctx, '見る人', 'view');
  const who = operators.visitor();
  await who.signIn('見る人', goodPassword);
  const { text } = await who.get('/');
  expect([text.includes(todayWords.mails), text.includes('href="/mails"')]).toEqual([true, false]);
  expect((await who.get('/mails')).status).toBe(403);
});
