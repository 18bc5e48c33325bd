import type { Masters } from '../../core/masters.ts';
import { valueWords } from '../../core/sentences/editing.ts';
import { say } from '../../core/sentences/index.ts';
import { serviceTitles } from '../../core/service.ts';
import { type Shipment, type ShipmentState, stateTitles } from '../../core/shipment.ts';
import type { StoredHold } from '../../store/types.ts';
import { openHoldsOf } from '../decide/index.ts';

/** What of a shipment rules can change, as people compare it. */
export type ShownField =
  | 'state'
  | 'holds'
  | 'method'
  | 'service'
  | 'cool'
  | 'sender'
  | 'packages'
  | 'handling'
  | 'note'
  | 'shipDate'
  | 'tags'
  | 'bundle'
  | 'parcel';

export interface ShownChange {
  readonly field: ShownField;
  readonly before: string;
  readonly after: string;
}

/** A shipment as it is, or would be. */
export interface Seen {
  readonly shipment: Shipment;
  readonly state: ShipmentState;
  readonly holds: readonly StoredHold[];
}

/** What differs between a shipment as it was and as it would be, in people's words; no personal data but the sender's name. */
export function shownFields(
  masters: Pick<Masters, 'methods'>,
  was: Seen | undefined,
  now: Seen,
): readonly ShownChange[] {
  const [before, after] = [was && words(masters, was), words(masters, now)];
  if (!before) return [{ field: 'parcel', before: '', after: after.state }];
  return (Object.keys(after) as (keyof typeof after)[]).flatMap((field) =>
    before[field] === after[field] ? [] : [{ field, before: before[field], after: after[field] }],
  );
}

function words({ methods }: Pick<Masters, 'methods'>, { shipment, state, holds }: Seen) {
  const { method, service, cool, sender, packages, handling, note, shipDate, tags = [], bundle } = shipment;
  return {
    state: stateTitles[state],
    holds: openHoldsOf(holds)
      .map(({ code, args }) => say(code, args).sentence)
      .join(' / '),
    method: methods.find((one) => one.code === method)?.title ?? method,
    service: service === '' ? '' : serviceTitles[service],
    cool: valueWords.cool[cool] ?? cool,
    sender: sender?.name ?? '',
    packages: String(packages),
    handling: handling.filter((one) => one !== '').join('・'),
    note,
    shipDate: shipDate ?? '',
    tags: tags.join('・'),
    bundle: bundle ?? '',
  };
}
