import { deliveryDateWindow, type ServiceOptions, serviceOptions, shipDateWindow } from '../b2-matrix.ts';
import { codeNotOn, type DatedCode } from '../dated.ts';
import { serviceTitles, slotTitle } from '../service.ts';
import type { Hold, Shipment } from '../shipment.ts';
import { addDays } from '../time.ts';
import { hold } from './hold.ts';

/**
 * What the chosen service cannot carry, and dates that cannot be. A wish (date, slot) that cannot be met may be given
 * up by the operator: clearing the hold drops the wish (`dropCleared`). Cool goods must never travel warm: not clearable.
 */
export function checkOptions(shipment: Shipment, today: string, slots: readonly DatedCode[] = []): readonly Hold[] {
  const { service } = shipment;
  if (service === '') return [];
  const can = serviceOptions[service];
  const title = serviceTitles[service];
  const holds: Hold[] = [];
  if (shipment.cool !== 'normal' && !can.cool) holds.push(hold('cool-impossible', 'settings', { service: title }));
  if (shipment.packages > 1 && !can.parcels) holds.push(hold('parcels-impossible', 'data', { service: title }));
  if (shipment.packages < 1 || shipment.packages > 99) {
    holds.push(hold('parcels-out-of-range', 'data', { packages: shipment.packages }));
  }
  if (shipment.timeSlot !== '') {
    const over = codeNotOn(slots, shipment.timeSlot, shipment.deliveryDate ?? shipment.shipDate ?? today);
    if (over && can.slots.length > 0) holds.push(abolished(over, slots));
    else if (can.slots.length === 0) holds.push(hold('slot-impossible', 'operator', { service: title }));
    else if (!can.slots.includes(shipment.timeSlot)) {
      holds.push(hold('slot-unknown', 'operator', { service: title, slot: slotTitle(shipment.timeSlot) }));
    }
  }
  return [...holds, ...checkDates(shipment, today, can), ...checkCollect(shipment, can.collectLimit)];
}

/** A code that is over, or not valid yet, with what took its place. */
function abolished({ title, from, until, instead }: DatedCode, slots: readonly DatedCode[]): Hold {
  const other = slots.find((one) => one.code === instead)?.title ?? '－';
  return hold('slot-abolished', 'operator', { slot: title, from: from ?? '－', until: until ?? '－', instead: other });
}

function checkDates(shipment: Shipment, today: string, can: ServiceOptions): readonly Hold[] {
  const holds: Hold[] = [];
  const shipDate = shipment.shipDate ?? today;
  if (shipDate > addDays(today, shipDateWindow)) {
    holds.push(hold('ship-date-too-far', 'data', { date: shipDate, days: shipDateWindow }));
  }
  const date = shipment.deliveryDate;
  if (date === null) return holds;
  if (!can.date) {
    holds.push(
      hold('wished-date-impossible', 'operator', { service: serviceTitles[shipment.service || 'prepaid'], date }),
    );
  } else if (date < today) holds.push(hold('wished-date-past', 'operator', { date }));
  else if (date < addDays(shipDate, can.earliest))
    holds.push(hold('wished-date-before-shipping', 'operator', { date, shipDate }));
  else if (date > addDays(today, deliveryDateWindow)) {
    holds.push(hold('wished-date-too-far', 'data', { date, days: deliveryDateWindow }));
  }
  return holds;
}

function checkCollect(shipment: Shipment, limit: number): readonly Hold[] {
  if (limit === 0) return [];
  const { codAmount, codTax } = shipment;
  if (codAmount === null || codAmount < 1) return [hold('collect-amount-missing', 'data')];
  if (codAmount > limit) return [hold('collect-over-limit', 'data', { amount: codAmount, limit })];
  if ((codTax ?? 0) > codAmount)
    return [hold('collect-tax-over-amount', 'data', { amount: codAmount, tax: codTax ?? 0 })];
  return [];
}

/** Wishes that the operator gave up by clearing their hold leave the shipment; a proposed tax that was cleared is taken. */
export function dropCleared(shipment: Shipment, cleared: readonly Hold[]): Shipment {
  const codes = new Set(cleared.map((one) => one.code));
  const noSlot = codes.has('slot-impossible') || codes.has('slot-unknown') || codes.has('slot-abolished');
  const noDate =
    codes.has('wished-date-impossible') || codes.has('wished-date-past') || codes.has('wished-date-before-shipping');
  const tax = cleared.find((one) => one.code === 'collect-tax-unknown')?.args?.tax;
  if (!noSlot && !noDate && tax === undefined) return shipment;
  return {
    ...shipment,
    codTax: tax === undefined ? shipment.codTax : Number(tax),
    timeSlot: noSlot ? '' : shipment.timeSlot,
    deliveryDate: noDate ? null : shipment.deliveryDate,
  };
}
