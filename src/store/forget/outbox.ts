import { isOneOf, type Room } from '../room.ts';
import type { OldFile } from '../types.ts';

const filesAtOnce = 200;

/** The next files older than `before` that were not taken off the disk yet, the oldest first. */
export async function oldFiles(
  { db }: Pick<Room, 'db'>,
  before: string,
  after: OldFile | undefined,
): Promise<{ readonly files: readonly OldFile[]; readonly next: OldFile | undefined }> {
  let query = db
    .selectFrom('outbox as o')
    .select(['o.id', 'o.shop', 'o.purpose', 'o.path', 'o.stage', 'o.at'])
    .select((e) =>
      e
        .exists(
          e
            .selectFrom('outbox_shipments as os')
            .innerJoin('shipments as s', 's.id', 'os.shipment')
            .select('s.id')
            .whereRef('os.outbox', '=', 'o.id')
            .where('s.state', '=', 'issuing'),
        )
        .as('waiting'),
    )
    .where('o.removed', 'is', null)
    .where('o.at', '<', before)
    .orderBy('o.at')
    .orderBy('o.id')
    .limit(filesAtOnce);
  if (after) {
    query = query
      .where('o.at', '>=', after.at)
      .where((e) => e.or([e('o.at', '>', after.at), e('o.id', '>', after.id)]));
  }
  const files = (await query.execute()).map(
    ({ waiting, ...file }): OldFile => ({ ...file, isWaiting: file.purpose === 'issue' && Boolean(waiting) }),
  );
  return { files, next: files.length === filesAtOnce ? files.at(-1) : undefined };
}

/** These do not lie on the disk any more. */
export async function noteRemoved(room: Room, ids: readonly string[], now: string): Promise<void> {
  if (ids.length === 0) return;
  await room.db
    .updateTable('outbox')
    .set({ removed: now })
    .where(isOneOf(room, 'id', ids))
    .execute();
}
