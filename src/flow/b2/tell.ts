import { createHash } from 'node:crypto';
import { type SentenceArgs, type SentenceCode, say } from '../../core/sentences/index.ts';
import { mailWord } from '../../core/sentences/mails.ts';
import type { LinkRecord, StoredHandOver, Writes } from '../../store/types.ts';
import { staffMails } from '../mail/index.ts';
import type { Context } from '../types.ts';
import { ordersIn } from './move.ts';

type Mailed = 'b2HandedOver' | 'b2Registered' | 'b2Failed';

export interface News {
  readonly direction: LinkRecord['direction'];
  readonly result: LinkRecord['result'];
  readonly code: SentenceCode;
  readonly args?: SentenceArgs;
  readonly mail: Mailed;
  readonly customerNos: readonly string[];
  /** Those of them that are not in the list, because they are named apart (`notes`). */
  readonly apart?: readonly string[];
  readonly orders: number;
  /** Tells this news from others of the same hand-over. */
  readonly about: string;
  /** Lines below the list. */
  readonly notes?: readonly string[];
}

/** A line in 連携結果確認 and one mail per notice address, within the transaction of what they tell (B12, B13). */
export async function tell(ctx: Context, tx: Writes, handOver: Pick<StoredHandOver, 'id'>, news: News): Promise<void> {
  const { direction, result, code, args = {}, mail, customerNos, apart = [], orders, about, notes = [] } = news;
  const listed = customerNos.filter((number) => !apart.includes(number));
  const at = ctx.now().toString();
  const key = `${handOver.id} ${direction} ${about}`;
  const id = createHash('sha256').update(key).digest('hex').slice(0, 32);
  await tx.addLinkRecord({
    id,
    handOver: handOver.id,
    direction,
    at,
    result,
    orders,
    shipments: customerNos.length,
    code,
    args,
  });
  const { b2 } = ctx.config;
  const words = {
    ...say(code, args),
    count: customerNos.length,
    list: listed.map((number) => `・${number}`).join('\n'),
    lab: b2?.live ? '' : mailWord('b2Lab'),
    notes: notes.length === 0 ? '' : `\n${notes.join('\n')}\n`,
  };
  const receivers = b2 && b2.mailTo.length > 0 ? b2.mailTo : ctx.config.mail?.to;
  await tx.putMails(
    staffMails(ctx, `b2 ${key}`, mailWord(`${mail}Subject`, words), mailWord(`${mail}Body`, words), receivers ?? []),
  );
}

/** Handing over did not happen: history and mail. */
export async function failedNews(
  ctx: Context,
  tx: Writes,
  one: StoredHandOver,
  code: SentenceCode,
  args: StoredHandOver['args'],
): Promise<void> {
  const shipments = await tx.shipments({ ids: one.shipments });
  await tell(ctx, tx, one, {
    direction: 'to-b2',
    result: 'failed',
    code,
    args,
    mail: 'b2Failed',
    customerNos: shipments.map((each) => each.shipment.customerNo),
    orders: ordersIn(shipments),
    about: `failed ${one.createdAt}`,
  });
}
