import type { Operation } from '../../system.ts';
import { sends } from '../fields/index.ts';
import type { AmazonState } from '../state/state.ts';
import { confirmShipment } from './confirm-shipment.ts';
import { guard } from './door.ts';
import { feedOperations } from './feeds.ts';
import { fileOperations } from './files.ts';
import { listingOperations } from './listings.ts';
import { lwaToken } from './lwa.ts';
import { notificationOperations } from './notifications.ts';
import { v0Reads } from './orders-v0.ts';
import { getOrder, searchOrders } from './orders-v2026.ts';
import { reportOperations } from './reports.ts';
import { queueOperation } from './sqs.ts';
import { createRestrictedDataToken } from './tokens.ts';

/** Everything that this Amazon answers. Guarded ones live under `/api`, as they do on Amazon's API host. */
export function amazonOperations(state: AmazonState): readonly Operation[] {
  const guarded = [
    searchOrders(state),
    getOrder(state),
    ...v0Reads(state),
    confirmShipment(state),
    createRestrictedDataToken(state),
    ...feedOperations(state),
    ...reportOperations(state),
    ...notificationOperations(state),
    ...listingOperations(state),
  ];
  return [
    lwaToken(state),
    ...fileOperations(state),
    queueOperation(state),
    ...guarded.map((one) => ({ ...guard(state, one, sends[one.name]!), path: `/api${one.path}` })),
  ];
}
