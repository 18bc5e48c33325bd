import type { Operation } from '../../system.ts';
import type { EcforceState } from '../state/state.ts';
import { guard } from './door.ts';
import { masterReads } from './masters.ts';
import { orderWrites } from './order-writes.ts';
import { orderReads } from './orders.ts';
import { sessions } from './sessions.ts';
import { stockEndpoints } from './stock.ts';

/** Everything that this ecforce answers. */
export function ecforceOperations(state: EcforceState): readonly Operation[] {
  const endpoints = [
    ...sessions(state),
    ...orderReads(state),
    ...orderWrites(state),
    ...stockEndpoints(state),
    ...masterReads(state),
  ];
  return endpoints.map((endpoint) => guard(state, endpoint));
}
