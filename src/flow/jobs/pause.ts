import type { Reads, Writes } from '../../store/types.ts';

/** A job that a person let stand still. It lies in the store: a restart and every other process see it. */
export interface Pause {
  readonly job: string;
  /** '' = a job of the workspace. */
  readonly shop: string;
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  readonly note: string;
}

const beginning = 'paused:';

export async function pauseOf(reads: Pick<Reads, 'cursor'>, job: string, shop: string): Promise<Pause | undefined> {
  const text = await reads.cursor(shop, beginning + job);
  return text === '' ? undefined : { job, shop, ...(JSON.parse(text) as Omit<Pause, 'job' | 'shop'>) };
}

/** Every pause. Costs a look at the cursors, of which there are a few per shop and job. */
export async function pauses(reads: Pick<Reads, 'cursorsOf'>): Promise<Pause[]> {
  return (await reads.cursorsOf(beginning)).map(({ shop, job, cursor }) => ({
    job: job.slice(beginning.length),
    shop,
    ...(JSON.parse(cursor) as Omit<Pause, 'job' | 'shop'>),
  }));
}

/** Sets or (undefined) takes away a pause. */
export async function setPause(
  tx: Pick<Writes, 'setCursor'>,
  job: string,
  shop: string,
  pause: Omit<Pause, 'job' | 'shop'> | undefined,
  at: string,
): Promise<void> {
  await tx.setCursor(shop, beginning + job, pause ? JSON.stringify(pause) : '', at);
}
