import type { Room } from '../room.ts';
import { openHandOvers } from '../types.ts';

const documentsAtOnce = 20;

/** Where the walk over old documents stands. */
export interface OldDocument {
  readonly hash: string;
  readonly at: string;
}

/**
 * The next documents older than `before` whose bytes are there, the oldest first; without those that still have to come out of the
 * house: into the outbox, or through an open hand-over.
 */
export async function oldDocuments(
  { db }: Pick<Room, 'db'>,
  before: string,
  after: OldDocument | undefined,
): Promise<{ readonly documents: readonly OldDocument[]; readonly next: OldDocument | undefined }> {
  let query = db
    .selectFrom('documents')
    .select(['hash', 'at'])
    .where('forgotten', 'is', null)
    .where('at', '<', before)
    .orderBy('at')
    .orderBy('hash')
    .limit(documentsAtOnce);
  if (after) {
    query = query.where('at', '>=', after.at).where((e) => e.or([e('at', '>', after.at), e('hash', '>', after.hash)]));
  }
  const rows = await query.execute();
  const waiting = await neededBy(
    db,
    rows.map((row) => row.hash),
  );
  return {
    documents: rows.filter((row) => !waiting.has(row.hash)),
    next: rows.length === documentsAtOnce ? rows.at(-1) : undefined,
  };
}

async function neededBy(db: Room['db'], hashes: readonly string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const files = await db
    .selectFrom('outbox')
    .select('document')
    .where('document', 'in', hashes)
    .where('stage', 'in', ['intended', 'staged', 'undoing'])
    .execute();
  const handed = await db
    .selectFrom('hand_overs')
    .select('payload')
    .where('payload', 'in', hashes)
    .where('state', 'in', openHandOvers)
    .execute();
  return new Set([...files.map((one) => one.document), ...handed.map((one) => one.payload)]);
}

/** Deletes bytes and names; hash, size and layout stay, so that the same file is known again. */
export async function emptyDocuments(room: Room, documents: readonly OldDocument[], now: string): Promise<void> {
  for (const { hash } of documents) {
    await room.db.deleteFrom('document_pieces').where('document', '=', hash).execute();
    const sealed_name = room.sealer.seal('', ['documents', 'sealed_name', hash]);
    await room.db.updateTable('documents').set({ sealed_name, forgotten: now }).where('hash', '=', hash).execute();
  }
}
