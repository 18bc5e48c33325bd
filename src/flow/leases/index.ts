export { fencedStore, LeaseLost, stillHolding, underLeases } from './fence.ts';
export { giveLease, type Lease, leaseMs, ownLease, takeLease } from './lease.ts';
export { oneOfAll } from './stand-by.ts';
export { isAway, orNotSent, sayAway, whenBack } from './when-back.ts';
export { withLeases } from './with-leases.ts';
