import type { Operation } from '../../system.ts';
import { fileOperations } from '../csv/operations.ts';
import { historyScreens } from '../screen/history.ts';
import { screenOperations } from '../screen/operations.ts';
import { pickupScreens } from '../screen/pickup.ts';
import type { B2State } from '../state/state.ts';
import { guard } from './door.ts';
import { editOperations } from './edit-a.ts';
import { historyOperations } from './history.ts';
import { issueOperations } from './issue.ts';
import { resultOperations } from './spool.ts';

/** Everything that the lab's B2 Cloud answers. The order decides where a path has several operations. */
export const b2Operations = (state: B2State): readonly Operation[] => [
  ...[...resultOperations(state), ...historyOperations(state), ...editOperations(state), ...issueOperations(state)].map(
    (one) => guard(state, one),
  ),
  ...screenOperations(state),
  ...historyScreens(state),
  ...pickupScreens(state),
  ...fileOperations(state),
];
