import { serviceOptions } from '../../core/b2-matrix.ts';
import { hold } from '../../core/decide/hold.ts';
import { checkOptions } from '../../core/decide/options.ts';
import type { Inspect } from '../../core/decide/types.ts';
import type { Problem } from '../../core/problem.ts';
import type { Hold } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import { b2Faults } from '../../layout/b2-faults.ts';
import type { WriteLayout } from '../../layout/types.ts';
import type { CompiledWrite } from '../../layout/write.ts';
import { checkConsignee } from './check-consignee.ts';
import { printable } from './label-text.ts';
import { orderFacts, renderInput } from './render-input.ts';

/**
 * Looks at a planned shipment as its label would show it: printable characters, a possible consignee, and a dry render
 * through the shop's own label layout, so that everything that B2 would refuse is a hold before anything is written.
 * `rendered` gets the cells by shipment id.
 */
export function inspector(
  shop: Shop,
  layout: WriteLayout,
  write: CompiledWrite,
  today: string,
  rendered: Map<string, readonly string[]>,
): Inspect {
  return (planned, order, isCleared) => {
    const { shipment, holds: characters } = printable(planned, shop, isCleared);
    const consignee = checkConsignee(shipment, shop);
    const holds: Hold[] = [...characters, ...consignee];
    if (shipment.service === '' || order.missing.length > 0) return { shipment, holds };
    const { cells, problems } = write.render(renderInput(shipment, orderFacts({ order }), shop, today));
    const blankSaid = consignee.some((one) => one.code.endsWith('-missing'));
    const { slots } = serviceOptions[shipment.service];
    const slotSaid = shipment.timeSlot !== '' && !slots.includes(shipment.timeSlot);
    const taxSaid = (shipment.codAmount ?? 0) > 0 && shipment.codTax === null;
    const parcelsSaid = shipment.packages < 1 || shipment.packages > 99;
    for (const problem of problems) {
      const column = layout.columns.find((one) => one.name === problem.place.column)?.no ?? 0;
      if (problem.code === 'write-char-lacking' && characters.length > 0) continue;
      if (problem.code === 'write-required-blank' && blankSaid && isConsigneeColumn(column)) continue;
      if (column === 7 && slotSaid) continue;
      if (column === 38 && parcelsSaid) continue;
      if ((column === 34 || column === 35) && !shipment.codAmount) continue;
      if (column === 35 && taxSaid) continue;
      holds.push(labelHold(problem, column));
    }
    // The last gate: silent where a reason that people can act on was given already.
    if (holds.length === 0 && !taxSaid && checkOptions(shipment, today).length === 0) {
      for (const fault of b2Faults(layout, cells, today)) holds.push(hold(fault.code, 'data', fault.args));
    }
    rendered.set(shipment.id, cells);
    return { shipment, holds };
  };
}

const isConsigneeColumn = (no: number) => no >= 8 && no <= 18;
const isShipperColumn = (no: number) => no >= 19 && no <= 26;
const isItemColumn = (no: number) => no === 28 || no === 30;
const isBillingColumn = (no: number) => no >= 40 && no <= 42;

function labelHold(problem: Problem, column: number): Hold {
  if (problem.code === 'write-required-blank') {
    if (isShipperColumn(column)) return hold('shipper-incomplete', 'settings', { field: problem.place.column ?? '' });
    if (isBillingColumn(column)) return hold('billing-missing', 'settings');
  }
  if (problem.code === 'write-too-wide' && isItemColumn(column)) {
    return hold('item-name-too-wide', 'settings', { ...problem.args, column: problem.place.column ?? '' });
  }
  return hold(problem.code, 'data', { ...problem.args, column: problem.place.column ?? '' });
}
