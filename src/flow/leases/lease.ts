import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { Reads, Writes } from '../../store/types.ts';

/**
 * Who may run a job of a shop, over all processes of a workspace: one row in the store, drawn and given back in
 * transactions. It runs out by real time, not by the business clock, which may be turned: whether a process lives is no
 * matter of business time. A holder on this machine that has ended is followed at once.
 */
export interface Lease {
  readonly run: string;
  /** Machine (and process namespace), then process id. */
  readonly machine: string;
  readonly pid: number;
  /** ISO instant, real time. */
  readonly until: string;
}

/** Real ms that a lease lasts without being renewed, and how often it is renewed. The environment is a seam for tests. */
export const leaseMs = Number(process.env.B2_BRIDGE_LEASE_MS) || 45_000;
export const renewMs = Math.ceil(leaseMs / 4.5);

const key = (job: string): string => `lease:${job}`;

/** Takes the lease for `run`. `holder`: somebody else has it. `left`: what an ended holder left behind. */
export async function takeLease(
  tx: Writes,
  job: string,
  shop: string,
  run: string,
  real: Temporal.Instant,
): Promise<
  | { readonly holder: Lease; readonly left?: undefined }
  | { readonly holder?: undefined; readonly left: Lease | undefined }
> {
  const held = await leaseOf(tx, job, shop);
  if (held && !isOver(held, real)) return { holder: held };
  await put(tx, job, shop, run, real);
  return { left: held };
}

/** Lengthens it. false = it is no longer ours. */
export async function renewLease(
  tx: Writes,
  job: string,
  shop: string,
  run: string,
  real: Temporal.Instant,
): Promise<boolean> {
  if ((await leaseOf(tx, job, shop))?.run !== run) return false;
  await put(tx, job, shop, run, real);
  return true;
}

export async function giveLease(
  tx: Writes,
  job: string,
  shop: string,
  run: string,
  real: Temporal.Instant,
): Promise<void> {
  if ((await leaseOf(tx, job, shop))?.run === run) await tx.setCursor(shop, key(job), '', real.toString());
}

export async function leaseOf(reads: Pick<Reads, 'cursor'>, job: string, shop: string): Promise<Lease | undefined> {
  const text = await reads.cursor(shop, key(job));
  return text === '' ? undefined : (JSON.parse(text) as Lease);
}

/** The lease, if this process has it. */
export async function ownLease(reads: Pick<Reads, 'cursor'>, job: string, shop: string): Promise<Lease | undefined> {
  const held = await leaseOf(reads, job, shop);
  return held?.machine === machine && held.pid === process.pid ? held : undefined;
}

async function put(tx: Writes, job: string, shop: string, run: string, real: Temporal.Instant): Promise<void> {
  const until = real.add({ milliseconds: leaseMs }).toString();
  const lease: Lease = { run, machine, pid: process.pid, until };
  await tx.setCursor(shop, key(job), JSON.stringify(lease), real.toString());
}

function isOver({ until, machine: where, pid }: Lease, real: Temporal.Instant): boolean {
  if (Temporal.Instant.compare(Temporal.Instant.from(until), real) <= 0) return true;
  return where === machine && pid !== process.pid && !isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Containers may share a host name, but then not their process ids. */
const machine = `${hostname()} ${processSpace()}`.trim();

function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
