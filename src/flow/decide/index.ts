export { asIfUnissued } from './as-if-unissued.ts';
export { carriedBy, carriedOrders, carriersOf } from './carried-orders.ts';
export { type DecideOrder, type Deciding, decider, labelLayout } from './decider.ts';
export { groupByOrder } from './group-by-order.ts';
export { shortenedMark } from './item-names.ts';
export { dependentOnLabel } from './label-text.ts';
export { leftOut, openHolds, openHoldsOf } from './left-out.ts';
export { redecide } from './redecide.ts';
export { orderFacts, renderInput } from './render-input.ts';
