/** The time of a lab that runs in another process, asked for again and again. */
export interface FollowedClock {
  now(): Temporal.Instant;
  stop(): void;
}

interface Told {
  readonly now: Temporal.Instant;
  readonly isFrozen: boolean;
  /** This machine's time when it was told, epoch ms. */
  readonly at: number;
}

/**
 * Follows the clock of a lab, so that turning it there moves the bridge as well. `undefined` when nobody answers. When the
 * lab ends later, its last difference is kept: time does not jump.
 *
 * @param control URL of the control API
 * @param real this machine's time in epoch ms
 */
export async function followClock(
  control: string,
  real: () => number,
  every = 500,
): Promise<FollowedClock | undefined> {
  let told = await ask(control, real);
  if (!told) return undefined;
  const timer = setInterval(async () => {
    told = (await ask(control, real)) ?? told;
  }, every).unref();
  return {
    now: () => {
      const { now, isFrozen, at } = told!;
      return isFrozen ? now : now.add({ milliseconds: Math.round(real() - at) });
    },
    stop: () => clearInterval(timer),
  };
}

async function ask(control: string, real: () => number): Promise<Told | undefined> {
  try {
    const response = await fetch(`${control}/clock`, { signal: AbortSignal.timeout(2000) });
    const { now, isFrozen } = (await response.json()) as { now: string; isFrozen: boolean };
    return { now: Temporal.Instant.from(now), isFrozen, at: real() };
  } catch {
    return undefined;
  }
}
