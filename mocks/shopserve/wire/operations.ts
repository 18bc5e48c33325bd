import type { Operation } from '../../system.ts';
import type { ShopserveState } from '../state/state.ts';
import { guard } from './door.ts';
import { itemEndpoints } from './items.ts';
import { retrieve } from './retrieve.ts';
import { orderWrites } from './writes.ts';

/** Everything that the lab's shopserve answers. */
export const shopserveOperations = (state: ShopserveState): readonly Operation[] =>
  [retrieve(state), ...orderWrites(state), ...itemEndpoints(state)].map((endpoint) => guard(state, endpoint));
