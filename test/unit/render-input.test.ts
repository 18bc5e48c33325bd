import { expect, test } from 'vitest';
import { decide } from '../../src/core/decide/index.ts';
import { orderFacts, renderInput } from '../../src/flow/decide/render-input.ts';
import { compileWrite } from '../../src/layout/write.ts';
import { standard } from '../support/layouts.ts';
import { destination, line, methods, order, shop } from '../support/orders.ts';

test('a destination key of our own making is never written as an お届け先ID', () => {
  const keys = ['', '#2', '80000003'];
  const given = order({
    destinations: keys.map((key) => destination({ key })),
    lines: keys.map((key, i) => line({ no: String(i + 1), destination: key })),
  });
  const decided = decide({
    order: given,
    shop: shop(),
    today: '2026-11-22',
    prior: [],
    historyHolds: [],
    lastSerial: 0,
    methodFor: (words) => methods[words] ?? null,
    inspect: (shipment) => ({ shipment, holds: [] }),
  });
  const write = compileWrite(standard.layouts.write.get('ecforce-shipping')!, standard.masters);
  const cells = decided.map(({ shipment }) => {
    const waybill = { number: '926112200016', carrier: 'ヤマト運輸', document: '', at: '', shipDate: '2026-11-22' };
    const more = { waybill: { customerNo: shipment.customerNo, serviceCode: '0', ...waybill } };
    return write.render(renderInput(shipment, orderFacts({ order: given }), shop(), '2026-11-22', more)).cells[6];
  });
  expect(cells).toEqual(['', '', '80000003']);
});
