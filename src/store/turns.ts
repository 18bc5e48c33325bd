/** So many transactions of one process that go on beside each other: fewer than it has connections, since each of them may read, too. */
const mostBeside = 5;

/** Who writes waits for whoever came before in the same queue; queues go on beside each other. */
export interface Turns {
  /** Runs `work` when its turn has come, however the one before ended. '' is the queue of those who need no free place. */
  take<T>(queue: string, work: () => Promise<T>): Promise<T>;
  /** When nobody waits any more. */
  ended(): Promise<void>;
}

export function turnTaking(): Turns {
  const last = new Map<string, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let free = mostBeside;

  const inPlace = async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };

  return {
    take(queue, work) {
      const turn = (last.get(queue) ?? Promise.resolve()).then(() => (queue === '' ? work() : inPlace(work)));
      const settled: Promise<unknown> = turn
        .catch(() => {})
        .then(() => {
          if (last.get(queue) === settled) last.delete(queue);
        });
      last.set(queue, settled);
      return turn;
    },
    async ended() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
