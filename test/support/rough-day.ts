import { createRandom, type Random } from '../../mocks/random.ts';
import type { JobName } from '../../src/core/jobs.ts';
import type { ShopInLab } from './shop-in-lab.ts';

/** What happens to a bridge on a rough day: shares of calls that go wrong, in each of the ways that calls go wrong, and kills. */
export interface Rough {
  /** Share of all calls, 0 … 1, over all kinds. */
  readonly faults: number;
  readonly kills: number;
  readonly seed: number;
}

export const calm: Rough = { faults: 0, kills: 0, seed: 1 };

/** Refused before the work, answers lost after it, answers nobody can read, requests that arrive twice. */
const kinds = ['reset', 'server-error', 'unavailable', 'too-many', 'lost', 'truncated', 'garbage', 'duplicate'];

export class Killed extends Error {}

/** Decides at which of the bridge's points the process ends; give `at` as the shop's `kill`. */
export class Killer {
  /** Points at which it struck. */
  readonly struck: string[] = [];
  isArmed = false;
  readonly #left: number;
  readonly #random: Random;

  constructor({ kills, seed }: Rough) {
    this.#left = kills;
    this.#random = createRandom(seed);
  }

  readonly at = (point: string): void => {
    if (!this.isArmed || this.struck.length >= this.#left || this.#random.below(2) !== 0) return;
    this.struck.push(point);
    throw new Killed(point);
  };
}

/** Runs a job as far as it gets; a killed one is followed by a new process. */
export async function job(place: ShopInLab, name: JobName): Promise<void> {
  try {
    await place.job(name);
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    place.restart();
  }
}

/** From now on calls go wrong by chance. */
export async function spoil(place: ShopInLab, system: string, { faults }: Rough): Promise<void> {
  if (faults === 0) return;
  // One after the other strikes: the share of each is of what the ones before it let pass.
  const each = 1 - (1 - faults) ** (1 / kinds.length);
  for (const kind of kinds) await place.stand.fault(system, '*', kind, { probability: each });
}

export const mend = (place: ShopInLab): Promise<unknown> => place.stand.control('/faults/clear', {});
