import type { DeliveryMethod } from '../masters.ts';
import type { Destination, Order } from '../order.ts';
import { type Service, serviceTitles } from '../service.ts';
import type { Hold } from '../shipment.ts';
import { hold } from './hold.ts';

/** Slip types that collect the price of the goods. */
export function collects(service: Service | ''): boolean {
  return service === 'collect' || service === 'compact-collect';
}

/** The slip type of a parcel: what a person chose, else that of the delivery method for this kind of payment. '' = none is known. */
export function serviceOf(
  order: Order,
  destination: Destination,
  method: DeliveryMethod | null,
  holds: Hold[],
): Service | '' {
  if (destination.service) return chosen(destination.service, order, holds);
  if (!method) return '';
  if (method.service === '') {
    holds.push(hold('not-a-yamato-method', 'data', { method: method.title }));
    return '';
  }
  if (order.payment.state !== 'cod') return method.service as Service;
  if (method.codService === '') {
    holds.push(hold('collect-impossible', 'data', { method: method.title }));
    return method.service as Service;
  }
  return method.codService as Service;
}

/** It must collect exactly when money is to be collected. */
function chosen(service: Service, order: Order, holds: Hold[]): Service {
  const args = { service: serviceTitles[service] };
  const isCod = order.payment.state === 'cod';
  if (isCod && !collects(service)) holds.push(hold('service-collects-nothing', 'data', args));
  if (!isCod && collects(service)) holds.push(hold('service-collects-again', 'data', args));
  return service;
}
