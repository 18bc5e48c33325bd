import type { SentenceCode } from '../../core/sentences/index.ts';
import type { NoticeOf, Outcome } from '../contract.ts';
import { reasonOf } from '../reason.ts';
import { isOutcome, type RowAnswer, sendRows } from './bulk.ts';
import type { Client } from './client.ts';
import { keyOf } from './lookup.ts';
import { together } from './outcomes.ts';

/** What each code means (guide of SetSellerCheckYNBulk, trust A). That it is confirmed already is what was wanted. */
const codes: Readonly<Record<number, SentenceCode>> = {
  [-10001]: 'schedule-order-unknown',
  [-10013]: 'schedule-wrong-status',
  [-10016]: 'schedule-day-refused',
  [-10017]: 'schedule-day-refused',
  [-10018]: 'schedule-day-refused',
};
const alreadyConfirmed = -10012;

/** 発送予定日登録: each line of each notice is a row. */
export async function tellSchedule(client: Client, notices: readonly NoticeOf<'schedule'>[]): Promise<Outcome[]> {
  const rows = notices.flatMap(({ schedule, partsDone = [] }) =>
    schedule.lines
      .map(keyOf)
      .filter((key) => !partsDone.includes(key))
      .map((key) => ({
        OrderNo: key,
        EstShipDt: schedule.shipDate.replaceAll('-', ''),
        DelayType: client.settings['delay-type'],
        DelayMemo: '',
      })),
  );
  const answers = await sendRows(client, 'ShippingBasic.SetSellerCheckYNBulk', 'SendPlanDtInfoJson', 'cont_no', rows);
  const byKey = new Map(rows.map((row, index) => [row.OrderNo, answers[index]!]));
  return notices.map(({ schedule, orderNumber, partsDone = [] }) =>
    together(
      schedule.lines.map(keyOf).map((key): readonly [string, Outcome] => {
        if (partsDone.includes(key)) return [key, { kind: 'done', code: 'schedule-told' }];
        return [key, outcomeOf(byKey.get(key)!, orderNumber, schedule.shipDate)];
      }),
    ),
  );
}

function outcomeOf(answer: RowAnswer, order: string, day: string): Outcome {
  if (isOutcome(answer)) return answer;
  if (answer.code === 0 || answer.code === alreadyConfirmed) return { kind: 'done', code: 'schedule-told' };
  const code = codes[answer.code];
  if (code) return { kind: 'fix', code, args: { order, day, number: answer.code } };
  return {
    kind: 'fix',
    code: 'told-refused',
    args: { order, code: answer.code, reason: reasonOf(answer.message) },
  };
}
