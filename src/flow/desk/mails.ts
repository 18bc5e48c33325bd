import { say } from '../../core/sentences/index.ts';
import type { Keyed, ListPage, PageRequest, StoredMail } from '../../store/types.ts';
import type { Context } from '../types.ts';

/** `mails list --json`: a mail to staff, about what happened. */
export type MailView = Pick<StoredMail, 'id' | 'to' | 'subject' | 'text' | 'state' | 'attempts' | 'at'>;

/** Mails to staff, the newest first; those that were given up, or of the states asked for. */
export async function listMails(
  { store }: Pick<Context, 'store'>,
  { states = ['failed'] }: { readonly states?: readonly StoredMail['state'][] | undefined },
  page: PageRequest,
): Promise<ListPage<MailView & Keyed>> {
  const { rows, next } = await store.listMails({ states }, page);
  return {
    next,
    rows: rows.map(({ id, to, subject, text, state, attempts, at, key }) => ({
      ...{ id, to, subject, text, state, attempts, at },
      key,
    })),
  };
}

export interface MailsAgain {
  /** So many are due again. */
  readonly count: number;
  /** Why they will wait: there is no server to send them by. */
  readonly problem: { readonly sentence: string; readonly remedy: string } | null;
}

/** Rows in one transaction. */
const atOnce = 200;

/**
 * Sends mails again that were given up: they are due at once, and tried as often as new ones. One that was sent meanwhile, or waits, is left
 * as it is.
 *
 * @param which ids (their first characters are enough, 8 at least), or all that were given up
 */
export async function resendMails(
  ctx: Context,
  which: { readonly ids: readonly string[] } | 'all',
  actor: string,
): Promise<MailsAgain> {
  let count = 0;
  for (let after: string | undefined; ; ) {
    // What is due again leaves the list; keys of the next page stay behind it all the same.
    const { rows, next } = await ctx.store.listMails({ states: ['failed'] }, { limit: atOnce, after });
    const ids = rows
      .map((one) => one.id)
      .filter((id) => which === 'all' || which.ids.some((given) => given.length >= 8 && id.startsWith(given)));
    count += ids.length === 0 ? 0 : await revive(ctx, ids, actor);
    if (next === null) break;
    after = next;
  }
  const isNowhere = count > 0 && (!ctx.smtp || (ctx.config.mail?.from ?? '') === '');
  return { count, problem: isNowhere ? say('mail-nowhere') : null };
}

function revive(ctx: Context, ids: readonly string[], actor: string): Promise<number> {
  return ctx.store.write(async (tx) => {
    const at = ctx.now().toString();
    const revived = await tx.reviveMails(ids, at);
    if (revived.length > 0) {
      const details = { mails: revived.length };
      await tx.addJournal([{ at, actor, what: 'mail-requested', shop: '', orderNumber: '', shipment: '', details }]);
    }
    return revived.length;
  });
}
