/**
 * Waits until the clock has moved on by so many ms. The clock may be turned meanwhile: then the wait is over sooner. It
 * never lasts longer than `ms` of real time and a little, even if the clock stands still or is turned back.
 * Rejects with the signal's reason when it is aborted.
 */
export function sleepOn(now: () => Temporal.Instant, signal?: AbortSignal, look = 250) {
  return async (ms: number): Promise<void> => {
    const until = now().epochMilliseconds + ms;
    for (let left = ms; left > 0; left -= look) {
      const behind = until - now().epochMilliseconds;
      if (behind <= 0) return;
      await pause(Math.min(look, left, behind), signal);
    }
  };
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
