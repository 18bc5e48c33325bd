import type { LabState } from './lab.ts';

/** How often is looked for something to bring, and how long an address may take, real ms. */
const every = 100;
const patience = 5000;

/**
 * Brings what systems have for a local address, until it is ended. Nothing is asked of systems that have no outbox. What was brought and is
 * not known to have been is brought again after a restart: at least once, as such queues are.
 */
export function startOutbox(lab: LabState): { end(): void } {
  const under = new Set<string>();
  const timer = setInterval(() => {
    for (const system of lab.systems.values()) {
      if (!system.outbox?.isOn()) continue;
      lab.settle(system);
      for (const one of system.outbox.due(lab.now(system))) {
        const key = `${system.name} ${one.id}`;
        if (under.has(key)) continue;
        under.add(key);
        void bring(one.url, one.body).then((isTaken) => {
          under.delete(key);
          system.outbox?.told(one.id, isTaken, lab.now(system));
        });
      }
    }
  }, every);
  timer.unref();
  return { end: () => clearInterval(timer) };
}

async function bring(url: string, body: string): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
