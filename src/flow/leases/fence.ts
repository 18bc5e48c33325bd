import { AsyncLocalStorage } from 'node:async_hooks';
import { CallFailed } from '../../connectors/contract.ts';
import type { Reads, Store } from '../../store/types.ts';
import { leaseMs, leaseOf, renewLease, renewMs } from './lease.ts';
import { notSent } from './when-back.ts';

/** A lease that work at hand stands under. */
export interface HeldLease {
  readonly job: string;
  /** '' = the workspace. */
  readonly shop: string;
  /** Who took it: the run's id. */
  readonly run: string;
}

interface Fence {
  readonly leases: readonly HeldLease[];
  /** Real time until which nobody else can have taken them, epoch ms. */
  until: number;
  readonly renew: () => Promise<void>;
  readonly now: () => number;
  readonly outer: Fence | undefined;
}

/** The lease was lost while the work went on: the process stood still for longer than it lasts, and another one took over. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

const fences = new AsyncLocalStorage<Fence>();

/**
 * Does work under leases that were taken for it, and renews them meanwhile. A process that froze for longer than a lease lasts (a
 * laptop's lid, SIGSTOP, a machine without memory) wakes up in the middle of its work: from then on nothing of it is committed
 * (`fencedStore`) and no further call leaves (`stillHolding`).
 */
export async function underLeases<T>(
  store: Pick<Store, 'write'>,
  leases: readonly HeldLease[],
  real: () => Temporal.Instant,
  work: () => Promise<T>,
): Promise<T> {
  const now = () => real().epochMilliseconds;
  const renew = async () => {
    const at = real();
    await store.write(async (tx) => {
      for (const { job, shop, run } of leases) if (!(await renewLease(tx, job, shop, run, at))) throw new LeaseLost();
    });
    fence.until = at.epochMilliseconds + leaseMs;
  };
  const fence: Fence = { leases, until: now() + leaseMs, renew, now, outer: fences.getStore() };
  // One that could not be renewed shows itself at the next commit or call.
  const renewing = setInterval(() => void renew().catch(() => {}), renewMs).unref();
  try {
    return await fences.run(fence, work);
  } finally {
    clearInterval(renewing);
  }
}

/** The same store, but whoever works under a lease commits only while it is his: looked at inside each transaction. */
export function fencedStore(store: Store): Store {
  return {
    ...store,
    write(work, aside) {
      const fence = fences.getStore();
      if (!fence) return store.write(work, aside);
      return store.write(async (tx) => {
        await mustHold(tx, fence);
        return work(tx);
      }, aside);
    },
    // A lease is taken by whoever writes alone, so it cannot change hands while this goes on.
    writeShop(shop, work) {
      const fence = fences.getStore();
      if (!fence) return store.writeShop(shop, work);
      return store.writeShop(shop, async (tx) => {
        await mustHold(tx, fence);
        return work(tx);
      });
    },
  };
}

async function mustHold(reads: Pick<Reads, 'cursor'>, fence: Fence | undefined): Promise<void> {
  for (let one = fence; one; one = one.outer) {
    for (const { job, shop, run } of one.leases) {
      if ((await leaseOf(reads, job, shop))?.run !== run) throw new LeaseLost();
    }
  }
}

/**
 * Asked right before a call leaves. As long as the lease cannot have run out this costs nothing; after that it is renewed first.
 *
 * @throws CallFailed `lease-lost`: another process has taken over · the store's reason (`database-failed`): nobody can tell whose it is.
 *   Nothing was sent.
 */
export async function stillHolding(): Promise<void> {
  for (let one = fences.getStore(); one; one = one.outer) {
    if (one.now() < one.until) continue;
    try {
      await one.renew();
    } catch (error) {
      throw error instanceof LeaseLost ? new CallFailed({ kind: 'retry', code: 'lease-lost' }) : notSent(error);
    }
  }
}
