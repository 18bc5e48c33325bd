import type { Dispute, Edit } from '../edit/apply.ts';
import { fieldValue, isBlankValue } from '../edit/editable.ts';
import { shownValue } from '../edit/shown.ts';
import { contentHash } from '../ids.ts';
import type { Destination, Order } from '../order.ts';
import { disputedWords } from '../sentences/editing.ts';
import type { Hold } from '../shipment.ts';

/** Fields of this destination that a person changed and that the source changed afterwards: both are shown, a person decides. */
export function disputeHolds(disputes: readonly Dispute[], order: Order, destination: Destination): readonly Hold[] {
  return disputes.filter((one) => belongs(one, order, destination)).map(disputeHold);
}

/** Everything about an unclear place concerns the whole order: any of its parcels might be the one that was meant. */
function belongs({ field, of, theirs }: Dispute, order: Order, destination: Destination): boolean {
  if (field.place === 'order' || theirs === undefined) return true;
  if (field.place === 'destination') return of === destination.key;
  return order.lines.some((line) => line.no === of && line.destination === destination.key);
}

function disputeHold({ field, of, ours, theirs }: Dispute): Hold {
  const value =
    theirs === undefined
      ? disputedWords.ours(shownValue(field, ours))
      : disputedWords.both(shownValue(field, ours), shownValue(field, theirs));
  return {
    code: theirs === undefined ? 'edited-place-unclear' : 'edited-field-changed',
    origin: 'rules',
    clearedBy: 'operator',
    args: { field: field.label },
    // The values are personal data: they stand in `place`, which is never logged, and only their hash tells disputes apart.
    fingerprint: contentHash([field.path, of, ours, theirs ?? null]),
    place: { column: field.label, value },
  };
}

export function isDisputeHold({ code }: Hold): boolean {
  return code === 'edited-field-changed' || code === 'edited-place-unclear';
}

/**
 * What a document could not say and a person has said since: the field was edited, and no part of the order lacks it any
 * more (which row a reason came from is not known per destination).
 */
export function isAnswered({ field, origin }: Hold, order: Order, edits: readonly Edit[]): boolean {
  if (origin !== 'document' || field === undefined) return false;
  const mine = edits.filter((edit) => edit.path === field);
  if (mine.length === 0) return false;
  if (field.startsWith('order.')) return true;
  const isDestination = /^line\.(consignee|delivery)\./.test(field);
  const places = isDestination
    ? order.destinations.map((one) => ({ of: one.key, value: fieldValue(one, field) }))
    : order.lines.map((one) => ({ of: one.no, value: fieldValue(one, field) }));
  return places.every(({ of, value }) => !isBlankValue(value) || mine.some((edit) => edit.of === of));
}
