import type { Field } from '../../system.ts';
import { confirm, delayTypes, longestMemo } from '../state/confirm.ts';
import type { Qoo10State } from '../state/state.ts';
import { processing } from '../state/verdict.ts';
import type { Method } from './door.ts';
import { namesOf, param, rowsIn } from './fields.ts';
import { found } from './reply.ts';
import { mostRows, readRows } from './rows.ts';

const members = (day: Partial<Field>) => [
  param('OrderNo', 'order number', { required: true }),
  param('EstShipDt', 'day of shipping yyyyMMdd: tomorrow or later, within ten days', day),
  param('DelayType', 'reason of a delay', { values: delayTypes }),
  param('DelayMemo', 'text', { max: longestMemo }),
];
const rowMembers = members({ required: true });

/** 発送予定日登録, one order. Only the number is required (trust A). */
export const setSellerCheck = (state: Qoo10State): Method => ({
  name: 'ShippingBasic.SetSellerCheckYN_V2',
  versions: ['1.0'],
  sends: members({}),
  answer({ text, now }) {
    const wish = {
      orderNo: text('OrderNo'),
      shipOn: text('EstShipDt'),
      delayType: text('DelayType'),
      delayMemo: text('DelayMemo'),
    };
    return confirm(state, wish, false, 'SetSellerCheckYN_V2', now);
  },
});

/** The same for up to 500: each row has its own result (trust A); the call as a whole is a success (trust C). */
export const setSellerCheckBulk = (state: Qoo10State): Method => ({
  name: 'ShippingBasic.SetSellerCheckYNBulk',
  versions: ['1.0'],
  sends: rowsIn('SendPlanDtInfoJson', rowMembers),
  limits: [`${mostRows} rows a call`],
  answer({ text, now }) {
    const rows = readRows(text('SendPlanDtInfoJson'), namesOf(rowMembers));
    if (!rows) return processing('SendPlanDtInfoJson is no list of orders');
    if (rows.length > mostRows) return { code: -10011, message: `Over the limit (${mostRows})` };
    return found(
      rows.map((row, index) => {
        const wish = {
          orderNo: row.OrderNo ?? '',
          shipOn: row.EstShipDt ?? '',
          delayType: row.DelayType ?? '',
          delayMemo: row.DelayMemo ?? '',
        };
        const { code, message } = confirm(state, wish, true, 'SetSellerCheckYNBulk', now);
        const number = state.habits['bulk-number'] === 'position' ? index + 1 : Number(wish.orderNo) || 0;
        return { cont_no: number, result_cd: code, ResultCode: code, ResultMsg: message };
      }),
    );
  },
});
