import { createHash } from 'node:crypto';
import type { SentenceCode } from '../../core/sentences/index.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import type { StoredMail } from '../../store/types.ts';
import { stillHolding } from '../leases/index.ts';
import type { Context, RunResult, SmtpServer } from '../types.ts';

/** Minutes until the next try; after the last one a mail is given up. */
const waits = [1, 5, 15, 60, 180, 360, 720, 1440];

/**
 * One mail per address of the shop's staff, as intents for the same transaction as what they tell. The same `about` gives
 * the same mails, so that an event that is seen twice is told once.
 */
export function staffMails(
  ctx: Context,
  about: string,
  subject: string,
  text: string,
  receivers: readonly string[] = ctx.config.mail?.to ?? [],
): StoredMail[] {
  const at = ctx.now().toString();
  return receivers.map((to) => ({
    id: createHash('sha256').update(`${about}\u0000${to}`).digest('hex').slice(0, 32),
    to,
    subject,
    text,
    state: 'due',
    attempts: 0,
    notBefore: at,
    at,
  }));
}

/**
 * Sends what is due, each address by itself: one that is refused does not hold up the others. Sent = recorded at once; a
 * crash in between may send a mail a second time, under the same Message-ID, but never loses one.
 */
export async function sendMails(ctx: Context): Promise<RunResult> {
  const now = ctx.now();
  const isDue = (mail: StoredMail) => Temporal.Instant.compare(Temporal.Instant.from(mail.notBefore), now) <= 0;
  const due = (await ctx.store.mails({ states: ['due'] })).filter(isDue);
  if (due.length === 0) return { counts: {}, items: [], changed: false };
  const { smtp } = ctx;
  const from = ctx.config.mail?.from ?? '';
  if (!smtp || from === '') {
    const items = due.map(({ id }) => ({ key: id, kind: 'retry', code: 'mail-nowhere' }));
    return { counts: { waiting: due.length }, items, changed: false };
  }
  const counts: Record<string, number> = {};
  const items: { key: string; kind: string; code: SentenceCode; args: { reason: string } }[] = [];
  const transport = await openTransport(smtp);
  try {
    for (const mail of due) {
      await stillHolding();
      const { kind, reason } = await send(transport, mail, from);
      ctx.at('mail:sent');
      const after = settled(mail, kind, ctx.now());
      await ctx.store.write((tx) => tx.putMails([after]));
      const count = after.state === 'due' ? 'later' : after.state;
      counts[count] = (counts[count] ?? 0) + 1;
      items.push({ key: mail.id, kind, code: codes[kind], args: { reason } });
    }
  } finally {
    transport.close();
  }
  return { counts, items, changed: (counts.sent ?? 0) > 0 };
}

/** Sends mails that no store keeps; gives those that could not be sent, with the reason as a word. */
export async function sendNow(
  ctx: Context,
  mails: readonly StoredMail[],
): Promise<readonly { readonly to: string; readonly reason: string }[]> {
  const { smtp } = ctx;
  const from = ctx.config.mail?.from ?? '';
  if (!smtp || from === '') return mails.map(({ to }) => ({ to, reason: 'smtp' }));
  const unsent: { to: string; reason: string }[] = [];
  const transport = await openTransport(smtp);
  try {
    for (const mail of mails) {
      const { kind, reason } = await send(transport, mail, from);
      if (kind !== 'done') unsent.push({ to: mail.to, reason });
    }
  } finally {
    transport.close();
  }
  return unsent;
}

type Sent = 'done' | 'retry' | 'fix';

const codes = { done: 'mail-sent', retry: 'mail-later', fix: 'mail-refused' } as const satisfies Record<
  Sent,
  SentenceCode
>;

async function openTransport({ host, port, secure, user, password }: SmtpServer) {
  // Loaded when there is a mail: most commands never send one.
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host,
    port,
    secure,
    ...(user !== '' && { auth: { user, pass: password() } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // Mails are text of ours: nothing is ever fetched from a file or a URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

async function send(
  transport: Awaited<ReturnType<typeof openTransport>>,
  mail: StoredMail,
  from: string,
): Promise<{ kind: Sent; reason: string }> {
  try {
    await transport.sendMail({
      from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text + mailWord('signature'),
      messageId: `<${mail.id}@${from.slice(from.lastIndexOf('@') + 1)}>`,
      date: new Date(Temporal.Instant.from(mail.at).epochMilliseconds),
      headers: { 'auto-submitted': 'auto-generated' },
    });
    return { kind: 'done', reason: '' };
  } catch (error) {
    const { responseCode, code } = error as { responseCode?: number; code?: string };
    // A login that fails is mended in the settings, and then the mails shall still go.
    const isFinal = responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH';
    return { kind: isFinal ? 'fix' : 'retry', reason: String(responseCode ?? code ?? 'unknown') };
  }
}

function settled(mail: StoredMail, kind: Sent, now: Temporal.Instant): StoredMail {
  const at = now.toString();
  const attempts = mail.attempts + 1;
  if (kind === 'done') return { ...mail, state: 'sent', attempts, at };
  const wait = waits[mail.attempts];
  if (kind === 'fix' || wait === undefined) return { ...mail, state: 'failed', attempts, at };
  return { ...mail, attempts, notBefore: now.add({ minutes: wait }).toString(), at };
}
