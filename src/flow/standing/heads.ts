import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/types.ts';
import { replaceWhole } from '../files/index.ts';

/** How far a store had come when this was written; stands outside the database, once beside the key and once in the outbox. */
export interface Head {
  readonly identity: string;
  readonly epoch: number;
  /** ISO instant. */
  readonly at: string;
  /** Brought back from a backup of this instant, and nobody has said yet that it may issue. */
  readonly restored?: string;
}

type Place = Pick<Config, 'data' | 'outbox'>;

/** Where the heads are. Hidden in the outbox, where people carry files away. */
export const headFiles = ({ data, outbox }: Place): readonly string[] => [
  join(data, 'store.json'),
  join(outbox, '.store.json'),
];

/** The heads that can be read; one that is missing, empty or damaged says nothing. */
export function readHeads(place: Place): readonly Head[] {
  return headFiles(place).flatMap((file) => {
    try {
      const head: unknown = JSON.parse(readFileSync(file, 'utf8'));
      return isHead(head) ? [head] : [];
    } catch {
      return [];
    }
  });
}

function isHead(value: unknown): value is Head {
  const head = value as Partial<Head> | null;
  return typeof head === 'object' && typeof head?.identity === 'string' && Number.isSafeInteger(head.epoch);
}

/** Writes each head, whole or not at all. Gives the first error, when one of them could not be written. */
export async function writeHeads(place: Place, head: Head): Promise<unknown> {
  let failed: unknown;
  for (const file of headFiles(place)) {
    try {
      await replaceWhole(file, `${JSON.stringify(head)}\n`);
    } catch (error) {
      failed ??= error;
    }
  }
  return failed;
}
