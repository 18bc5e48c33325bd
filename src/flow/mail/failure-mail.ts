import type { Outcome } from '../../connectors/contract.ts';
import { sha256 } from '../../core/ids.ts';
import { type SentenceCode, say } from '../../core/sentences/index.ts';
import { jobTitle, noticeWords } from '../../core/sentences/jobs.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import type { Shop } from '../../core/shop.ts';
import type { StoredMail, StoredNotice } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { staffMails } from './send-mails.ts';

/** After so long a doubt is for a person, whatever the machine still tries. */
const patience = 6;

/** One mail a day and shop of notices that nobody knows the end of: lost answers that cannot be looked up, feeds that never end. */
export function doubtMails(
  ctx: Context,
  shop: Shop,
  notices: readonly StoredNotice[],
  now: Temporal.Instant,
): StoredMail[] {
  const since = now.subtract({ hours: patience });
  const old = notices.filter(
    ({ state, reservedAt }) =>
      (state === 'unsure' || state === 'pending') &&
      Temporal.Instant.compare(Temporal.Instant.from(reservedAt), since) <= 0,
  );
  if (old.length === 0) return [];
  const words = { shop: shop.title, what: whatOf(old), count: old.length, hours: patience, list: linesOf(old) };
  const about = `doubts ${shop.name} ${now.toString().slice(0, 10)}`;
  return staffMails(ctx, about, mailWord('doubtSubject', words), mailWord('doubtBody', words));
}

/** Mails that a run's failures set off: one for refused notices (A7), one when the shop's jobs stand still. One per address. */
export function failureMails(
  ctx: Context,
  shop: Shop,
  failed: readonly StoredNotice[],
  halt: Outcome | undefined,
  at: string,
): StoredMail[] {
  const marketplace = ctx.link?.(shop.name)?.connector.title ?? shop.marketplace;
  const common = { marketplace, shop: shop.title, name: shop.name };
  const mails: StoredMail[] = [];
  const add = (key: string, subject: string, text: string) => {
    for (const to of ctx.config.mail?.to ?? []) {
      const id = sha256([key, to].join('\u0000')).slice(0, 32);
      mails.push({ id, to, subject, text, state: 'due', attempts: 0, notBefore: at, at });
    }
  };
  if (failed.length > 0) {
    const words = { ...common, what: whatOf(failed), count: failed.length, list: linesOf(failed) };
    const key = ['notice-failed', ...failed.map((one) => `${one.id}:${one.at}`)].join(' ');
    add(key, mailWord('noticeFailedSubject', words), mailWord('noticeFailedBody', words));
  }
  if (halt) {
    const spoken = say(halt.code, halt.args);
    add(
      `halt ${shop.name} ${halt.code} ${at}`,
      mailWord('haltSubject', common),
      mailWord('haltBody', { ...common, ...spoken }),
    );
  }
  return mails;
}

/** 「出荷通知」 is how shops know what most of them only have; other kinds stand beside their order. */
const whatOf = (notices: readonly StoredNotice[]): string =>
  notices.every((one) => one.kind === 'ship') ? noticeWords.ship : noticeWords.any;

function linesOf(notices: readonly StoredNotice[]): string {
  const line = ({ orderNumber: order, kind, code, args }: StoredNotice) => {
    const words = { order, kind: jobTitle(kind), ...say(code as SentenceCode, args) };
    return mailWord(kind === 'ship' ? 'noticeFailedLine' : 'noticeFailedLineOf', words);
  };
  return notices.map(line).join('\n');
}
