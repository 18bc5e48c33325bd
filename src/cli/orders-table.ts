import { help } from '../core/sentences/help.ts';
import { type Service, serviceTitles } from '../core/service.ts';
import { stateTitles } from '../core/shipment.ts';
import type { OrderView } from '../flow/types.ts';
import { printTable } from './output.ts';

type State = keyof typeof stateTitles;

/** Prints orders as a table for people, one line per shipment. */
export function printOrders(views: readonly OrderView[]): void {
  const { shop, number, state, triage, payment, customerNo, service, tracking, holds } = help.headings;
  printTable(
    [shop, number, triage, state, payment, customerNo, service, tracking, holds],
    views.flatMap((view) => {
      const payment = help.payments[view.payment] ?? view.payment;
      const order = [view.shop, view.number];
      if (view.shipments.length === 0) {
        return [[...order, view.triage, titleOf(view.state), payment, '', '', '', '']];
      }
      return view.shipments.map((shipment) => [
        ...order,
        shipment.triage,
        titleOf(shipment.state),
        payment,
        shipment.customerNo,
        serviceTitles[shipment.service as Service] ?? shipment.service,
        shipment.trackingNumbers.join(' '),
        shipment.holds.map((hold) => hold.sentence).join(' / '),
      ]);
    }),
  );
}

function titleOf(state: string): string {
  return stateTitles[state as State] ?? state;
}
