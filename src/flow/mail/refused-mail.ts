import { shopTitle } from '../../config/shop-title.ts';
import type { Problem } from '../../core/problem.ts';
import { say } from '../../core/sentences/index.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import type { StoredMail } from '../../store/types.ts';
import type { Context } from '../types.ts';
import { staffMails } from './send-mails.ts';

/** More lines than these nobody reads in a mail. */
const most = 50;

/**
 * A fetched page held orders that were refused, or could not be read at all: they stand in no list, no label is made, and nobody drops them
 * again. Told in the transaction that passes them by. The same orders refused for the same reasons are told once, however often a sweep
 * meets them; a page that stays unreadable is asked for again and again, and told once a day.
 *
 * @param problems all that is wrong with the page
 */
export function refusedMails(ctx: Context, shop: string, file: string, problems: readonly Problem[]): StoredMail[] {
  const wrong = problems.filter(({ kind }) => kind === 'fix');
  const numbers = new Set(wrong.flatMap(({ order }) => order ?? []));
  if (wrong.length === 0) return [];
  if (numbers.size > 0) {
    const marks = [...new Set(wrong.map(({ order = '', code }) => `${order} ${code}`))].sort();
    return mails(ctx, shop, 'refusedOrder', marks.join(' '), wrong, { count: numbers.size });
  }
  const about = [ctx.now().toString().slice(0, 10), ...new Set(wrong.map(({ code }) => code))].join(' ');
  return mails(ctx, shop, 'unreadPage', about, wrong, { file });
}

function mails(
  ctx: Context,
  shop: string,
  kind: 'refusedOrder' | 'unreadPage',
  about: string,
  problems: readonly Problem[],
  more: Readonly<Record<string, string | number>>,
): StoredMail[] {
  const lines = problems.slice(0, most).map(({ order = '', code, args }) => {
    const said = say(code, args, 'api');
    return order === '' ? mailWord('problemLine', { ...said }) : mailWord('noticeFailedLine', { order, ...said });
  });
  const left = problems.length - lines.length;
  const list = [...lines, ...(left > 0 ? [mailWord('moreLines', { count: left })] : [])].join('\n');
  const words = { ...more, shop: shopTitle(ctx.config, shop), name: shop, list };
  return staffMails(ctx, `${kind} ${shop} ${about}`, mailWord(`${kind}Subject`, words), mailWord(`${kind}Body`, words));
}
