import { noticesWords as words } from '../../../core/sentences/console/notices.ts';
import { fill } from '../../../core/sentences/fill.ts';
import type { NoticeView } from '../../../flow/desk/notices.ts';

/** What a notice tells: day, number, yen; '' where it is only that something happened. */
export function saysText({ says: { day, trackingNumber = '', amount } }: Pick<NoticeView, 'says'>): string {
  const parts = [
    trackingNumber,
    day === undefined ? '' : fill(words.saysDay, { day }),
    amount === undefined ? '' : fill(words.saysAmount, { amount: amount.toLocaleString('ja-JP') }),
  ];
  return parts.filter((one) => one !== '').join(' ');
}
