import { existsSync, statSync } from 'node:fs';
import type { Config } from '../../config/types.ts';
import { StoreRefused } from '../../store/refused.ts';
import type { Store } from '../../store/types.ts';
import { readHeads, writeHeads } from './heads.ts';
import { issuedManifests } from './manifests.ts';

/**
 * Before a database is opened: is it not there although it was used? Then nothing is made, because a new one would issue everything again,
 * and its log beside it (which may hold the last commits) would be lost.
 *
 * @param isAccepted a person wants to go on without it
 */
export async function missingStore(config: Config, isAccepted = false): Promise<StoreRefused | undefined> {
  const { database } = config;
  if (database.kind !== 'sqlite' || sizeOf(database.file) > 0) return undefined;
  if (sizeOf(`${database.file}-wal`) > 0) return new StoreRefused('store-without-file', { file: database.file });
  if (isAccepted) return undefined;
  const isUsed = readHeads(config).length > 0 || (await hasManifest(config));
  return isUsed ? new StoreRefused('store-gone', { file: database.file }) : undefined;
}

/**
 * Is an opened store the one of this workspace, and as new as what stands outside? undefined = yes; what stands outside is brought up to it.
 */
export async function compareStore(
  config: Config,
  store: Store,
  now: () => Temporal.Instant,
): Promise<StoreRefused | undefined> {
  // The heads first: another process may issue meanwhile, and must not look as if it had been ahead.
  const heads = readHeads(config);
  const { identity, epoch } = await store.standing();
  const restored = heads.find((head) => head.restored !== undefined);
  if (restored) return new StoreRefused('store-restored', { at: restored.restored ?? '' });
  if (heads.some((head) => head.identity !== identity))
    return new StoreRefused((await isEmpty(store)) ? 'store-empty' : 'store-other');
  const furthest = Math.max(-1, ...heads.map((head) => head.epoch));
  if (furthest > epoch) return new StoreRefused('store-older', { count: furthest - epoch });
  if (heads.length === 0) {
    // The first start, or one before this was known: then the manifests are what there is.
    const unknown = await unknownManifests(config, store);
    if (unknown > 0)
      return new StoreRefused((await isEmpty(store)) ? 'store-empty' : 'store-older-than-files', { count: unknown });
  }
  const isBehind = heads.length < 2 || heads.some((head) => head.epoch < epoch);
  // Of what is marked and not written yet, the names come first (writeMarks).
  if (isBehind && (await store.issueMarks()).length === 0)
    await writeHeads(config, { identity, epoch, at: now().toString() });
  return undefined;
}

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

async function hasManifest({ outbox }: Config): Promise<boolean> {
  for await (const _ of issuedManifests(outbox)) return true;
  return false;
}

async function isEmpty(store: Store): Promise<boolean> {
  const [{ rows: documents }, { rows: files }] = await Promise.all([
    store.listDocuments({}, { limit: 1 }),
    store.listOutbox({}, { limit: 1 }),
  ]);
  return documents.length === 0 && files.length === 0;
}

/** Written B2 files of which the store knows nothing. */
async function unknownManifests({ outbox }: Config, store: Store): Promise<number> {
  let count = 0;
  for await (const { sha256 } of issuedManifests(outbox))
    if ((await store.outbox({ documents: [sha256] })).length === 0) count++;
  return count;
}
