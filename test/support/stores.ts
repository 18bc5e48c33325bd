import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import type { StoreTarget } from '../../src/store/db.ts';

/** A place for a store that no other test uses. */
export interface StorePlace {
  readonly target: StoreTarget;
  /** SQLite only. */
  remove(): void;
}

export const storeKinds = ['sqlite', 'postgres'] as const;

export type StoreKind = (typeof storeKinds)[number];

/** Key for tests; never a real one. */
export const testKey = Buffer.alloc(32, 7);

export async function newStorePlace(kind: StoreKind): Promise<StorePlace> {
  if (kind === 'sqlite') {
    const folder = mkdtempSync(path.join(tmpdir(), 'b2-bridge-store-'));
    return {
      target: { kind, file: path.join(folder, 'data', 'bridge.db') },
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const answer = await fetch(inject('postgresDoor'));
  const url = await answer.text();
  if (!answer.ok) throw new Error(url);
  return { target: { kind, url }, remove: () => {} };
}
