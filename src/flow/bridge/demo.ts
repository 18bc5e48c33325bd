import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../../core/ids.ts';
import { say } from '../../core/sentences/index.ts';
import { japanDay } from '../../core/time.ts';
import { replaceWhole } from '../files/index.ts';
import { resultsFolder } from '../inbox/index.ts';
import type { Context } from '../types.ts';
import { type Sample, samplesOf } from './samples.ts';

/** Longest wait for the order files to be taken before B2's answer is dropped, ms. */
const patience = 60_000;

/**
 * `start --demo`: drops one sample file of every known format into the inbox as a person would, and when the bridge has
 * taken them, what B2 Cloud would give back for some of the labels. Files of today that were taken before are left out.
 */
export async function dropSamples(ctx: Context, signal?: AbortSignal): Promise<void> {
  const { orders, issued } = samplesOf(japanDay(ctx.now()));
  const dropped: string[] = [];
  for (const sample of orders) {
    if (await isKnown(ctx, sample)) continue;
    const path = join(ctx.config.inbox, sample.name);
    await replaceWhole(path, sample.bytes);
    dropped.push(path);
  }
  if (dropped.length > 0) ctx.tell(say('samples-dropped', { count: dropped.length }).sentence);
  for (let waited = 0; waited < patience && dropped.some((path) => existsSync(path)); waited += 200) {
    if (signal?.aborted) return;
    await sleep(200);
  }
  if (signal?.aborted || (await isKnown(ctx, issued))) return;
  await mkdir(join(ctx.config.inbox, resultsFolder), { recursive: true });
  await replaceWhole(join(ctx.config.inbox, resultsFolder, issued.name), issued.bytes);
  ctx.tell(say('sample-answer-dropped', { file: issued.name }).sentence);
}

const isKnown = async (ctx: Context, { bytes }: Sample): Promise<boolean> =>
  (await ctx.store.document(sha256(bytes))) !== undefined;
