import { join } from 'node:path';
import { say } from '../../core/sentences/index.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import { japanDay } from '../../core/time.ts';
import type { StoreRefused } from '../../store/refused.ts';
import { readIfThere, replaceWhole } from '../files/index.ts';
import type { Context } from '../types.ts';
import { sendNow, staffMails } from './send-mails.ts';

/**
 * The database is damaged, found while nobody looks: told to everybody who gets mails, at once and past the store, which may not be
 * able to keep an intent. Once a day, remembered in a file beside the store, because a service may be started again and again. What
 * cannot be sent is said.
 */
export async function mailDamage(ctx: Context, why: StoreRefused): Promise<void> {
  const receivers = [...new Set([...(ctx.config.mail?.to ?? []), ...(ctx.config.b2?.mailTo ?? [])])];
  if (receivers.length === 0) return;
  const today = japanDay(ctx.now());
  const mark = join(ctx.config.data, 'damage-mailed');
  const mailed = await readIfThere(mark).catch(() => undefined);
  if (mailed && Buffer.from(mailed).toString('utf8').trim() === today) return;
  const { sentence, remedy } = say('database-damaged', { reason: String(why.args.reason ?? '') });
  const words = { sentence, remedy, name: ctx.config.name };
  const mails = staffMails(
    ctx,
    `damage ${today}`,
    mailWord('damageSubject', words),
    mailWord('damageBody', words),
    receivers,
  );
  const unsent = await sendNow(ctx, mails);
  if (unsent.length === 0) return replaceWhole(mark, `${today}\n`).catch(() => undefined);
  const said = say('damage-mail-unsent', { to: unsent.map((one) => one.to).join('、'), reason: unsent[0]!.reason });
  ctx.tell(`${said.sentence}${said.remedy}`);
}
