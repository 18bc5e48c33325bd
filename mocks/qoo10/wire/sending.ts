import { carriers, longestNumber } from '../state/carriers.ts';
import { send } from '../state/send.ts';
import type { Qoo10State } from '../state/state.ts';
import { processing } from '../state/verdict.ts';
import type { Method } from './door.ts';
import { namesOf, param, rowsIn } from './fields.ts';
import { found } from './reply.ts';
import { mostRows, readRows } from './rows.ts';

const members = [
  param('OrderNo', 'order number', { required: true }),
  param('ShippingCorp', 'text', { required: true, values: carriers }),
  param('TrackingNo', 'letters, digits, -; with check digit modulo 7 where the carrier has one', {
    required: true,
    max: longestNumber,
  }),
];

/** 出荷実績, one order number. There is no day of shipping: it is now (trust A). */
export const setSendingInfo = (state: Qoo10State): Method => ({
  name: 'ShippingBasic.SetSendingInfo',
  versions: ['1.0'],
  sends: members,
  answer({ text, now }) {
    const wish = { orderNo: text('OrderNo'), company: text('ShippingCorp'), trackingNo: text('TrackingNo') };
    return send(state, wish, 'SetSendingInfo', now);
  },
});

/** The same for up to 500, each row with its own result (trust A). */
export const setSendingInfoBulk = (state: Qoo10State): Method => ({
  name: 'ShippingBasic.SetSendingInfoBulk',
  versions: ['1.0'],
  sends: rowsIn('ShippingInfoJson', members),
  limits: [`${mostRows} rows a call`],
  answer({ text, now }) {
    const rows = readRows(text('ShippingInfoJson'), namesOf(members));
    if (!rows) return processing('ShippingInfoJson is no list of orders');
    if (rows.length > mostRows) return { code: -10011, message: `Over the limit (${mostRows})` };
    return found(
      rows.map((row, index) => {
        const company = row.ShippingCorp ?? '';
        const wish = { orderNo: row.OrderNo ?? '', company, trackingNo: row.TrackingNo ?? '' };
        const { code, message } = send(state, wish, 'SetSendingInfoBulk', now);
        const number = state.habits['bulk-number'] === 'position' ? index + 1 : Number(wish.orderNo) || 0;
        return {
          contr_no: number,
          result_cd: code,
          transc_nm: code === 0 ? company : '',
          ResultCode: code,
          ResultMsg: message,
        };
      }),
    );
  },
});
